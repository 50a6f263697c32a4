import { beforeEach, expect, it } from 'vitest';
import { grammarOf, grammarWords, readPartOfSpeech } from '#components/ui/grammar-words.ts';
import { daysAgo, shortTime } from '#components/ui/short-time.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

it.each([
  ['noun f', 'noun'],
  ['Noun, feminine', 'noun'],
  ['reflexive verb', 'verb'],
  ['adjective', 'adj'],
  ['expression', 'other'],
  ['', 'other'],
] as const)('reads %j as %s', (grammar, part) => {
  expect(readPartOfSpeech(grammar)).toBe(part);
});

it('says what a word is, and nothing of what is not known', () => {
  expect(grammarWords('noun f ar')).toBe('noun, feminine');
  expect(grammarOf({ partOfSpeech: 'noun', gender: 'm' })).toBe('noun, masculine');
  expect(grammarOf({ partOfSpeech: 'other' })).toBe('');
});

it('says a length of time in one unit, as exactly as answers to a card are told apart', () => {
  const minute = 60_000;
  const day = 24 * 60 * minute;
  const said = [10 * minute, 3 * 60 * minute, day, 11 * day, 46 * day, 61 * day, 800 * day, 5].map(shortTime);
  expect(said).toEqual(['10 min', '3 hr', '1 day', '11 days', '1.5 mths', '2 mths', '2.2 yrs', '1 min']);
});

it('says how many days ago something was, by the calendar', () => {
  const evening = new Date(2026, 4, 10, 23).getTime();
  const morning = new Date(2026, 4, 11, 7).getTime();
  expect(daysAgo(evening, morning)).toBe('yesterday');
  expect(daysAgo(morning, morning + 1)).toBe('today');
});
