import type { Lexicon, Utterance } from './lexicon.ts';
import type { Element, Form } from './pattern.ts';
import { slotFit, type SlotRule, type Span } from './slot.ts';
import { isNearly } from './typo.ts';

/** What matching has to know besides the words. */
export interface Ground {
  lexicon: Lexicon;
  slots: ReadonlyMap<string, SlotRule>;
}

/** One utterance that is held against many answers; what was once compared is remembered. */
export interface Hearing {
  utterance: Utterance;
  ground: Ground;
  /** How well a stretch says a word or fills a slot, 0 where it does not. @param weak as `slotFit` has it */
  fit(element: Element, span: Span, weak: boolean): number;
}

const exact = 1;
const unaccented = 0.98;
const nearly = 0.8;
/** In Japanese a word of so few kana is a part of many others: it has to stand on its own. */
const fewKana = 2;

export function createHearing(utterance: Utterance, ground: Ground): Hearing {
  const memory = new Map<string, Map<number, number>>();
  return {
    utterance,
    ground,
    fit(element, span, weak) {
      const key = weak && element.kind === 'slot' ? `${element.key}?` : element.key;
      const remembered = memory.get(key) ?? new Map<number, number>();
      memory.set(key, remembered);
      const place = span.from * (utterance.units.length + 1) + span.to;
      const known = remembered.get(place);
      if (known !== undefined) return known;
      const fit =
        element.kind === 'slot'
          ? fitSlot(element.name, span, weak)
          : Math.max(...element.forms.map((form) => fitForm(form, span)));
      remembered.set(place, fit);
      return fit;
    },
  };

  function fitSlot(name: string, span: Span, weak: boolean): number {
    const rule = ground.slots.get(name);
    return rule === undefined ? 0 : slotFit(rule, utterance, span, weak, ground.lexicon);
  }

  function fitForm(form: Form, { from, to }: Span): number {
    const isApart = utterance.edges[from] === true && utterance.edges[to] === true;
    if (!isApart && form.units.length <= fewKana && !ground.lexicon.isLittle(form.units)) return 0;
    const heard = utterance.units.slice(from, to);
    const folded = heard.map((unit) => unit.folded).join('');
    if (folded !== form.folded) return isNearly(form.folded, folded, ground.lexicon) ? nearly : 0;
    const written = heard.map((unit) => unit.written.toLowerCase()).join('');
    return written === form.text ? exact : unaccented;
  }
}
