import { PatterError } from '#lib/errors/patter-error.ts';
import { handedWordSchema, type NewWord } from '#lib/db/word-rows.ts';

/** Words on their way from a page to the worker: each is a line of JSON, so that a few can be read of many. */
export function wordList(words: readonly NewWord[]): string {
  return words.map((word) => JSON.stringify(word)).join('\n');
}

/** Reads lines of such a list. @throws {PatterError} `bug` where one is no word */
export function wordsOfLines(lines: readonly string[]): NewWord[] {
  try {
    return lines.map((line) => handedWordSchema.parse(JSON.parse(line)));
  } catch (cause) {
    throw new PatterError('bug', { cause });
  }
}
