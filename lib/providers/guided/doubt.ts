import { weightOf, type Hit } from './align.ts';
import type { Ground } from './hearing.ts';
import type { Lexicon, Utterance } from './lexicon.ts';
import { findKnown, knownValue, type SlotRule, type Span } from './slot.ts';
import { isUnspaced } from './units.ts';

/** In words: what is longer, with nothing around it that says so, is a sentence of something else. */
const longestBare = { name: 2, place: 3 };
const longestBareInSmallLetters = { name: 1, place: 2 };

/**
 * Whether what was understood may well be something else: a value with none of the answer's own words around it that is
 * asked, or that is too long for a name; an article that was taken for the number one.
 */
export function isDoubtful(hits: readonly Hit[], utterance: Utterance, ground: Ground): boolean {
  const { lexicon, slots } = ground;
  const isBare = !hits.some(({ element }) => element.kind === 'word' && isOwn(weightOf(element, lexicon), lexicon));
  return hits.some((hit) => {
    const rule = hit.element.kind === 'slot' ? slots.get(hit.element.name) : undefined;
    if (rule === undefined) return false;
    if (rule.kind === 'number' && isArticle(hit, hits, utterance, lexicon)) return true;
    return isBare && (isAsked(hit, rule, utterance, lexicon) || isTooLong(hit, rule, utterance, lexicon));
  });
}

/** Japanese has a little word with every value: です says nothing. */
function isOwn(weight: number, lexicon: Lexicon): boolean {
  return weight === 1 || !isUnspaced(lexicon.language);
}

/** "Un perro" is not the number one: what follows is a word that the answer does not have. */
function isArticle({ from, to }: Span, hits: readonly Span[], utterance: Utterance, lexicon: Lexicon): boolean {
  const next = utterance.units[to];
  if (next === undefined || next.gap !== 'none' || utterance.courtesy[to] === true) return false;
  if (hits.some((hit) => hit.from <= to && to < hit.to) || lexicon.isLittle([next])) return false;
  return !isUnspaced(lexicon.language) && utterance.units.slice(from, to).every((unit) => lexicon.isLittle([unit]));
}

/** Whether the value stands in a question, unless it is a thing of the scene's list ("¿Un café?") or the question is another. */
function isAsked({ from, to }: Span, rule: SlotRule, utterance: Utterance, lexicon: Lexicon): boolean {
  const { units, text, courtesy } = utterance;
  const next = units.findIndex((unit, at) => at >= to && unit.gap === 'sentence');
  const end = next === -1 ? units.length : next;
  const last = units[end - 1];
  const isQuestion =
    /[?？]/.test(text.slice(last?.end, units[next]?.start)) || (isUnspaced(lexicon.language) && last?.folded === 'か');
  if (!isQuestion || isListed(units.slice(from, to), rule, lexicon)) return false;
  return !units.slice(to, end).some((unit, at) => lexicon.isQuestion(unit) || courtesy[to + at] === true);
}

function isListed(units: Utterance['units'], rule: SlotRule, lexicon: Lexicon): boolean {
  const known = findKnown(units, rule, lexicon).map(({ at, value }) => ({ from: at, to: at + value.units.length }));
  const isIn = (at: number) => known.some(({ from, to }) => from <= at && at < to);
  return rule.kind !== 'number' && known.length > 0 && units.every((unit, at) => isIn(at) || lexicon.isLittle([unit]));
}

/** Whether it is too long for a name or a place, or a word in small letters among others. */
function isTooLong({ from, to }: Span, rule: SlotRule, utterance: Utterance, lexicon: Lexicon): boolean {
  if ((rule.kind !== 'name' && rule.kind !== 'place') || isUnspaced(lexicon.language)) return false;
  const units = utterance.units.slice(from, to);
  if (knownValue(units, rule, lexicon) !== null || isListed(units, rule, lexicon)) return false;
  const written = utterance.text.slice(units[0]?.start, units.at(-1)?.end).split(/\s+/);
  const words = written.filter((word) => !lexicon.isLittle(lexicon.hear(word).units));
  if (words.length > longestBare[rule.kind]) return true;
  if (words.every((word) => /^\p{Lu}/u.test(word))) return false;
  return words.length > longestBareInSmallLetters[rule.kind];
}
