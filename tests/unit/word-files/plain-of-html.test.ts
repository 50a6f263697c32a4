import { expect, test } from 'vitest';
import { plainOfHtml } from '#lib/word-files/plain-of-html.ts';

test.each([
  ['Vimos una <b>película</b> muy divertida.', 'Vimos una película muy divertida.'],
  ['film<br>Vimos<div>una</div>', 'film Vimos una'],
  ['&lt;b&gt; &amp;amp; &quot;&#39;&#x201C;&nbsp;x', '<b> &amp; "\'“ x'],
  ['casa [sound:casa.mp3]', 'casa'],
  ['a < b, 3 > 2', 'a < b, 3 > 2'],
  ['&unknown; &#0; &#x110000;', '&unknown; &#0; &#x110000;'],
  ['<img src="x" onerror="alert(1)">foto', 'foto'],
])('%s', (html, text) => {
  expect(plainOfHtml(html)).toBe(text);
});
