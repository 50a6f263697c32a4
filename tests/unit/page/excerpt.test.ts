import { describe, expect, it } from 'vitest';
import { excerpt } from '#lib/page/excerpt.ts';
import { estimateTokens } from '#lib/tutor/tokens.ts';

describe('an excerpt', () => {
  it('of a short text is the whole of it', () => {
    expect(excerpt('El faro alumbra.')).toBe('El faro alumbra.');
    expect(excerpt('')).toBe('');
  });

  it.each([
    ['es', 'El farero subió la escalera. ', '.'],
    ['ja', '灯台守は階段を上った。', '。'],
    ['ar', 'صعد الحارس الدرج. ', '.'],
    ['hi', 'रखवाला सीढ़ी चढ़ा। ', '।'],
  ])('of a long text in %s ends with a sentence, and leaves a tutor room', (_, sentence, end) => {
    const long = sentence.repeat(2_000).trim();
    const part = excerpt(long);
    expect(long.startsWith(part)).toBe(true);
    expect(part.endsWith(end)).toBe(true);
    expect(part.length).toBeLessThanOrEqual(6_000);
    expect(estimateTokens(part)).toBeLessThanOrEqual(2_000);
    expect(estimateTokens(part)).toBeGreaterThan(1_500);
  });

  it('of a text that is one sentence ends with a word, and of one that is one word within none of its characters', () => {
    expect(excerpt('palabra '.repeat(2_000))).toMatch(/palabra$/);
    const emoji = excerpt('a' + '🗼'.repeat(5_000));
    expect(emoji.isWellFormed()).toBe(true);
    expect(emoji).toMatch(/^a🗼+$/u);
  });
});
