/** Words, or letters where there is nothing between words. */
const scripts = [
  ['Latn', /\p{Script=Latin}+/gu],
  ['Cyrl', /\p{Script=Cyrillic}+/gu],
  ['Grek', /\p{Script=Greek}+/gu],
  ['Arab', /\p{Script=Arabic}+/gu],
  ['Hebr', /\p{Script=Hebrew}+/gu],
  ['Hani', /\p{Script=Han}/gu],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}ー]/gu],
  ['Hang', /\p{Script=Hangul}+/gu],
  ['Deva', /\p{Script=Devanagari}+/gu],
  ['Beng', /\p{Script=Bengali}+/gu],
  ['Thai', /\p{Script=Thai}/gu],
] as const;

type Script = (typeof scripts)[number][0];

/** What languages are written in whose main script (CLDR) has more than one part, or another name. */
const parts: Record<string, readonly Script[]> = {
  Jpan: ['Kana', 'Hani'],
  Kore: ['Hang', 'Hani'],
  Hans: ['Hani'],
  Hant: ['Hani'],
};

/** The script that most of a text is in; `undefined` where it has no letters of one that can be learnt. */
function scriptOf(text: string): Script | undefined {
  let most = 0;
  let script: Script | undefined;
  for (const [name, letters] of scripts) {
    const count = text.match(letters)?.length ?? 0;
    if (count > most) [most, script] = [count, name];
  }
  return script;
}

/**
 * Whether a text is of the learner's own script and not of the one that is learnt: such a message asks for help.
 *
 * @param language a BCP 47 tag, like `learnerLanguage`
 */
export function isInOwnScript(text: string, language: string, learnerLanguage: string): boolean {
  const script = scriptOf(text);
  return script !== undefined && !isWrittenIn(language, script) && isWrittenIn(learnerLanguage, script);
}

/** Whether two texts are in different scripts, so that one may be a translation of the other. */
export function isInOtherScript(text: string, other: string): boolean {
  const [script, otherScript] = [scriptOf(text), scriptOf(other)];
  const japanese = new Set(parts['Jpan']);
  return script !== otherScript && !(script && otherScript && japanese.has(script) && japanese.has(otherScript));
}

function isWrittenIn(language: string, script: Script): boolean {
  const main = mainScript(language);
  return main === script || (parts[main]?.includes(script) ?? false);
}

function mainScript(language: string): string {
  try {
    return new Intl.Locale(language).maximize().script ?? '';
  } catch {
    return '';
  }
}
