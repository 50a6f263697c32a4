import type { CompiledExchange, CompiledScene } from './compile.ts';
import type { Correction } from '../correction.ts';
import { applyEdits, mergeEdits, moveEdits, toCorrection, type Edit } from './correction.ts';
import { sayBack, slotValues } from './echo.ts';
import type { Lexicon, Utterance } from './lexicon.ts';
import type { Material } from './library.ts';
import type { Line } from './line.ts';
import { findMisspellings } from './misspellings.ts';
import { understand, type Understanding } from './match.ts';
import { findSlips } from './slips.ts';
import { isUnspaced } from './units.ts';

/** What a message says in answer to a cue. */
export interface Heard {
  verdict: Understanding['verdict'];
  /** Whether it can be nothing else: words around the slots were understood, and most of the message with them. */
  sure: boolean;
  /** Whether any of the answer's own words was heard, and not only a value. */
  inWords: boolean;
  /** The tutor's reaction; `null` where the scene has none of its own. */
  reaction: Line | null;
  /** What the learner put into the answer's slots, as it is spelled right. */
  slots: ReadonlyMap<string, string>;
  correction: Correction | null;
  /** What follows the answer in the message; empty where that is only politeness. */
  rest: string;
}

const sureShare = 0.6;

/**
 * Reads a message as the answer to one cue, through the slips that learners make there. What is no answer as a whole may
 * have one in it: "Yo soy Ana y me gusta el café" says a name.
 */
export function hear(text: string, exchange: CompiledExchange, scene: CompiledScene, material: Material): Heard {
  const whole = hearPart(text, { start: 0, end: text.length }, exchange, scene, material);
  if (whole.verdict === 'understood') return whole;
  for (const clause of clausesOf(text, material.pack.lexicon)) {
    const heard = hearPart(text, clause, exchange, scene, material);
    // A bare value may be anything in the middle of something else.
    if (heard.verdict === 'understood' && heard.inWords) return heard;
  }
  return whole;
}

/** A stretch of a message, in UTF-16 code units. */
interface Part {
  start: number;
  end: number;
}

/** What stands between full stops, commas and words like "and", where that is more than one stretch. */
function clausesOf(text: string, lexicon: Lexicon): Part[] {
  // There a kana that looks like one joins nothing more often than not.
  if (isUnspaced(lexicon.language)) return [];
  const { units } = lexicon.hear(text);
  const clauses: Part[] = [];
  for (const unit of units) {
    const joins = lexicon.isJoin([unit]);
    const last = clauses.at(-1);
    if (last === undefined || joins || unit.gap !== 'none')
      clauses.push({ start: joins ? unit.end : unit.start, end: unit.end });
    else last.end = unit.end;
  }
  return clauses.length > 1 ? clauses.filter(({ start, end }) => end > start) : [];
}

function hearPart(
  message: string,
  { start, end }: Part,
  { answers, slips }: CompiledExchange,
  scene: CompiledScene,
  { pack, help }: Material,
): Heard {
  const text = message.slice(start, end);
  const ground = { lexicon: pack.lexicon, slots: scene.slots };
  const listen = (said: string) => {
    const utterance = pack.lexicon.hear(said);
    return { utterance, ...understand(answers, utterance, ground) };
  };
  let edits: Edit[] = findSlips(slips, pack.lexicon.hear(text), ground, help.language);
  let heard = listen(applyEdits(text, edits));
  if (heard.verdict !== 'understood' && edits.length > 0) {
    edits = [];
    heard = listen(text);
  }
  const { verdict, answer } = heard;
  const sure = heard.firm && heard.share >= sureShare;
  const inWords = heard.hits.some(({ element }) => element.kind === 'word');
  if (verdict !== 'understood') {
    return { verdict, sure, inWords, reaction: null, slots: new Map(), correction: null, rest: '' };
  }
  const recast = edits[0]?.recast ?? null;
  edits = mergeEdits(edits, findMisspellings(heard.hits, heard.utterance, ground, help.phrases));
  const right = listen(applyEdits(text, edits));
  const slots = slotValues(right.hits, right.utterance, scene, pack);
  const said = new Map([...(recast?.slots ?? []), ...slots]);
  const last = Math.max(0, ...right.hits.map((hit) => hit.to));
  const rest = right.utterance.text.slice(right.utterance.units[last]?.start ?? Infinity) + message.slice(end);
  return {
    verdict,
    sure,
    inWords,
    reaction: sayBack(recast?.line ?? answer?.reaction ?? '', said, scene, { pack, help }),
    slots,
    correction: toCorrection(message, moveEdits(edits, start), help.phrases.clear),
    rest: isMore(pack.lexicon.hear(rest)) ? rest : '',
  };
}

function isMore({ courtesy }: Utterance): boolean {
  return courtesy.filter((polite) => !polite).length >= 2;
}
