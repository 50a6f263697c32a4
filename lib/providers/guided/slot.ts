import { findPhrase, foldedText, type Lexicon, type Utterance } from './lexicon.ts';
import type { Slot } from './scene.ts';
import { isNearly } from './typo.ts';
import { isUnspaced, type Unit } from './units.ts';

/** A value that the scene knows. */
interface KnownValue {
  text: string;
  units: readonly Unit[];
}

/** A slot of a scene, ready for matching. */
export interface SlotRule {
  kind: Slot['kind'];
  /** The most units a value may have. */
  longest: number;
  /** Longest first. */
  known: readonly KnownValue[];
  begins: readonly (readonly Unit[])[] | null;
}

/** A stretch of an utterance: units `from` up to but without `to`. */
export interface Span {
  from: number;
  to: number;
}

const longestInWords = { name: 3, place: 5, phrase: 10, clause: 40, number: 4 };
const kanaAWord = 3;
/** A Japanese word is rarely longer. */
const longestKana = 8;

/** How well a value fits: it may be one, or it is one that the scene knows. */
const free = 1;
const listed = 1.2;

/** @throws {SyntaxError} where the slot takes nothing. */
export function compileSlot(slot: Slot, lexicon: Lexicon): SlotRule {
  const read = (text: string) => lexicon.hear(text).units;
  const values = (slot.known ?? []).map((text) => ({ text, units: read(text) }));
  const known = values.toSorted((a, b) => b.units.length - a.units.length);
  if (slot.kind === 'known' && known.length === 0) throw new SyntaxError('A known slot needs a list');
  const unit = isUnspaced(lexicon.language) ? kanaAWord : 1;
  const longest = slot.kind === 'known' ? (known[0]?.units.length ?? 0) : longestInWords[slot.kind] * unit;
  return { kind: slot.kind, longest, known, begins: slot.begins?.map(read) ?? null };
}

/**
 * How well a stretch of an utterance fills a slot: 0 not at all, 1 it may, more where it is a value the scene knows.
 * @param weak nothing else in the answer shows what is meant, so that the value has to show it
 */
export function slotFit(rule: SlotRule, utterance: Utterance, span: Span, weak: boolean, lexicon: Lexicon): number {
  const units = utterance.units.slice(span.from, span.to);
  if (units.length > rule.longest || units.slice(1).some((unit) => unit.gap === 'sentence')) return 0;
  if (rule.kind === 'number') return lexicon.isNumber(units) ? listed : 0;
  if (knownValue(units, rule, lexicon) !== null) return listed;
  if (rule.kind === 'known' || !utterance.edges[span.from] || !utterance.edges[span.to]) return 0;
  if (utterance.courtesy[span.from] === true || utterance.courtesy[span.to - 1] === true) return 0;
  if (rule.kind === 'name' || rule.kind === 'place') return nameFit(rule, utterance, span, weak, lexicon);
  return phraseFit(rule, units, weak, lexicon);
}

/** The value of the list that a stretch is as a whole, small typing slips allowed. */
export function knownValue(units: readonly Unit[], rule: SlotRule, lexicon: Lexicon): KnownValue | null {
  return (
    rule.known.find((value) => value.units.length === units.length && standsAt(units, 0, value.units, lexicon)) ?? null
  );
}

/** The values of the list in a stretch, none inside another. */
export function findKnown(
  units: readonly Unit[],
  rule: SlotRule,
  lexicon: Lexicon,
): { at: number; value: KnownValue }[] {
  const found: { at: number; value: KnownValue }[] = [];
  for (let at = 0; at < units.length;) {
    const value = rule.known.find((other) => standsAt(units, at, other.units, lexicon));
    if (value !== undefined) found.push({ at, value });
    at += value?.units.length ?? 1;
  }
  return found;
}

function standsAt(units: readonly Unit[], at: number, phrase: readonly Unit[], lexicon: Lexicon): boolean {
  if (at + phrase.length > units.length) return false;
  return phrase.every(({ folded }, index) => {
    const heard = units[at + index]?.folded ?? '';
    return heard === folded || isNearly(folded, heard, lexicon);
  });
}

/** Phrases may hold anything but a loose "and"; where nothing else helps, most of it has to be on the scene's list. */
function phraseFit(rule: SlotRule, units: readonly Unit[], weak: boolean, lexicon: Lexicon): number {
  const first = units[0];
  const last = units.at(-1);
  if (first === undefined || last === undefined || lexicon.isJoin([first]) || lexicon.isJoin([last])) return 0;
  const unspaced = isUnspaced(lexicon.language);
  if (unspaced && last.folded === 'の') return 0;
  const little = unspaced ? 0 : units.filter((unit) => lexicon.isLittle([unit])).length;
  const known = findKnown(units, rule, lexicon).reduce((sum, { value }) => sum + value.units.length, 0);
  if (known > 0 && (!weak || units.length - known - little <= (unspaced ? kanaAWord : 1))) return listed;
  return weak || little === units.length ? 0 : free;
}

/** Names stand in no list: they are words that the language's scenes do not use. */
function nameFit(rule: SlotRule, utterance: Utterance, span: Span, weak: boolean, lexicon: Lexicon): number {
  if (utterance.courtesy.slice(span.from, span.to).includes(true)) return 0;
  const whole = utterance.units.slice(span.from, span.to);
  if (whole.slice(1).some((unit) => unit.gap !== 'none')) return 0;
  const units = withoutLead(whole, rule, lexicon);
  if (units === null || units.length === 0 || isWithinKnownWord(utterance, span, lexicon)) return 0;
  if (units.length < whole.length && knownValue(units, rule, lexicon) !== null) return listed;
  if (isUnspaced(lexicon.language)) return isNameInKana(units, utterance.text, weak, lexicon) ? free : 0;
  return isNameInWords(units, weak, lexicon) ? free : 0;
}

/** Whether a stretch is only a part of a word that the scenes use: the くせい of がくせい, whose が looks like a particle. */
function isWithinKnownWord({ units }: Utterance, { from, to }: Span, lexicon: Lexicon): boolean {
  if (!isUnspaced(lexicon.language)) return false;
  for (let start = from; start >= 0 && from - start <= longestKana; start--) {
    for (let end = start === from ? to + 1 : to; end <= units.length && end - start <= longestKana; end++) {
      const word = units.slice(start, end);
      if (word.slice(1).every((unit) => unit.gap === 'none') && lexicon.isKnown(foldedText(word, ''))) return true;
    }
  }
  return false;
}

/** A place without the words it has to begin with, and without its article. `null` where it begins otherwise. */
function withoutLead(units: readonly Unit[], rule: SlotRule, lexicon: Lexicon): readonly Unit[] | null {
  if (rule.kind === 'name') return units;
  if (isUnspaced(lexicon.language)) return withoutRegion(units, rule, lexicon);
  const lead = rule.begins?.find((phrase) => findPhrase(units, phrase) === 0);
  if (rule.begins !== null && lead === undefined) return null;
  const rest = units.slice(lead?.length ?? 0);
  return rest[0] !== undefined && lexicon.isArticle(rest[0]) ? rest.slice(1) : rest;
}

/** "オーストラリアのシドニー" is Sydney, in Australia. */
function withoutRegion(units: readonly Unit[], rule: SlotRule, lexicon: Lexicon): readonly Unit[] {
  const [region] = findKnown(units, rule, lexicon);
  const end = region?.at === 0 ? region.value.units.length : 0;
  return end > 0 && units[end]?.folded === 'の' ? units.slice(end + 1) : units;
}

function isNameInWords(units: readonly Unit[], weak: boolean, lexicon: Lexicon): boolean {
  if (units.length > longestInWords.name) return false;
  return units.every((unit) => {
    if (lexicon.isLittle([unit]) || lexicon.isNumber([unit])) return false;
    const isDoubtful = weak || !/^\p{Lu}/u.test(unit.written);
    return !isDoubtful || !(lexicon.isKnown(unit.folded) || lexicon.isForeign(unit.folded));
  });
}

/** Names are written in one script; a verb or an adjective mixes kanji with the kana of its ending. */
const nameInOneScript =
  /^([\p{Script=Katakana}ー・\s]+|\p{Script=Han}{2,5}|\p{Script=Hiragana}{2,5}|[\p{Script=Latin}\p{M}'’.-]+(\s[\p{Script=Latin}\p{M}'’.-]+){0,2})$/u;

function isNameInKana(units: readonly Unit[], text: string, weak: boolean, lexicon: Lexicon): boolean {
  if (units.length < 2) return false;
  const folded = foldedText(units, '');
  const start = units[0]?.start ?? 0;
  const end = units.at(-1)?.end ?? 0;
  const written = text.slice(start, end);
  if (!weak) return lexicon.segment(written).every((word) => !lexicon.isJoin(word));
  if (!nameInOneScript.test(written) || /を|です|ます|.が$|っ$/.test(written)) return false;
  if (
    /[\p{Script=Latin}ァ-ヶ][\s・]*$/u.test(text.slice(0, start)) ||
    /^[\s・]*\p{Script=Latin}/u.test(text.slice(end))
  )
    return false;
  if (lexicon.isKnown(folded) || lexicon.isLittle(units) || lexicon.hasKnownInside(folded)) return false;
  return !written.toLowerCase().split(' ').some(lexicon.isForeign);
}
