import type { ErrorCode } from '#lib/errors/patter-error.ts';

const codes: Record<SpeechRecognitionErrorCode, ErrorCode> = {
  'not-allowed': 'microphone-denied',
  'audio-capture': 'microphone-missing',
  network: 'recognition-unreachable',
  'language-not-supported': 'recognition-language',
  'no-speech': 'recognition-silent',
  aborted: 'cancelled',
  'service-not-allowed': 'recognition-unavailable',
  'phrases-not-supported': 'recognition-unavailable',
};

/**
 * What an error of the browser's recognition means to the learner. One that is yet to be thought of means that this browser
 * recognises nothing for Patter.
 *
 * @see https://webaudio.github.io/web-speech-api/#enumdef-speechrecognitionerrorcode
 */
export function recognitionError(error: string): ErrorCode {
  return Object.hasOwn(codes, error) ? codes[error as SpeechRecognitionErrorCode] : 'recognition-unavailable';
}
