import type { Edit } from './diff.ts';
import { fold } from './fold.ts';
import { startsSentence } from './sentence.ts';
import { bare, similarity } from './similarity.ts';
import { isWhole, tokensOf, wordsOf } from './tokens.ts';

interface Span {
  start: number;
  end: number;
}

export interface Protection {
  source: string;
  corrected: string;
  language: string;
  /** What the learner may have quoted, such as a page's text. */
  quoted: readonly string[];
}

const addresses = /(?:https?:\/\/|www\.)[!-~]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}/gi;
const numbers = /\p{Nd}+(?:[.,:/]\p{Nd}+)*/gu;
const quotations = /[“„"«「『]([^“”„"«»「」『』\n]{2,400})[”“"»」』]/gu;
const capital = /^\p{Lu}\p{L}/u;

/** A word that is at least this like a name is a form of it, or its spelling put right. */
const sameName = 0.5;

/**
 * The edits that may be made. Those that change a number, an address, a name or quoted text may not: the learner knows
 * better whom and what is meant.
 */
export function allowedEdits(edits: readonly Edit[], protection: Protection): Edit[] {
  const { source, corrected, language } = protection;
  const quotes = quotedSpans(protection);
  const before = literals(source);
  const after = literals(corrected);
  const names = namesOf(source, language);
  let shift = 0;
  return edits.filter((edit) => {
    const become = { start: edit.start + shift, end: edit.start + shift + edit.replacement.length };
    shift += edit.replacement.length - edit.original.length;
    if (touching(quotes, edit).length > 0) return false;
    const old = textsOf(touching(before, edit), source);
    const now = textsOf(touching(after, become), corrected);
    if (old !== now) return false;
    return !losesName(names, edit, protection);
  });
}

function touching<Kind extends Span>(spans: readonly Kind[], { start, end }: Span): Kind[] {
  return spans.filter((span) => span.start < end && span.end > start);
}

function textsOf(spans: readonly Span[], text: string): string {
  return spans.map(({ start, end }) => text.slice(start, end)).join('\n');
}

function literals(text: string): Span[] {
  const found = spansOf(text.matchAll(addresses));
  const digits = spansOf(text.matchAll(numbers)).filter((span) => touching(found, span).length === 0);
  return [...found, ...digits].toSorted((a, b) => a.start - b.start);
}

function spansOf(matches: Iterable<RegExpExecArray>): Span[] {
  return Array.from(matches, ({ 0: text, index }) => {
    const trimmed = text.replace(/[.,;:!?)\]}'"]+$/, '');
    return { start: index, end: index + trimmed.length };
  });
}

function quotedSpans({ source, quoted }: Protection): Span[] {
  const texts = quoted.map(fold).filter((text) => text !== '');
  if (texts.length === 0) return [];
  const spans = Array.from(source.matchAll(quotations), ({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
    text: fold(text.slice(1, -1)),
  })).filter(({ text }) => texts.some((whole) => whole.includes(text)));
  const wholes = quoted.flatMap((text) => placesOfWords(source, text.trim()));
  return [...spans, ...wholes];
}

function placesOfWords(text: string, words: string): Span[] {
  const places: Span[] = [];
  if (words === '') return places;
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length)) {
    const end = start + words.length;
    if (isWhole(text, start, end)) places.push({ start, end });
  }
  return places;
}

/**
 * Capitalised words within a sentence. German nouns are all written like that, as is everything in a text in capitals:
 * there, no name can be told.
 */
function namesOf(source: string, language: string): (Span & { text: string })[] {
  if (/^(?:de|lb)(?:-|$)/i.test(language)) return [];
  const words = tokensOf(source, language).filter(({ kind }) => kind === 'word');
  const capitalised = words.filter(({ text }) => capital.test(text));
  if (capitalised.length * 2 > words.length && words.length > 3) return [];
  return capitalised.filter(({ start, text }) => !/^I['’]/.test(text) && !startsSentence(source, start));
}

function losesName(
  names: readonly (Span & { text: string })[],
  edit: Edit,
  { corrected, language }: Protection,
): boolean {
  const lost = touching(names, edit);
  if (lost.length === 0) return false;
  const others = wordsOf(edit.replacement, language).map(bare);
  const kept = new Set(edit.op === 'unneeded' ? wordsOf(corrected, language) : []);
  return lost.some(({ text }) => {
    const name = bare(text);
    return !kept.has(text) && !others.some((word) => word.includes(name) || similarity(name, word) >= sameName);
  });
}
