import { database } from '../database.ts';
import { openerLifeMs, openerSchema, type Opener, type OpenerFor } from '../memory-rows.ts';
import { inStore } from '../storage-error.ts';

/** The openers that wait, of a lesson and its tutor. @param now in milliseconds since the epoch @throws {PatterError} */
export async function openersFor(lesson: OpenerFor, now: number): Promise<Opener[]> {
  const rows = await inStore(() => database.openers.toArray());
  return rows.filter((row) => isOpener(row) && isFresh(row, now) && suits(row, lesson));
}

/** Whether a stored opener is whole. */
export function isOpener(row: unknown): row is Opener {
  return openerSchema.safeParse(row).success;
}

/** Whether an opener can still be said. One from far ahead was made before the clock was set back, nobody knows when. */
export function isFresh({ createdAt }: Opener, now: number): boolean {
  return Math.abs(now - createdAt) < openerLifeMs;
}

function suits(row: Opener, { tutor, model, language, level, learnerLanguage }: OpenerFor): boolean {
  return (
    row.tutor === tutor &&
    row.model === model &&
    row.language === language &&
    row.level === level &&
    row.learnerLanguage === learnerLanguage
  );
}
