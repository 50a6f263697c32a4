import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownText } from '#lib/markdown/shown-text.ts';
import { isSpeech, shownRange, speakableText } from '#lib/speech/speakable.ts';

const spoken = (markdown: string): string => speakableText(shownText(markdown)).text;

describe('what is spoken of a reply', () => {
  it.each([
    ['text', '¡Hola! ¿Qué tal?', '¡Hola! ¿Qué tal?'],
    ['no marks', '**Hola**, *tú* y ~~él~~', 'Hola, tú y él'],
    ['no marks that came to nothing', 'Hola **mundo', 'Hola mundo'],
    ['a heading and a list, each on its line', '# Uno\n\n- dos\n- tres', 'Uno\ndos\ntres'],
    ['lines of a dialogue', 'Ana: hola\nLuis: adiós', 'Ana: hola\nLuis: adiós'],
    ['a table, a cell a line', '| yo | tú |\n|---|---|\n| soy | eres |', 'yo\ntú\nsoy\neres'],
    ['no emoji', 'Bien 😀👍🏽, gracias 👩‍👩‍👧🇪🇸 1️⃣ ❤️', 'Bien , gracias   '],
    ['no emoji between words', 'hola😀mundo', 'hola mundo'],
    ['no emoji between words of a script without spaces', '元気😀です', '元気です'],
    ['figures, signs and what is counted', '20 °C, 3,5 € y 50 % © 2026 #1', '20 °C, 3,5 € y 50 % © 2026 #1'],
    ['no arrows and stars', 'fue → fui ★ ✓', 'fue  fui  '],
    ['no address', 'Mira https://example.com/a?b=c#d, y www.ejemplo.es.', 'Mira , y .'],
    ['no address with letters of its language', 'Lee https://es.wikipedia.org/wiki/España hoy', 'Lee  hoy'],
    ['no address with a host of such letters', 'https://日本語.jp/a。見て', '。見て'],
    ['what follows an address without a space', 'https://example.com/をご覧ください', 'をご覧ください'],
    ['a link by its text', '[la página](https://example.com)', 'la página'],
    ['no link that is only its address', '[https://example.com](https://example.com)', ''],
    ['no code', 'Escribe `x = 1;`:\n\n```js\nlet x\n```', 'Escribe :\n'],
    ['words that are set as code', 'Usa `estoy` en vez de `soy`', 'Usa estoy en vez de soy'],
    ['no help in the learner’s own language', '> This is help.\n\n¡Hola!\n> Hint: **say** “hola”.', '¡Hola!\n'],
    ['no tags', 'Hola <break time="9s"/>mundo <speak>x</speak>', 'Hola mundo x'],
    ['no gap to be filled', 'Yo ___ al cine', 'Yo  al cine'],
    ['no marks that nobody sees', 'ho\u00ADla\u200B', 'hola'],
    ['joiners that letters are joined by', 'می‌خواهم क्‍ष', 'می‌خواهم क्‍ष'],
  ])('%s', (_, markdown, text) => {
    expect(spoken(markdown)).toBe(text);
  });

  it('is nothing where there are no words', () => {
    expect(isSpeech(spoken('😀 … !'))).toBe(false);
    expect(isSpeech(spoken('7'))).toBe(true);
  });

  it('is found in a text that is made to take long over', () => {
    for (const part of ['<a', 'https://a', '*_', '👩‍', '1\uFE0F', '`']) {
      expect(isSpeech(spoken(`Hola ${part.repeat(20_000)}`))).toBe(true);
    }
  });
});

describe('where it is shown', () => {
  it('is known for every letter, and in order', () => {
    const parts = [
      'Hola ',
      '**',
      '😀',
      'https://a.b ',
      'x',
      '`c d`',
      '`;`',
      '\n',
      '\n\n',
      '- ',
      '日本',
      'é',
      '<b>',
      '_',
    ];
    const markdown = fc.array(fc.constantFrom(...parts), { maxLength: 25 }).map((chosen) => chosen.join(''));
    fc.assert(
      fc.property(markdown, (text) => {
        const shown = shownText(text);
        const whole = shown.map((stretch) => stretch.text).join('');
        const speakable = speakableText(shown);
        let last = 0;
        for (const { at, shownAt, length } of speakable.runs) {
          expect(speakable.text.slice(at, at + length)).toBe(whole.slice(shownAt, shownAt + length));
          expect(shownAt).toBeGreaterThanOrEqual(last);
          last = shownAt + length;
        }
        // Whatever stands in no run is a pause.
        const silent = speakable.runs.reduceRight(
          (rest, { at, length }) => rest.slice(0, at) + rest.slice(at + length),
          speakable.text,
        );
        expect(silent.trim()).toBe('');
      }),
      { seed: 11, numRuns: 1_000 },
    );
  });

  it('is a range from the first letter to the last, over what is left out between them', () => {
    const markdown = 'Ah. Mira 😀 **eso** ya';
    const shown = shownText(markdown)
      .map(({ text }) => text)
      .join('');
    const speakable = speakableText(shownText(markdown));
    const from = speakable.text.indexOf('Mira');
    const range = shownRange(speakable, { from, to: speakable.text.indexOf(' ya') });
    expect(shown.slice(range?.from, range?.to)).toBe('Mira 😀 eso');
  });

  it('is nowhere where nothing of it is shown', () => {
    const speakable = speakableText(shownText('a'));
    expect(shownRange(speakable, { from: 1, to: 2 })).toBeNull();
  });
});
