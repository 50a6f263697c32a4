import { beforeEach, expect, it } from 'vitest';
import { shownNumber, shownPercent } from '#components/ui/shown-number.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

it('writes numbers as the interface does', () => {
  expect(shownNumber(0)).toBe('0');
  expect(shownNumber(50_000)).toBe('50,000');
  expect(shownPercent(10 / 11)).toBe('91%');
  expect(shownPercent(1)).toBe('100%');
});
