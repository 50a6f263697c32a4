import { beforeEach, expect, it } from 'vitest';
import { dayName } from '#components/progress/day-name.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

const now = new Date(2026, 5, 10, 12).getTime();

it('names a day, with its year where that is another one', () => {
  expect(dayName(new Date(2026, 0, 3, 4).getTime(), now)).toBe('January 3');
  expect(dayName(new Date(2025, 8, 3, 4).getTime(), now)).toBe('September 3, 2025');
});
