/** Accents of alphabets, Hebrew points and Arabic vowel signs. Other scripts' marks tell words apart, and stay. */
const accents = /[\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670]/g;

/** A text as it is compared in a search: without capitals, accents, and other ways to write the same letter. */
export function foldForSearch(text: string, language: string): string {
  return text.normalize('NFKD').replaceAll(accents, '').normalize('NFKC').toLocaleLowerCase(language);
}

/** A form as it is compared with another: without capitals, and apostrophes written in one way. */
export function foldForm(text: string, language: string): string {
  return text.normalize('NFC').replaceAll('’', "'").toLocaleLowerCase(language);
}
