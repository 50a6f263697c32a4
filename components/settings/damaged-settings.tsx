import { t } from '#lib/i18n/message.ts';
import { routeHash } from '#components/navigation/route.ts';

interface DamagedSettingsProps {
  /** The learner is in Settings already: it is not offered. */
  inSettings?: boolean;
}

/** Says that some settings are not the learner's own, since what is stored could not be read. */
export function DamagedSettings({ inSettings = false }: DamagedSettingsProps) {
  return (
    <div className="alert" role="alert">
      <strong className="alert-title">{t('settings_damaged_title')}</strong>
      <p>{t('settings_damaged_advice')}</p>
      {!inSettings && (
        <div className="alert-actions">
          <a className="button button-primary" href={routeHash({ room: 'settings' })}>
            {t('open_settings')}
          </a>
        </div>
      )}
    </div>
  );
}
