import { t } from '#lib/i18n/message.ts';
import { isWordsRoom, routeHash, type Route } from './route.ts';
import { Icon } from '#components/ui/icons.tsx';
import { DueBadge } from './due-badge.tsx';

export interface RoomLinksProps {
  present: Route['room'];
  /** The conversation that the chat comes back to. */
  conversation: number | 'latest' | 'new';
}

/** The ways between the panel's rooms. */
export function RoomLinks({ present, conversation }: RoomLinksProps) {
  const rooms = [
    { room: 'chat', hash: routeHash({ room: 'chat', conversation }), label: t('chat'), icon: 'chat' },
    { room: 'words', hash: routeHash({ room: 'words' }), label: t('words'), icon: 'words' },
    { room: 'progress', hash: routeHash({ room: 'progress' }), label: t('progress'), icon: 'progress' },
    { room: 'settings', hash: routeHash({ room: 'settings' }), label: t('settings'), icon: 'settings' },
  ] as const;
  return (
    <nav className="rooms" aria-label={t('rooms')}>
      {rooms.map(({ room, hash, label, icon }) => (
        <a
          key={room}
          href={hash}
          className="icon-button"
          aria-label={label}
          title={label}
          aria-current={room === present ? 'page' : room === 'words' && isWordsRoom(present) ? 'true' : undefined}
        >
          <Icon name={icon} />
          {room === 'words' && <DueBadge />}
        </a>
      ))}
    </nav>
  );
}
