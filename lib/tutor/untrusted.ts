import { withoutUnseen } from '#lib/corrections/plain-text.ts';
import { withoutSpeakerMarks } from './speaker-marks.ts';

/**
 * What a page, a server or a model wrote, made fit for a prompt: characters that nobody sees and marks that a model takes
 * for a change of speaker are taken out (OWASP LLM01, https://genai.owasp.org/llmrisk/llm01-prompt-injection/).
 */
export function stripUntrusted(text: string): string {
  return withoutSpeakerMarks(withoutUnseen(text)).trim();
}

/** Untrusted words within a sentence of the instructions: one line, which ends neither a quotation nor a bracket. */
export function stripPhrase(text: string): string {
  return stripUntrusted(text)
    .replaceAll(/[\s“”„"«»[\]]+/g, ' ')
    .trim();
}

/**
 * A text as material in a prompt: between marks that it can not contain, since nobody who wrote it knows the nonce.
 *
 * @param kind what it is called in the instructions, such as "message"
 */
export function fence(text: string, kind: string, nonce: string): string {
  let inside = text;
  while (inside.includes(nonce)) inside = inside.replaceAll(nonce, '');
  return `<<<${kind} ${nonce}\n${inside}\n${kind} ${nonce}>>>`;
}

/** 64 random bits, in hexadecimal. */
export function newNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
