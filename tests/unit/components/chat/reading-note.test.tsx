import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it } from 'vitest';
import { ReadingNote } from '#components/chat/reading-note.tsx';
import { speakEnglish } from '#tests/helpers/i18n.ts';
import { injections } from '#tests/helpers/injections.ts';

beforeEach(speakEnglish);

function draw(title: string, text: string, length = text.length): string {
  return renderToStaticMarkup(<ReadingNote reading={{ title, text, nonce: 'secret-nonce', length }} />);
}

describe('what is being read', () => {
  it('is folded up, and says how much of it the tutor has', () => {
    const whole = draw('Los faros', 'El faro alumbra.');
    expect(whole).toMatch(/^<details class="reading"><summary>What you are reading<\/summary>/);
    expect(whole).toContain('Your tutor was given all of it: 16 characters.');
    const part = draw('', 'a'.repeat(5_980), 23_411);
    expect(part).toContain('Your tutor was given the first 5,980 of 23,411 characters.');
    expect(part).not.toContain('reading-title');
    expect(part).toContain(`${'a'.repeat(400)}…<`);
    expect(part).not.toContain('secret-nonce');
  });

  it.each(injections)('is text, whatever it is: $id', ({ attempt }) => {
    const tags = draw(attempt, attempt).match(/<\/?[a-z]+/g);
    expect(new Set(tags)).toEqual(new Set(['<details', '<summary', '</summary', '<p', '</p', '</details']));
  });
});
