import { recentSlips } from '#lib/db/read/slips.ts';
import type { Slip } from '#lib/db/rows.ts';
import type { CorrectionCategory } from '#lib/providers/correction.ts';
import type { Level } from '#lib/providers/provider.ts';
import { canDo } from '#lib/providers/setup.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { drillTask } from '#lib/tutor/tasks/drill.ts';
import { runTask } from '#lib/tutor/tasks/task.ts';
import { signalOf, tutorFor, type AsideTools } from './about-reply.ts';

/** A sentence with something to be filled in. */
export interface DrillItem {
  before: string;
  answer: string;
  after: string;
  /** What the learner wrote there once; empty in a sentence that is not the learner's own. */
  wrong: string;
  explanation?: string | undefined;
}

const drillLength = 5;

interface DrillWish {
  /** BCP 47 tag. */
  language: string;
  level: Level;
  category: CorrectionCategory;
}

/**
 * Quick sentences for one kind of mistake: the learner's own first, the latest of them; then, with a tutor who can be asked,
 * new ones like them, else the learner's other mistakes. A tutor that fails is done without.
 * @throws {PatterError} where the error memory can not be read
 */
export async function drillFor(
  { language, level, category }: DrillWish,
  settings: Settings,
  { access }: AsideTools,
): Promise<DrillItem[]> {
  const slips = distinct((await recentSlips(language, Date.now())).filter(canBeAsked));
  const own = slips.filter((slip) => slip.category === category).slice(0, drillLength);
  const items = own.map(itemOf);
  const missing = drillLength - items.length;
  if (missing === 0) return items;
  if (own.length > 0 && canDo(settings.tutor, 'drill')) {
    const lesson = { language, level, learnerLanguage: settings.learnerLanguage };
    const context = { waited: true, conversationId: 0, turnId: crypto.randomUUID(), lesson, messages: [] };
    try {
      const tutor = await tutorFor('drill', settings, access);
      const { sentences } = await runTask(drillTask(own, missing, lesson), tutor, context, signalOf());
      items.push(...sentences.map(({ sentence, answer }) => gapIn(sentence, answer)));
    } catch {
      // Their own mistakes are what a drill is about.
    }
  }
  const others = slips.filter((slip) => slip.category !== category).map(itemOf);
  return [...items, ...others].slice(0, drillLength);
}

/** What was only too much has no form to be filled in. */
function canBeAsked({ right }: Slip): boolean {
  return /[\p{L}\p{N}]/u.test(right);
}

/** The same mistake in the same sentence is asked once. */
function distinct(slips: readonly Slip[]): Slip[] {
  return [...new Map(slips.map((slip) => [`${slip.sentence}\n${slip.start}`, slip])).values()];
}

function itemOf({ sentence, start, end, wrong, explanation }: Slip): DrillItem {
  const raw = sentence.slice(start, end);
  const from = start + (raw.length - raw.trimStart().length);
  const to = end - (raw.length - raw.trimEnd().length);
  return {
    before: sentence.slice(0, from),
    answer: sentence.slice(from, to),
    after: sentence.slice(to),
    wrong,
    ...(explanation !== undefined && { explanation }),
  };
}

function gapIn(sentence: string, answer: string): DrillItem {
  const at = sentence.indexOf(answer.trim());
  return {
    before: sentence.slice(0, at),
    answer: answer.trim(),
    after: sentence.slice(at + answer.trim().length),
    wrong: '',
  };
}
