/**
 * Everything that can go wrong, by the one word that decides what happens next. What crosses a port, reaches a log or
 * is stored is the code; bodies, messages and keys never are.
 */
export const errorCodes = [
  'cancelled', // the caller's own signal ended it
  'interrupted', // the stream ended, or its worker died, before it was finished
  'offline', // this computer has no network
  'unreachable', // nothing answers at the address
  'blocked', // the server answers, but not to this extension (Ollama's origin check)
  'permission', // the learner has not allowed Patter to reach this host
  'key-missing',
  'auth', // the key is wrong, expired or lacks a right
  'model-missing',
  'language-unsupported', // this tutor can not teach the chosen language
  'task-unsupported', // this tutor can not do what was asked for beside the conversation
  'rate-limited', // the vendor's limit
  'throttled', // Patter's own limit of requests a minute
  'quota', // the account's money or allowance is used up
  'budget', // the learner's own limit of tokens a day
  'overloaded',
  'server-error',
  'too-long', // the request does not fit the model's context
  'bad-request', // the server understood and declined for another reason
  'timeout', // one of Patter's own time limits ran out
  'bad-stream', // the answer is not in the format the vendor documents
  'bad-output', // a well-formed answer that can not be used (empty, or not the JSON asked for)
  'page-unreadable', // the browser lets nobody read this page
  'page-empty', // a page, or what was selected of it, has no text that is seen
  'microphone-denied', // the learner or the browser has not let Patter use the microphone
  'microphone-missing', // there is none, or it gives no sound
  'recognition-silent', // nobody was heard to speak
  'recognition-language', // the browser does not recognise the language that is learnt
  'recognition-unreachable', // the browser's own speech service could not be reached
  'recognition-unavailable', // this browser recognises no speech for an extension
  'recognition-download', // what it takes to recognise the language on this device could not be downloaded
  'busy', // another turn of this conversation is still running
  'anki-unreachable', // nothing answers where AnkiConnect is: Anki is not running, or has not got the add-on
  'anki-permission', // the learner has not allowed Patter to reach Anki
  'anki-denied', // Anki's user, or its add-on, does not let Patter in
  'anki-key', // the add-on is set up to want a key, and was given none or another
  'anki-outdated', // the add-on does not know what Patter asks of it
  'anki-note-type', // Anki has another note type of the same name
  'anki-failed', // Anki or its add-on could not do what it was asked to
  'table-unreadable', // a file is no table of text
  'table-too-large', // a file has more than can be imported at a time
  'storage-full',
  'storage-blocked', // another window still holds the data in an older form
  'storage-newer', // the data was written by a newer version of Patter
  'storage', // it can not be read or written for any other reason
  'worker-lost', // the background worker ended before it had answered
  'backup-foreign', // the file is no backup of Patter's
  'backup-newer', // a newer version of Patter made the backup
  'backup-damaged', // the backup was cut or changed
  'backup-too-big', // more than can be read at once
  'bug',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface PatterErrorOptions {
  /** How long the server asked us to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** HTTP status, where there was one. */
  status?: number | undefined;
  /** Where a bug in another context came from. */
  trace?: string[] | undefined;
  /** What was thrown underneath. For debugging in the same context only: it is never sent or stored. */
  cause?: unknown;
}

/** The only error that crosses a module boundary in Patter. */
export class PatterError extends Error {
  override readonly name = 'PatterError';
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  readonly trace: string[] | undefined;

  constructor(code: ErrorCode, options: PatterErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status;
    this.trace = options.trace;
  }
}
