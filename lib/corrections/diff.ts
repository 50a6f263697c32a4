import { align } from './align.ts';
import { isBlank, tokensOf, type Token } from './tokens.ts';

/** One change to a text; `start` and `end` in UTF-16 code units. */
export interface Edit {
  start: number;
  end: number;
  /** The text from `start` to `end`. */
  original: string;
  replacement: string;
  op: 'missing' | 'replace' | 'unneeded';
}

/** @param edits in the order of the text, none inside another */
export function applyEdits(text: string, edits: readonly Pick<Edit, 'start' | 'end' | 'replacement'>[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, replacement } of edits) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

const opensOnTheLeft = /^[¿¡«“„‘([{「『（《〈【]/u;

/**
 * What makes `target` of `source`, as a teacher would mark it: by words, or by graphemes where words are written without
 * spaces. Applied in order, the edits give `target` to the last code unit, white space included.
 *
 * @param language a BCP 47 tag
 */
export function diffWords(source: string, target: string, language: string): Edit[] {
  if (source === target) return [];
  const edits: Edit[] = [];
  const add = (start: number, end: number, replacement: string) => {
    const original = source.slice(start, end);
    if (original === replacement) return;
    const last = edits.at(-1);
    // A space that comes before a changed word has no place of its own.
    if (last && last.end === start && last.original === '' && isBlank(last.replacement)) {
      edits[edits.length - 1] = editOf(source, last.start, end, last.replacement + replacement);
    } else {
      edits.push(editOf(source, start, end, replacement));
    }
  };

  let at = 0;
  let to = 0;
  let gone: Token[] = [];
  let come: Token[] = [];
  const upTo = (end: number, targetEnd: number) => {
    for (const change of changesOf({ source, target, at, to, end, targetEnd, gone, come })) add(...change);
    gone = [];
    come = [];
  };
  for (const piece of align(tokensOf(source, language), tokensOf(target, language))) {
    const [first] = piece.source;
    const last = piece.source.at(-1);
    const [targetFirst] = piece.target;
    const targetLast = piece.target.at(-1);
    if (!first || !last || !targetFirst || !targetLast) {
      gone.push(...piece.source);
      come.push(...piece.target);
      continue;
    }
    upTo(first.start, targetFirst.start);
    add(first.start, last.end, target.slice(targetFirst.start, targetLast.end));
    at = last.end;
    to = targetLast.end;
  }
  upTo(source.length, target.length);
  return edits;
}

function editOf(source: string, start: number, end: number, replacement: string): Edit {
  const original = source.slice(start, end);
  const op = original === '' ? 'missing' : replacement === '' ? 'unneeded' : 'replace';
  return { start, end, original, replacement, op };
}

/** What lies between two places that stand for each other in both texts, and the words that only one of them has there. */
interface Stretch {
  source: string;
  target: string;
  at: number;
  to: number;
  end: number;
  targetEnd: number;
  gone: readonly Token[];
  come: readonly Token[];
}

type Change = [start: number, end: number, replacement: string];

/**
 * Words that only one text has go with the space that belongs to them: the other space of the two around them is the
 * one that stays. Where none does, all of the stretch is the change.
 */
function changesOf({ source, target, at, to, end, targetEnd, gone, come }: Stretch): Change[] {
  const [firstGone] = gone;
  const lastGone = gone.at(-1);
  const [firstCome] = come;
  const lastCome = come.at(-1);
  const whole: Change = [at, end, target.slice(to, targetEnd)];
  /** A word that goes and a comma that comes are two changes, about either of the two gaps that may stay. */
  const goneAndCome = (start: number, stop: number): Change[] | undefined => {
    for (const [from, until] of [[at, start] as const, [stop, end] as const]) {
      const stays = gapLike(source.slice(from, until), come, { text: target, start: to, end: targetEnd });
      if (!stays) continue;
      return [
        [at, at, target.slice(to, stays.start)],
        from === at ? [start, end, ''] : [at, stop, ''],
        [end, end, target.slice(stays.end, targetEnd)],
      ];
    }
    return undefined;
  };
  if (firstGone && lastGone && firstCome && lastCome) {
    const apart = firstGone.kind === firstCome.kind ? undefined : goneAndCome(firstGone.start, lastGone.end);
    if (apart) return apart;
    const sameBefore = source.slice(at, firstGone.start) === target.slice(to, firstCome.start);
    const sameAfter = source.slice(lastGone.end, end) === target.slice(lastCome.end, targetEnd);
    const start = sameBefore ? firstGone.start : at;
    const replacement = target.slice(sameBefore ? firstCome.start : to, sameAfter ? lastCome.end : targetEnd);
    return [[start, sameAfter ? lastGone.end : end, replacement]];
  }
  if (firstGone) {
    const stays = gapLike(target.slice(to, targetEnd), gone, { text: source, start: at, end });
    if (!stays) return [whole];
    return [
      [at, stays.start, ''],
      [stays.end, end, ''],
    ];
  }
  if (firstCome) {
    const stays = gapLike(source.slice(at, end), come, { text: target, start: to, end: targetEnd });
    if (!stays || at === end) return [whole];
    return [
      [at, at, target.slice(to, stays.start)],
      [end, end, target.slice(stays.end, targetEnd)],
    ];
  }
  return [whole];
}

/**
 * Where, around and between these tokens, the same gap stands: punctuation is left of it and words are right of it,
 * where there is a choice.
 */
function gapLike(
  gap: string,
  tokens: readonly Token[],
  stretch: { text: string; start: number; end: number },
): { start: number; end: number } | undefined {
  const words = tokens.findIndex((token) => !leansLeft(token));
  const leaning = words < 0 ? tokens.length : words;
  const places = [leaning, ...Array.from({ length: tokens.length + 1 }, (_, index) => index)];
  for (const place of places) {
    const start = tokens[place - 1]?.end ?? stretch.start;
    const end = tokens[place]?.start ?? stretch.end;
    if (stretch.text.slice(start, end) === gap) return { start, end };
  }
  return undefined;
}

function leansLeft({ kind, text }: Token): boolean {
  return kind === 'mark' && !opensOnTheLeft.test(text);
}
