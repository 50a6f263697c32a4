import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from '#components/markdown/markdown.tsx';

function draw(text: string, arriving = false): string {
  const markup = renderToStaticMarkup(<Markdown text={text} arriving={arriving} quotesIn="en" />);
  return markup.replace(/^<div class="markdown">/, '').replace(/<\/div>$/, '');
}

describe('the subset that is drawn', () => {
  it.each([
    [
      'a paragraph',
      'Hola **a** *todos* ~~no~~ `x < 1`',
      '<p dir="auto">Hola <strong>a</strong> <em>todos</em> <del>no</del> <code>x &lt; 1</code></p>',
    ],
    ['line breaks', 'uno\ndos', '<p dir="auto">uno\ndos</p>'],
    ['a list', '- a\n- b\n  1. c', '<ul dir="auto"><li>a</li><li>b<ol start="1"><li>c</li></ol></li></ul>'],
    ['a list that begins at 3', '3. a\n4. b', '<ol dir="auto" start="3"><li>a</li><li>b</li></ol>'],
    ['a quote', '> a\n> b', '<blockquote lang="en" dir="auto"><p>a\nb</p></blockquote>'],
    ['a heading', '## Título ##', '<p dir="auto" class="markdown-heading">Título</p>'],
    ['a code block', '```html\n<b>\n```', '<pre dir="ltr"><code>&lt;b&gt;\n</code></pre>'],
    ['a rule', '---', '<hr/>'],
    [
      'a table',
      '| yo | tú |\n|---|:-:|\n| hablo | hablas |',
      '<div class="markdown-table"><table dir="auto"><thead><tr><th>yo</th><th data-align="center">tú</th></tr></thead><tbody><tr><td>hablo</td><td data-align="center">hablas</td></tr></tbody></table></div>',
    ],
  ])('%s', (_, text, markup) => {
    expect(draw(text)).toBe(markup);
  });

  it('is the same while a text arrives and afterwards', () => {
    const text = 'Mira:\n\n- **uno**\n- dos\n\nY ya.';
    expect(draw(text, true)).toBe(draw(text));
  });
});

describe('what is not drawn', () => {
  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['an event handler', '<img src=x onerror=alert(1)>'],
    ['a block of HTML', '<div onclick="x">\n\n<iframe src="https://evil.example"></iframe>\n\n</div>'],
    ['HTML in a list', '- <b>x</b>\n- <svg onload=x>'],
    ['HTML in a table', '| <u>a</u> |\n|---|\n| <object data=x> |'],
    ['a comment that never ends', '<!-- hidden\n\nand more'],
  ])('%s stays the text it is', (_, text) => {
    const markup = draw(text);
    expect(markup).not.toMatch(/<(?!\/?(?:p|ul|li|div|table|thead|tbody|tr|th|td|hr)\b)/);
    expect(markup).not.toMatch(/<[^>]*\s(?:on\w+|src|href|data|style)=/);
    expect(markup).toContain('&lt;');
  });

  it.each([
    ['a link', '[the text](https://evil.example)', 'the text'],
    ['a link to a script', '[the text](javascript:alert(1))', 'the text'],
    ['a picture', '![the text](https://evil.example/pixel.png)', 'the text'],
    ['an automatic link', '<https://evil.example>', '&lt;https://evil.example&gt;'],
    ['a bare address', 'https://evil.example', 'https://evil.example'],
    ['a link by reference', '[x]: https://evil.example\n[x]', '[x]: https://evil.example\n[x]'],
  ])('%s becomes text', (_, text, shown) => {
    expect(draw(text)).toBe(`<p dir="auto">${shown}</p>`);
  });

  it('is never an element outside the subset, whatever the text', () => {
    const bits = fc.constantFrom(
      '<',
      '>',
      '[',
      ']',
      '(',
      ')',
      '!',
      '`',
      '*',
      '_',
      '\n',
      '|',
      '-',
      '&',
      'a',
      ' ',
      '"',
      'http://x',
    );
    const allowed = /^(?:p|ul|ol|li|blockquote|pre|code|strong|em|del|br|hr|div|table|thead|tbody|tr|th|td)$/;
    fc.assert(
      fc.property(fc.string({ unit: bits, maxLength: 200 }), fc.boolean(), (text, arriving) => {
        for (const [, name = ''] of draw(text, arriving).matchAll(/<\/?([a-z0-9]+)/gi)) expect(name).toMatch(allowed);
      }),
    );
  });

  it.each([
    ['quotes', '>'.repeat(20_000)],
    ['lists', Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
    ['brackets', '['.repeat(20_000)],
    ['emphasis', '*a_'.repeat(7_000)],
  ])('is nested without end: %s', (_, text) => {
    expect(() => draw(text)).not.toThrow();
  });
});
