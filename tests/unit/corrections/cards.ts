import { buildCard, type Card, type CardInput } from '#lib/corrections/card.ts';
import type { Correction } from '#lib/providers/correction.ts';

export type Note = Correction['notes'][number];

export function note(original: string, replacement: string, more: Partial<Note> = {}): Note {
  const explanation = `why ${replacement}`;
  return { original, replacement, category: 'word_choice', severity: 'wrong', explanation, ...more };
}

export interface Given extends Partial<Omit<CardInput, 'source' | 'correction'>> {
  notes?: Note[];
  wellDone?: string | null;
}

/** The card for a Spanish learner at A2 who speaks English, unless it is said otherwise. */
export function cardFor(source: string, corrected: string, given: Given = {}): Card | null {
  const { notes = [], wellDone = null, ...more } = given;
  return buildCard({
    source,
    correction: { corrected, notes, wellDone },
    language: 'es',
    level: 'A2',
    learnerLanguage: 'en',
    recurring: new Set(),
    ...more,
  });
}

/** The edits of a card that are not hidden, as `original→replacement`. */
export function visible(card: Card | null): string[] {
  const edits = card?.kind === 'edits' ? card.edits : [];
  return edits.filter(({ tier }) => tier !== 'hidden').map(({ original, replacement }) => `${original}→${replacement}`);
}

/** The explanations of a card's edits. */
export function explanations(card: Card | null): string[] {
  return card?.kind === 'edits' ? card.edits.flatMap(({ explanation }) => explanation ?? []) : [];
}
