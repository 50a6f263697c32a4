import type { StoredReading } from '#lib/db/rows.ts';
import { interfaceLanguage, t, type MessageKey } from '#lib/i18n/message.ts';
import { guidedLanguages, scenesFor } from '#lib/providers/guided/catalog.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import { languageName } from '#lib/settings/languages.ts';
import type { Level } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { modelScene } from '#lib/tutor/scenes/scene-id.ts';
import { routeHash } from '#components/navigation/route.ts';
import type { MissingSetup } from '#components/settings/setup-state.ts';
import { useTutorSetup } from '#components/settings/use-tutor-setup.ts';
import { Button } from '#components/ui/button.tsx';
import { tutorNames } from '#components/ui/tutor-names.ts';
import { Starters } from './starters.tsx';

/** What a new conversation is to be about. */
export interface ChosenScene {
  id: string;
  title: string;
}

interface EmptyConversationProps {
  settings: Settings;
  /** BCP 47 tag of the conversation. */
  language: string;
  /** The scene that the conversation is for, if it has one. */
  scene?: string | undefined;
  /** What it is about, if that is a page or a part of one. */
  reading?: StoredReading | undefined;
  level: Level;
  onScene: (scene: ChosenScene) => void;
  /** Has the tutor speak first, about what the conversation already has. */
  onBegin?: () => void;
}

/** What stands where nothing has been said yet. */
export function EmptyConversation(props: EmptyConversationProps) {
  const { tutor } = props.settings;
  if (props.reading !== undefined && !providerSetups[tutor].reads) return <OtherTutor tutor={tutor} />;
  return tutor === 'guided' ? <SceneChoice {...props} /> : <Invitation {...props} />;
}

/** What is to be read stays until a tutor is chosen that can take it. */
function OtherTutor({ tutor }: Pick<Settings, 'tutor'>) {
  return (
    <div className="empty">
      <h2>{t('reading_unsupported_title')}</h2>
      <p>{t('reading_unsupported', t(tutorNames[tutor]))}</p>
      <a className="button button-primary" href={routeHash({ room: 'settings' })}>
        {t('choose_other_tutor')}
      </a>
    </div>
  );
}

const missingWords = {
  address: 'missing_address',
  access: 'missing_access',
  key: 'missing_key',
  model: 'missing_model',
} satisfies Record<MissingSetup, MessageKey>;

function Invitation({ settings, language, level, scene, reading, onScene, onBegin }: EmptyConversationProps) {
  const begun = modelScene(scene) !== null || reading !== undefined;
  const { missing } = useTutorSetup(settings);
  const name = languageName(language, interfaceLanguage());
  return (
    <div className="empty">
      <h2>{t('empty_title', name)}</h2>
      <p>{reading === undefined ? t('empty_invitation', name) : t('reading_invitation')}</p>
      {missing !== null && (
        <p className="empty-missing">
          {t(missingWords[missing], t(tutorNames[settings.tutor]))}{' '}
          <a href={routeHash({ room: 'settings' })}>{t('open_settings')}</a>
        </p>
      )}
      {missing === null && begun && (
        <Button primary onClick={onBegin}>
          {t('begin')}
        </Button>
      )}
      {missing === null && !begun && settings.tutor !== 'remote' && (
        <Starters language={language} level={level} settings={settings} onScene={onScene} />
      )}
    </div>
  );
}

function SceneChoice({ language, scene, onScene, onBegin }: EmptyConversationProps) {
  const name = languageName(language, interfaceLanguage());
  const scenes = scenesFor(language);
  if (scenes.length === 0) {
    const languages = guidedLanguages.map((tag) => languageName(tag, interfaceLanguage()));
    return (
      <div className="empty">
        <h2>{t('empty_title', name)}</h2>
        <p>{t('guided_no_scenes', name, new Intl.ListFormat(interfaceLanguage()).format(languages))}</p>
        <a className="button button-primary" href={routeHash({ room: 'settings' })}>
          {t('open_settings')}
        </a>
      </div>
    );
  }
  const chosen = scenes.find(({ id }) => id === scene);
  return (
    <div className="empty">
      <h2>{t('empty_title', name)}</h2>
      <p>{t('guided_explained')}</p>
      {chosen !== undefined ? (
        <Button primary onClick={onBegin}>
          {t('begin_scene', chosen.title)}
        </Button>
      ) : (
        <ul className="scenes">
          {scenes.map((entry) => (
            <li key={entry.id}>
              <button type="button" className="scene" onClick={() => onScene(entry)}>
                <span className="scene-title" lang={language} dir="auto">
                  {entry.title}
                </span>
                <span className="scene-gloss">{entry.titleLearner}</span>
                <span className="tag">{entry.level}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
