import { recurringCategories } from '#lib/corrections/recurring.ts';
import {
  firstReviewAt,
  firstWordAt,
  learntWordIds,
  reviewsSince,
  sentTimes,
  talkedIn,
  wasReviewed,
  wordsOfTime,
  type TalkedIn,
} from '#lib/db/read/progress.ts';
import { languagesOfWords } from '#lib/db/read/schedules.ts';
import { slipsSince } from '#lib/db/read/slips.ts';
import type { CorrectionCategory } from '#lib/providers/correction.ts';
import { nextDay } from '#lib/words/learning-day.ts';
import { curveDays, type CurvePoint } from './curve.ts';
import { countByDay, daysInARow, lastDays, type DayDone } from './days.ts';
import { rememberedIn, type Remembered } from './remembered.ts';

/** How far back the map of days goes, in weeks, where there is room for it: a little more than a year. */
export const mostWeeks = 53;

/** What counts for what the learner can do now, in days. */
const recentDays = 30;

/** So many kinds of mistakes are told of. */
const mostMistakes = 6;

interface ProgressQuestion {
  /** BCP 47 tags: the language that was chosen, if one was, and the one that is learnt. */
  chosen: string | undefined;
  learnt: string;
  /** In milliseconds since the epoch. */
  now: number;
}

export interface Progress {
  /** When it was worked out, in milliseconds since the epoch. */
  now: number;
  /** BCP 47 tags: what this is about, and all that there is something of. */
  language: string;
  languages: string[];
  /** When the first conversation began, in milliseconds since the epoch; `null` without one. */
  since: number | null;
  known: number;
  remembered: Remembered;
  /** How many days in a row the learner talked or reviewed. */
  streak: number;
  /** The days of the last `mostWeeks` on which something was done, in no order. */
  days: DayDone[];
  /** The kinds of mistakes of the last days, the most frequent first. */
  mistakes: { category: CorrectionCategory; count: number }[];
  /** How many of the words that are known today were there at the end of a day; empty before the first word. */
  curve: CurvePoint[];
}

/** What talking and reviewing have come to. @throws {PatterError} */
export async function readProgress({ chosen, learnt, now }: ProgressQuestion): Promise<Progress> {
  const conversations = await talkedIn();
  const languages = [...new Set([...conversations.map((row) => row.language), ...(await languagesOfWords())])];
  const language = chosen ?? (languages.includes(learnt) ? learnt : (languages[0] ?? learnt));
  const own = conversations.filter((row) => row.language === language);
  const [recent = now] = lastDays(recentDays, now);
  const [curve, reviews, slips] = await Promise.all([
    readCurve(language, now),
    reviewsSince(language, recent),
    slipsSince(language, recent),
  ]);
  return {
    now,
    language,
    languages,
    since: own.length === 0 ? null : Math.min(...own.map(({ createdAt }) => createdAt)),
    known: curve.at(-1)?.known ?? 0,
    remembered: rememberedIn(reviews),
    ...(await readDays(language, own, now)),
    mistakes: recurringCategories(slips, 1).slice(0, mostMistakes),
    curve,
  };
}

async function readDays(
  language: string,
  conversations: readonly TalkedIn[],
  now: number,
): Promise<Pick<Progress, 'days' | 'streak'>> {
  const window = lastDays(mostWeeks * 7, now);
  const firstReview = (await firstReviewAt()) ?? Infinity;
  const reviewedOn = async (day: number): Promise<boolean> =>
    nextDay(day) > firstReview && wasReviewed(language, day, nextDay(day));
  let from = window[0] ?? now;
  let sent = countByDay(await sentTimes(conversations, from));
  const done = await Promise.all(
    window.map(async (day): Promise<DayDone[]> => {
      const messages = sent.get(day) ?? 0;
      return messages > 0 || (await reviewedOn(day)) ? [{ day, messages }] : [];
    }),
  );
  const days = done.flat();
  const active = new Set(days.map(({ day }) => day));
  const streak = await daysInARow(async (day) => {
    if (day >= (window[0] ?? now)) return active.has(day);
    if (day < from) {
      // Few have talked for more than a year without a day off: further back is read only for them.
      [from = 0] = lastDays(mostWeeks * 7, day);
      sent = countByDay(await sentTimes(conversations, from));
    }
    return sent.has(day) || reviewedOn(day);
  }, now);
  return { days, streak };
}

async function readCurve(language: string, now: number): Promise<CurvePoint[]> {
  const first = await firstWordAt(language);
  if (first === null) return [];
  const learnt = await learntWordIds(language);
  const days = curveDays(first, now);
  const curve: CurvePoint[] = [];
  let known = 0;
  for (const [index, { day, end }] of days.entries()) {
    // Words without a time, or with one that is still to come, were there at the first and the last.
    const from = days[index - 1]?.end ?? -Infinity;
    const until = index === days.length - 1 ? Infinity : end;
    const came = await wordsOfTime(language, from, until);
    known += came.known + came.learning.filter((id) => learnt.has(id)).length;
    curve.push({ day, known });
  }
  return curve;
}
