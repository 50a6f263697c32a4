import { countDue, hasReviewedToday, languagesOfWords, type ReviewTerms } from '#lib/db/read/schedules.ts';
import { watchDue } from '#lib/db/read/watch-due.ts';
import { t, tn } from '#lib/i18n/message.ts';
import { leaveTopic } from '#lib/page/topic.ts';
import { everyMinutes, openPanel, showBadge } from '#lib/platform/extension.ts';
import {
  isPageOpen,
  mayNotify,
  notify,
  onNotificationClick,
  onReminder,
  openInTab,
  remindAt,
} from '#lib/platform/notifications.ts';
import { createReminder } from '#lib/reminder/reminder.ts';
import { readReminder, writeReminder } from '#lib/reminder/store.ts';
import { readHeard, watchHeard, writeHeard } from '#lib/settings/heard.ts';
import { readSettings, watchSettings } from '#lib/settings/store.ts';
import type { SpeechEngine } from '#lib/speech/engine.ts';
import { heardLanguages } from '#lib/speech/heard-languages.ts';

/** How late the badge may learn that time has made a word due. */
const badgeMinutes = 5;

/** What a review may bring. */
async function readTerms(): Promise<ReviewTerms> {
  const { newWordsPerDay, reviewsPerDay } = await readSettings();
  return { newPerDay: newWordsPerDay, reviewsPerDay, heard: await readHeard() };
}

/** Takes note of the languages that the learner has words of and that can be heard. */
async function noteHeard(engine: SpeechEngine | null): Promise<void> {
  const [languages, voices, settings] = await Promise.all([languagesOfWords(), engine?.voices() ?? [], readSettings()]);
  await writeHeard(heardLanguages(languages, voices, settings.voices, navigator.languages));
}

/** Tells of the words that are due: on the toolbar's icon, and once a day where the learner wants to be reminded. */
export function tellOfDueWords(engine: SpeechEngine | null, hold: () => () => void): void {
  const tellDue = watchDue(readTerms, (text) => void showBadge(text));
  const remind = createReminder({
    wanted: async () => {
      const settings = await readSettings();
      return settings.remind ? settings.remindAt : null;
    },
    now: () => Date.now(),
    allowed: mayNotify,
    isThere: async () => (await isPageOpen()) || hasReviewedToday(Date.now()),
    countDue: async () => countDue(await readTerms(), Date.now()),
    // Only how many: a lock screen shows it to anybody.
    notify: (due) => notify(tn('reminder', due), t('reminder_open')),
    wakeAt: remindAt,
    readState: readReminder,
    writeState: writeReminder,
  });
  const lookToRemind = (): void => {
    const letGo = hold();
    void remind().finally(letGo);
  };
  const look = (): void => {
    tellDue();
    // Voices come and go with what is installed, and an online one is there once it is chosen.
    void noteHeard(engine).catch(() => undefined);
    // A traveller's clock may be put to another time meanwhile.
    lookToRemind();
  };
  onReminder(lookToRemind);
  everyMinutes('due', badgeMinutes, look);
  watchSettings(look);
  watchHeard(tellDue);
  onNotificationClick((windowId) => {
    // Before anything is waited for: it takes the click itself.
    const opened = openPanel(windowId);
    const letGo = hold();
    void opened
      .then(() => leaveTopic(windowId, { room: 'review' }))
      .catch(() => openInTab('#/review'))
      .finally(letGo);
  });
  look();
}
