import type { StreamPart } from './provider.ts';

/** The longest reply, in UTF-16 units: a server that never ends its text can not fill the memory of whoever keeps it. */
export const longestReply = 1_000_000;

/**
 * A reply's parts with text that can be shown as it comes: none is empty or ends in half a character whose other half
 * is still to come. A reply longer than `longestReply` ends there, with the reason `length`.
 */
export async function* showableParts(parts: AsyncIterable<StreamPart>): AsyncGenerator<StreamPart> {
  let half = '';
  let length = 0;
  for await (const part of parts) {
    if (part.type !== 'text') {
      if (part.type === 'finish' && half !== '') yield { type: 'text', text: half };
      half = '';
      length = 0;
      yield part;
      continue;
    }
    const text = half + part.text;
    if (length + text.length > longestReply) {
      const last = text.slice(0, longestReply - length);
      const whole = last.slice(0, last.length - trailingHalf(last).length);
      if (whole !== '') yield { type: 'text', text: whole };
      yield { type: 'finish', reason: 'length' };
      return;
    }
    half = trailingHalf(text);
    const whole = text.slice(0, text.length - half.length);
    length += whole.length;
    if (whole !== '') yield { type: 'text', text: whole };
  }
}

/** Vendors split a text between any two UTF-16 units: the first half of a surrogate pair waits for the second. */
function trailingHalf(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(-1) : '';
}
