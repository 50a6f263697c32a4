import { beforeEach, expect, it } from 'vitest';
import { countedList } from '#components/backup/counted-list.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(() => speakEnglish());

it.each([
  [{ conversations: 3, messages: 41, words: 1_204, facts: 0 }, '3 conversations, 41 messages, and 1,204 words'],
  [{ conversations: 0, words: 1, facts: 2 }, '1 word and 2 remembered facts'],
  [{ conversations: 0, words: 0, facts: 0 }, ''],
])('says what there is any of: %j', (counts, text) => {
  expect(countedList(counts)).toBe(text);
});
