import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { RoomLinks, type RoomLinksProps } from './room-links.tsx';

interface RoomHeaderProps extends RoomLinksProps {
  title: string;
  /** Where the focus is put, by what `useRoomTitle` gives or by the room itself. */
  titleRef?: RefObject<HTMLHeadingElement | null>;
  /** The line below the title. */
  note?: ReactNode;
  /** Buttons before the ways to other rooms. */
  children?: ReactNode;
}

/** What stands above every room but the chat. */
export function RoomHeader({ title, titleRef, note, children, ...links }: RoomHeaderProps) {
  return (
    <header className="bar bar-titled">
      <div className="bar-text">
        <h1 {...(titleRef && { ref: titleRef, tabIndex: -1 })}>{title}</h1>
        {note !== undefined && <p className="bar-note">{note}</p>}
      </div>
      {children}
      <RoomLinks {...links} />
    </header>
  );
}

/** The title of a room, which is read out as the room is entered. */
export function useRoomTitle(): RefObject<HTMLHeadingElement | null> {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return title;
}
