import type { CompiledExchange, CompiledScene } from './compile.ts';
import type { Correction } from '../correction.ts';
import { applyEdits, mergeEdits, toCorrection, type Edit } from './correction.ts';
import { sayBack, slotValues } from './echo.ts';
import type { Utterance } from './lexicon.ts';
import type { Material } from './library.ts';
import type { Line } from './line.ts';
import { findMisspellings } from './misspellings.ts';
import { understand, type Understanding } from './match.ts';
import { findSlips } from './slips.ts';

/** What a message says in answer to a cue. */
export interface Heard {
  verdict: Understanding['verdict'];
  /** Whether it can be nothing else: words around the slots were understood, and most of the message with them. */
  sure: boolean;
  /** The tutor's reaction; `null` where the scene has none of its own. */
  reaction: Line | null;
  /** What the learner put into the answer's slots, as it is spelled right. */
  slots: ReadonlyMap<string, string>;
  correction: Correction | null;
  /** What follows the answer in the message; empty where that is only politeness. */
  rest: string;
}

const sureShare = 0.6;

/** Reads a message as the answer to one cue, through the slips that learners make there. */
export function hear(
  text: string,
  { answers, slips }: CompiledExchange,
  scene: CompiledScene,
  material: Material,
): Heard {
  const { pack, help } = material;
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
  if (verdict !== 'understood') {
    return { verdict, sure, reaction: null, slots: new Map(), correction: null, rest: '' };
  }
  const recast = edits[0]?.recast ?? null;
  edits = mergeEdits(edits, findMisspellings(heard.hits, heard.utterance, ground, help.phrases));
  const right = listen(applyEdits(text, edits));
  const slots = slotValues(right.hits, right.utterance, scene, pack);
  const said = new Map([...(recast?.slots ?? []), ...slots]);
  const last = Math.max(0, ...right.hits.map((hit) => hit.to));
  return {
    verdict,
    sure,
    reaction: sayBack(recast?.line ?? answer?.reaction ?? '', said, scene, material),
    slots,
    correction: toCorrection(text, edits, help.phrases.clear),
    rest: isMore(right.utterance, last) ? right.utterance.text.slice(right.utterance.units[last]?.start) : '',
  };
}

function isMore({ courtesy }: Utterance, from: number): boolean {
  return courtesy.slice(from).filter((polite) => !polite).length >= 2;
}
