import { correctionSchema, noteSchema, type Correction } from '#lib/providers/correction.ts';
import { plainText } from './plain-text.ts';

const mostNotes = 8;
/** `noteSchema` takes no more units. */
const longestExplanation = { graphemes: 160, units: 400 };
const longestPraise = { graphemes: 240, units: 1_000 };

/**
 * A model's correction, as far as it can be used. Nothing is guessed: without the corrected text there is none, a note
 * that is not whole is dropped, and what is too long is cut.
 */
export function readCorrection(raw: unknown): Correction | undefined {
  if (typeof raw !== 'object' || raw === null || !('corrected' in raw)) return undefined;
  const notes = 'notes' in raw && Array.isArray(raw.notes) ? raw.notes : [];
  const wellDone = 'wellDone' in raw && typeof raw.wellDone === 'string' ? raw.wellDone : '';
  const result = correctionSchema.safeParse({
    corrected: raw.corrected,
    notes: notes.flatMap(readNote).slice(0, mostNotes),
    wellDone: plainText(wellDone, longestPraise) || null,
  });
  return result.success ? result.data : undefined;
}

function readNote(raw: unknown): Correction['notes'] {
  if (typeof raw !== 'object' || raw === null || !('explanation' in raw)) return [];
  const { explanation } = raw;
  if (typeof explanation !== 'string') return [];
  // Models write null for what they leave out.
  const given = Object.entries(raw).filter(([, value]) => value !== null);
  const result = noteSchema.safeParse({
    ...Object.fromEntries(given),
    explanation: plainText(explanation, longestExplanation),
    ...('hint' in raw && typeof raw.hint === 'string' && { hint: plainText(raw.hint, longestExplanation) }),
  });
  return result.success ? [result.data] : [];
}
