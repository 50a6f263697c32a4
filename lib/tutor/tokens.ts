/**
 * A guess at how many tokens a text is, on the high side: about 3.2 letters a token for alphabets, 1.3 tokens a
 * character for the scripts that byte-pair vocabularies cover thinly. No vendor's tokeniser is small enough to ship, and
 * a budget only needs an upper bound.
 */
export function estimateTokens(text: string): number {
  let dense = 0;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) >= firstDense) dense += 1;
  return Math.ceil((text.length - dense) / 3.2 + dense * 1.3);
}

/** From here on Unicode holds Indic, South-East Asian and CJK scripts, and emoji. */
const firstDense = 0x0900;
