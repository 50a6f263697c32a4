import type { Unit } from './units.ts';

/** A word as it may be said. */
export interface Form {
  units: readonly Unit[];
  /** For comparing, as its units have it. */
  folded: string;
  /** As it is written, in lower case. */
  text: string;
}

/** One step of an answer: a word that is said, in one of its forms, or a slot that takes what the learner puts there. */
export type Element = {
  /** The same for elements that the same can be said for. */
  key: string;
  optional: boolean;
} & ({ kind: 'word'; forms: readonly Form[] } | { kind: 'slot'; name: string });

/** One way to say an answer. */
export type Alternative = readonly Element[];

/** How a language's words are read. */
export interface Reader {
  /** Cuts a literal piece of a pattern into words. */
  segment: (literal: string) => readonly (readonly Unit[])[];
  /** Whether it is one of the words that may be missing without changing what is meant. */
  isLittle: (units: readonly Unit[]) => boolean;
}

/** A pattern that says more ways than this is a slip of the pen. */
const mostAlternatives = 300;

/**
 * Reads the notation for answers: `|` parts ways to say it, `[…]` may be left out, `(…|…)` is a choice, `{name}` is a
 * slot. Punctuation is ignored.
 * @throws {SyntaxError} where brackets do not pair or a pattern says too much.
 */
export function parsePattern(pattern: string, reader: Reader): Alternative[] {
  const tokens = pattern.match(/\{[^{}]*\}|[[\]()|]|[^[\](){}|]+|[{}]/g) ?? [];
  let at = 0;

  function fail(reason: string): never {
    throw new SyntaxError(`${reason} in "${pattern}"`);
  }

  function group(end: ']' | ')', optional: boolean): Element[][] {
    const ways = choice(optional);
    if (tokens[at++] !== end) fail(`"${end}" is missing`);
    return joinForms(ways, reader);
  }

  function item(token: string, optional: boolean): Element[][] {
    if (token === '[') return group(']', true);
    if (token === '(') return group(')', optional);
    const slot = /^\{([a-z]+)\}$/.exec(token)?.[1];
    if (slot !== undefined) return [[{ kind: 'slot', name: slot, key: token, optional }]];
    if (/^[{}]/.test(token)) fail(`"${token}" is not a slot`);
    return [reader.segment(token).map((units) => wordOf([formOf(units)], optional))];
  }

  function sequence(optional: boolean): Element[][] {
    let ways: Element[][] = [[]];
    for (let token = tokens[at]; token !== undefined && !/^[\])|]$/.test(token); token = tokens[at]) {
      at++;
      const next = item(token, optional);
      ways = ways.flatMap((way) => next.map((more) => way.concat(more)));
      if (ways.length > mostAlternatives) fail('Too many alternatives');
    }
    return ways;
  }

  function choice(optional: boolean): Element[][] {
    const ways = sequence(optional);
    while (tokens[at] === '|') {
      at++;
      ways.push(...sequence(optional));
    }
    return ways;
  }

  const ways = choice(false);
  if (at < tokens.length) fail(`"${tokens[at]}" is not expected`);
  if (ways.some((way) => way.every((element) => element.optional))) fail('An alternative needs nothing');
  return ways;
}

function formOf(units: readonly Unit[]): Form {
  const folded = units.map((unit) => unit.folded).join('');
  const text = units.map((unit) => unit.written.toLowerCase()).join('');
  return { units, folded, text };
}

function wordOf(forms: readonly Form[], optional: boolean): Element {
  return { kind: 'word', key: forms.map((form) => form.text).join('|'), forms, optional };
}

/** Ways of a choice that are one word each become one word with several forms, so that choices do not multiply. */
function joinForms(ways: readonly Element[][], { isLittle }: Reader): Element[][] {
  const isWord = (way: readonly Element[], little: boolean) =>
    way.length === 1 && way[0]?.kind === 'word' && way[0].forms.every((form) => isLittle(form.units) === little);
  const join = (alike: readonly Element[][]): Element[][] => {
    const words = alike.flat().flatMap((element) => (element.kind === 'word' ? [element] : []));
    const forms = words.flatMap((word) => word.forms);
    return words[0] === undefined ? [] : [[wordOf(forms, words[0].optional)]];
  };
  const others = ways.filter((way) => !isWord(way, true) && !isWord(way, false));
  return [
    ...join(ways.filter((way) => isWord(way, false))),
    ...join(ways.filter((way) => isWord(way, true))),
    ...others,
  ];
}

/**
 * Fills a tutor's line: `{slot}` is replaced, and `[…]` is left out where a slot in it has no value.
 * @param write how a value is written after what stands before it in the line
 */
export function fillLine(
  line: string,
  slots: ReadonlyMap<string, string>,
  write = (value: string, _before: string): string => value,
): string {
  return line
    .replace(/\[([^\]]*)\]/g, (_, part: string) => (slotsIn(part).every((name) => slots.has(name)) ? part : ''))
    .replace(/\{([a-z]+)\}/g, (_, name: string, at: number, all: string) => {
      return write(slots.get(name) ?? '', all.slice(0, at));
    });
}

/** The names of the slots in a pattern or a line. */
export function slotsIn(text: string): string[] {
  return [...text.matchAll(/\{([a-z]+)\}/g)].flatMap((match) => match[1] ?? []);
}
