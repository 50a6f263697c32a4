/** As many opening braces as are tried, so that the time taken stays linear in the text's length. */
const mostTries = 24;

/**
 * The JSON object in a model's answer, whatever stands around it: fences, `<think>…</think>` (also where only the end of
 * it is left), words before and after. The longest one where there are several; `undefined` where there is none.
 */
export function unwrapJson(text: string): unknown {
  const thought = text.search(/<think(?:ing)?>/i);
  const closing = [...text.matchAll(/<\/think(?:ing)?>/gi)].at(-1);
  if (closing) {
    const answer = longestObject(text.slice(closing.index + closing[0].length));
    if (answer !== undefined) return answer;
    // The tag may have been the learner's own, within the JSON. What was thought is no answer.
    return thought === 0 ? undefined : longestObject(text);
  }
  return longestObject(thought < 0 || text.slice(0, thought).includes('{') ? text : text.slice(0, thought));
}

function longestObject(text: string): unknown {
  let longest: { value: unknown; length: number } | undefined;
  let start = text.indexOf('{');
  for (let tries = 0; tries < mostTries && start >= 0; tries += 1) {
    const end = endOfObject(text, start);
    const value = end < 0 ? undefined : parse(text.slice(start, end));
    if (value !== undefined && end - start > (longest?.length ?? 0)) longest = { value, length: end - start };
    start = text.indexOf('{', value === undefined ? start + 1 : end);
  }
  return longest?.value;
}

/** Where the object that begins at `start` ends; -1 where it does not. */
function endOfObject(text: string, start: number): number {
  const sign = /["{}]/g;
  sign.lastIndex = start;
  let depth = 0;
  for (let found = sign.exec(text); found; found = sign.exec(text)) {
    if (found[0] === '"') {
      const end = endOfString(text, found.index + 1);
      if (end < 0) return -1;
      sign.lastIndex = end;
    } else {
      depth += found[0] === '{' ? 1 : -1;
      if (depth === 0) return found.index + 1;
    }
  }
  return -1;
}

function endOfString(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
