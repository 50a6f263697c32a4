import type { Card } from '#lib/corrections/card.ts';

export type EditsCard = Extract<Card, { kind: 'edits' }>;

/** A stretch of the learner's message: as it is, or an edit of the card by its number. */
export type Stretch = { text: string } | { edit: number };

/** Whether an edit is drawn: at once, or behind "more". One that only concerns capitals and the like never is. */
export function isDrawn({ shown, tier, disputed }: EditsCard['edits'][number], more: boolean): boolean {
  return disputed !== true && (shown || (more && tier !== 'hidden'));
}

/** The learner's message with the edits that are drawn marked in it. */
export function stretchesOf(message: string, { edits }: EditsCard, more: boolean): Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  for (const [index, edit] of edits.entries()) {
    if (!isDrawn(edit, more)) continue;
    if (edit.start > at) stretches.push({ text: message.slice(at, edit.start) });
    stretches.push({ edit: index });
    at = edit.end;
  }
  if (at < message.length) stretches.push({ text: message.slice(at) });
  return stretches;
}
