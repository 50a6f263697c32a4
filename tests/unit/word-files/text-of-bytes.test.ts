import { expect, test } from 'vitest';
import { textOfBytes } from '#lib/word-files/text-of-bytes.ts';

const text = 'Wort;Bedeutung\r\nMädchen;girl\r\nГрüße;greetings – “all”\r\n';
const utf16 = (content: string, swapped: boolean): Buffer => {
  const bytes = Buffer.from(content, 'utf16le');
  return swapped ? bytes.swap16() : bytes;
};

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16 with its mark', utf16(`\uFEFF${text}`, false)],
  ['UTF-16 with its mark, the other way round', utf16(`\uFEFF${text}`, true)],
  ['UTF-16 without a mark', utf16(text, false)],
  ['UTF-16 without a mark, the other way round', utf16(text, true)],
])('reads %s', (_, bytes) => {
  expect(textOfBytes(bytes).replace(/^\uFEFF/, '')).toBe(text);
});

test('reads what is none of these as Windows-1252', () => {
  expect(textOfBytes(Uint8Array.of(0x4d, 0xe4, 0x64, 0x63, 0x68, 0x65, 0x6e, 0x20, 0x93, 0x80, 0x94))).toBe(
    'Mädchen “€”',
  );
});

test('reads nothing as nothing', () => {
  expect(textOfBytes(new Uint8Array())).toBe('');
});
