import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from '#components/markdown/markdown.tsx';
import { shownText } from '#lib/markdown/shown-text.ts';

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'", '&amp;': '&' };

/** The text of the elements that a Markdown text is drawn with. */
function drawnText(markdown: string): string {
  const markup = renderToStaticMarkup(<Markdown text={markdown} arriving={false} />);
  return markup.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:lt|gt|quot|#x27|amp);/g, (entity) => entities[entity] ?? '');
}

const joined = (markdown: string): string =>
  shownText(markdown)
    .map(({ text }) => text)
    .join('');

describe('what is shown of a text', () => {
  const plainParts = [
    'Hola ',
    'mundo',
    '日本語。',
    'สวัสดี',
    '👩‍👩‍👧',
    '    ',
    '\t',
    '  \n',
    'https://a.b/c',
    '"',
    "'",
    '<b>',
    '&amp;',
  ];
  const marks = ['**', '*', '_', '~~', '`', '\\*', '[enlace](https://x.y)', '![foto](x.png)'];
  const blocks = [
    '```\n',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '3) ',
    '> ',
    '# ',
    '## x ##',
    '---\n',
    '| a | b |\n|---|---|\n| c | d |\n',
  ];
  const parts = [...plainParts, ...marks, ...blocks];

  it('is the text of its elements, to the unit', () => {
    const markdown = fc.array(fc.constantFrom(...parts), { maxLength: 30 }).map((chosen) => chosen.join(''));
    fc.assert(
      fc.property(markdown, (text) => {
        expect(joined(text)).toBe(drawnText(text));
      }),
      { seed: 7, numRuns: 1_500 },
    );
  });

  it('is so too where blocks are long and many', () => {
    const text = `${'Una frase que no acaba nunca. '.repeat(400)}\n\n${'- uno\n- dos\n'.repeat(100)}\n\n${'> a\n'.repeat(900)}`;
    expect(joined(text)).toBe(drawnText(text));
  });

  it('tells code from text, and where a block, an item, a cell or a line ends', () => {
    const shown = shownText('Mira `ser`:\n\n- uno\n- dos\n\n| a | b |\n|---|---|\n\n```js\nx()\n```');
    expect(
      shown.map(({ text, kind }) => (kind === 'end' ? '/' : kind.startsWith('code') ? `<${text}>` : text)).join(''),
    ).toBe('Mira <ser>:\n/uno//dos///a/b//<x()\n>/');
  });
});
