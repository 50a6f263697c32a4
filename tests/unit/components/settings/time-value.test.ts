import { describe, expect, it } from 'vitest';
import { readTime, writeTime } from '#components/settings/time-value.ts';

describe('a time of day', () => {
  it.each([
    ['00:00', 0],
    ['07:05', 425],
    ['19:00', 1140],
    ['23:59', 1439],
  ])('%s is %i minutes', (text, minutes) => {
    expect(readTime(text)).toBe(minutes);
    expect(writeTime(minutes)).toBe(text);
  });

  it.each(['', '24:00', '7:05', '12:60', 'noon'])('“%s” is none', (text) => {
    expect(readTime(text)).toBeNull();
  });
});
