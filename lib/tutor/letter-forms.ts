export interface FoldedForms {
  folded: string;
  /** For each UTF-16 unit of the folded text, and for its end: where it stands in the text; absent where they are the same. */
  places?: readonly number[];
}

/**
 * A text in the plain forms of its letters, as a reader takes them: full-width, mathematical and accented ones, Cyrillic and
 * Greek ones that look Latin, and brackets, bars and colons of all kinds. In lower case.
 */
export function foldForms(text: string): FoldedForms {
  if (ascii.test(text)) return { folded: text.toLowerCase() };
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = plainForm(character);
    folded += plain;
    for (let unit = 0; unit < plain.length; unit += 1) places.push(at);
    at += character.length;
  }
  places.push(at);
  return { folded, places };
}

const ascii = /^\p{ASCII}*$/u;

const known = new Map<string, string>();

function plainForm(character: string): string {
  let plain = known.get(character);
  if (plain === undefined) {
    // Hangul falls apart into letters that are no marks.
    const parts = character
      .normalize('NFKD')
      .replaceAll(/\p{Mn}/gu, '')
      .toLowerCase();
    plain = [...parts].map((part) => lookalikes.get(part) ?? part).join('');
    if (known.size < mostKnown) known.set(character, plain);
  }
  return plain;
}

const mostKnown = 20_000;

/** Of Unicode's confusables (UTS 39), those that role names and marks can be spelt with. */
const lookalikes: ReadonlyMap<string, string> = new Map(
  [
    ['аеорсухіѕјһԁԛԝмткв', 'aeopcyxisjhdqwmtkb'],
    ['αειορτυνκμ', 'aeioptuvkm'],
    ['ıɡǀ❘│∣⎮ǁ', 'ig||||||'],
    ['‹›〈〉⟨⟩❮❯【】⟦⟧꞉ː∶', '<><><><>[][]:::'],
  ].flatMap(([forms = '', plain = '']) => [...forms].map((form, index) => [form, plain.charAt(index)] as const)),
);
