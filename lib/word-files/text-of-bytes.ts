/**
 * A file's text, in whichever of the usual encodings it is: what its byte order mark says; else UTF-16 where every other
 * byte is zero, as of spreadsheets' "Unicode text"; else UTF-8; else, where it is not that, Windows-1252.
 */
export function textOfBytes(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  if (encoding !== undefined) return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** As much of a file as its encoding is guessed by. */
const looked = 2_000;
/** Which share of the high bytes is zero in a text that has Latin letters, blanks and line ends in it. */
const fewestZeros = 0.2;

function encodingOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, looked);
  const zeros = [0, 1].map((odd) => start.filter((byte, at) => byte === 0 && at % 2 === odd).length);
  const fewest = (start.length / 2) * fewestZeros;
  const [even = 0, odd = 0] = zeros;
  if (odd > fewest && odd > even) return 'utf-16le';
  return even > fewest ? 'utf-16be' : undefined;
}
