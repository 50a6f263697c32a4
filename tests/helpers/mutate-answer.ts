import { hostileValue, noise, trickyTexts } from './hostile-text.ts';
import type { Random } from './random.ts';

type Mutate = (text: string, random: Random) => string;

/** A model's answer, damaged in one to four ways: what stands around its JSON, its values, its characters. */
export function mutatedAnswer(answer: string, random: Random): string {
  let text = answer;
  for (let left = 1 + random.below(4); left > 0; left -= 1) text = random.pick(mutations)(text, random);
  return text;
}

const mutations: readonly Mutate[] = [
  (text) => `\`\`\`json\n${text}\n\`\`\``,
  (text, random) => `<think>${random.pick(trickyTexts)} {"corrected":"no"} </think>${text}`,
  (text, random) => `${random.pick(['so be it', '{', '"'])}</think>\n${text}`,
  (text) => `Here is {the correction}:\n${text}\nI hope that {helps}!`,
  (text) => text + text,
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.slice(random.below(text.length + 1)),
  (text, random) => insert(text, random.pick(noise).toString(), random),
  (text, random) => insert(text, random.pick(trickyTexts), random),
  deleteRange,
  deleteRange,
  replaceValue,
  replaceValue,
  replaceValue,
  insertInString,
  insertInString,
  insertInString,
];

function insert(text: string, part: string, random: Random): string {
  const place = random.below(text.length + 1);
  return text.slice(0, place) + part + text.slice(place);
}

function deleteRange(text: string, random: Random): string {
  const start = random.below(text.length + 1);
  return text.slice(0, start) + text.slice(start + random.below(1 + random.pick([3, 30, 300])));
}

const jsonString = /"(?:[^"\\]|\\.)*"/gs;

function replaceValue(text: string, random: Random): string {
  const value = random.pick(
    [...text.matchAll(/"(?:[^"\\]|\\.)*"|\[|\bnull\b/gs)]
      .map(({ index, 0: part }) => ({ index, part }))
      .concat({ index: 0, part: '' }),
  );
  return text.slice(0, value.index) + hostileValue(random) + text.slice(value.index + value.part.length);
}

/** The JSON can still be read: what is in it is what is odd. */
function insertInString(text: string, random: Random): string {
  const strings = [...text.matchAll(jsonString)];
  if (strings.length === 0) return text;
  const { index, 0: part } = random.pick(strings);
  const odd = JSON.stringify(
    random.pick([...trickyTexts, '\u202E', '\u200D', '\u0301', '\r\n', '\u00A0', '25', '👨‍👩‍👧', 'ー']),
  ).slice(1, -1);
  const place = index + random.pick([1, part.length - 1]);
  return text.slice(0, place) + odd + text.slice(place);
}
