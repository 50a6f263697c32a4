import { fold } from '#lib/corrections/fold.ts';
import type { Fact } from '#lib/db/memory-rows.ts';
import type { CoreList } from '#lib/tutor/level/core-list.ts';
import { wordsOf } from '#lib/tutor/level/words.ts';
import type { FoundFact } from '#lib/tutor/tasks/summarise.ts';
import { stripUntrusted } from '#lib/tutor/untrusted.ts';

/** What facts are held against. */
export interface FactGround {
  /** BCP 47 tag of the conversation. */
  language: string;
  /** The messages that the model was shown, in that order. */
  messages: readonly { id: string; role: 'learner' | 'tutor'; text: string }[];
  list: CoreList | null;
  now: number;
}

/** In UTF-16 units. */
const longestFact = 160;

/** So much of what a fact says has to be in the message that it cites: a name in passing proves nothing. */
const leastShare = 0.5;

/**
 * The facts that the learner said: each cites one of the learner's own messages, word for word, and says what stands there.
 * What pages and tutors say never becomes one.
 */
export function keepFacts(found: readonly FoundFact[], ground: FactGround): Fact[] {
  const kept = new Map<string, Fact>();
  for (const each of found) {
    const fact = keepFact(each, ground);
    if (fact !== null) kept.set(fact.id, fact);
  }
  return [...kept.values()];
}

function keepFact({ text, quote, message }: FoundFact, { language, messages, list, now }: FactGround): Fact | null {
  const cited = messages[message - 1];
  const [said, words] = [text.normalize('NFC').trim(), quote.normalize('NFC').trim()];
  if (cited?.role !== 'learner' || said === '' || said.length > longestFact || /\n|:\/\//.test(said)) return null;
  // What would have to be made fit for a prompt is no sentence about somebody.
  if (stripUntrusted(said) !== said) return null;
  if (words === '' || !fold(cited.text).includes(fold(words)) || isQuestion(words, cited.text)) return null;
  if (isNegated(said, language) !== isNegated(clausesOf(words, cited.text), language)) return null;
  const content = contentWords(said, language, list);
  const there = new Set(contentWords(words, language, list).flatMap(({ stems }) => stems));
  const shared = content.filter(({ stems }) => stems.some((stem) => there.has(stem)));
  if (shared.length === 0 || shared.length < content.length * leastShare) return null;
  const id = `${cited.id}/${fold(said).toLocaleLowerCase(language)}`;
  return { id, language, text: said, messageId: cited.id, quote: words, createdAt: now };
}

/** Who asks something says nothing of themself. */
function isQuestion(quote: string, text: string): boolean {
  const folded = fold(text);
  const rest = folded.slice(folded.indexOf(fold(quote)) + fold(quote).length);
  return /[?？؟;]\s*$/.test(quote) || /^[^.!?？؟。！¿,;、，،\n]*[?？؟]/.test(rest);
}

/** The clauses of a text that a quote stands in: a quote may leave out the one word that turns it round. */
function clausesOf(quote: string, text: string): string {
  const folded = fold(text);
  const start = folded.indexOf(fold(quote));
  const end = start + fold(quote).length;
  const before = folded.slice(0, start).split(clauseEnd).at(-1) ?? '';
  const [after = ''] = folded.slice(end).split(clauseEnd);
  return before + folded.slice(start, end) + after;
}

const clauseEnd = /[.!?¿¡。！？؟,;、，،\n]/;

/** What says no, in the languages that can be told. */
const negations: Readonly<Record<string, RegExp>> = {
  en: /\b(?:not|no|never|nothing|nobody|without)\b|n['’]t\b/i,
  de: /\b(?:nicht|nichts|nie|niemals|niemand|kein(?:e[mnrs]?)?|ohne)\b/i,
  es: /(?<!\p{L})(?:no|nunca|jamás|nada|nadie|tampoco|sin|ningun[oa]|ningún)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:n['’]|(?:ne|pas|jamais|rien|personne|sans|aucune?)(?!\p{L}))/iu,
  it: /(?<!\p{L})(?:non|mai|niente|nulla|nessun[oa]?|senza|neanche)(?!\p{L})/iu,
  pt: /(?<!\p{L})(?:não|nunca|jamais|nada|ninguém|sem|nenhuma?|nem)(?!\p{L})/iu,
  ja: /ない|なかった|なく|ません|ぬ(?![\p{Script=Hiragana}])/u,
};

function isNegated(text: string, language: string): boolean {
  return negations[new Intl.Locale(language).language]?.test(text) ?? false;
}

interface ContentWord {
  /** What it may be a form of. */
  stems: readonly string[];
}

/** Words that carry meaning. Those that no list knows are taken for such unless they are very short. */
function contentWords(text: string, language: string, list: CoreList | null): ContentWord[] {
  return wordsOf(text, language).flatMap(({ text: word }) => {
    const entries = list?.find(word) ?? [];
    const functional = entries.length > 0 && entries.every(({ wordClass }) => !carriesMeaning.has(wordClass));
    if (functional || (entries.length === 0 && isShort(word))) return [];
    const lower = word.toLocaleLowerCase(language);
    return [{ stems: [lower, ...entries.map(({ lemma }) => lemma.toLocaleLowerCase(language))].map(stemOf) }];
  });
}

const carriesMeaning = new Set<string>(['noun', 'verb', 'adj', 'adv', 'num']);

/** Scripts that write syllables or words in one sign have none that is too short. */
function isShort(word: string): boolean {
  return word.length < 3 && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{N}]/u.test(word);
}

/** Without marks, an article that is written with its word, and an ending. */
function stemOf(word: string): string {
  const bare = word
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replace(/^(?:ال|وال|بال)(?=..)/u, '');
  return bare.length > 5 ? bare.slice(0, Math.max(5, bare.length - 3)) : bare;
}
