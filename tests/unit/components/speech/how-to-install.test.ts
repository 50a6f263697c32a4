import { beforeEach, describe, expect, it } from 'vitest';
import { howToInstall } from '#components/speech/how-to-install.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

describe('how voices come to a system', () => {
  it.each([
    ['mac', /System Settings.*Dutch/],
    ['win', /Time & language.*Dutch/],
    ['cros', /Text-to-Speech/],
    ['linux', /speech-dispatcher/],
    ['openbsd', /your system’s settings/],
  ])('is told on %s', (system, words) => {
    expect(howToInstall('nl', system)).toMatch(words);
  });
});
