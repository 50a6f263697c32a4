import type { RefObject } from 'react';
import { t } from '#lib/i18n/message.ts';
import type { Level } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { goTo } from '#components/navigation/use-route.ts';
import { RoomLinks } from '#components/navigation/room-links.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { LanguageSelect, LevelSelect } from '#components/ui/language-level.tsx';
import { tutorNames } from '#components/ui/tutor-names.ts';

interface ChatHeaderProps {
  title: string;
  language: string;
  level: Level;
  settings: Settings;
  conversation: number | 'new';
  drawerOpen: boolean;
  onOpenDrawer: () => void;
  menu: RefObject<HTMLButtonElement | null>;
  onChange: (change: { language?: string; level?: Level }) => void;
}

/** What is talked about, in which language, at which level, and with whom. */
export function ChatHeader({
  title,
  language,
  level,
  settings,
  conversation,
  drawerOpen,
  onOpenDrawer,
  menu,
  onChange,
}: ChatHeaderProps) {
  const { tutor, tutors } = settings;
  const tutorName = tutors[tutor].model || t(tutorNames[tutor]);
  return (
    <header className="bar">
      <IconButton
        ref={menu}
        icon="menu"
        label={t('conversations')}
        aria-haspopup="dialog"
        aria-expanded={drawerOpen}
        onClick={onOpenDrawer}
      />
      <div className="bar-text">
        <h1 dir="auto">{title}</h1>
        <div className="lesson">
          <span className="pick">
            <LanguageSelect
              label={t('language')}
              value={language}
              onChange={(value) => onChange({ language: value })}
            />
          </span>
          <span aria-hidden="true">·</span>
          <span className="pick">
            <LevelSelect label={t('level')} value={level} onChange={(value) => onChange({ level: value })} />
          </span>
          <span className="lesson-tutor">
            <span title={tutorName}>
              <span aria-hidden="true">· </span>
              {tutorName}
            </span>
          </span>
        </div>
      </div>
      {!drawerOpen && (
        <IconButton
          icon="plus"
          label={t('new_conversation')}
          onClick={() => goTo({ room: 'chat', conversation: 'new' })}
        />
      )}
      <RoomLinks present="chat" conversation={conversation} />
    </header>
  );
}
