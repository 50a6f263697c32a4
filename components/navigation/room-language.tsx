import { interfaceLanguage, t } from '#lib/i18n/message.ts';
import { languageName } from '#lib/settings/languages.ts';
import { goTo } from './use-route.ts';

interface RoomLanguageProps {
  room: 'words' | 'progress';
  /** BCP 47 tags: the language that the room shows, and all that it can show. */
  language: string;
  languages: readonly string[];
}

/** Whose words or progress a room shows, and the choice where there is one. */
export function RoomLanguage({ room, language, languages }: RoomLanguageProps) {
  const all = [...new Set([...languages, language])];
  if (all.length === 1) return languageName(language, interfaceLanguage());
  return (
    <span className="pick">
      <select
        aria-label={t('language')}
        value={language}
        onChange={({ target }) => goTo({ room, language: target.value })}
      >
        {all.map((tag) => (
          <option key={tag} value={tag}>
            {languageName(tag, interfaceLanguage())}
          </option>
        ))}
      </select>
    </span>
  );
}
