import type { ErrorCode, PatterError } from '#lib/errors/patter-error.ts';

/** What a client reads where a request, or a reply within a stream, failed. */
export interface Problem {
  /** The HTTP status, also within a stream, whose own status was sent before. */
  status: ProblemStatus;
  code: string;
  /** For people. Nothing in it comes from the tutor's vendor. */
  message: string;
  /** In seconds. */
  retry_after?: number;
  issues?: { field: string; message: string }[];
}

export type ProblemStatus = 400 | 401 | 403 | 404 | 411 | 413 | 415 | 422 | 429 | 500 | 502 | 503 | 504;

const misconfigured = {
  status: 500,
  code: 'tutor-misconfigured',
  message: 'This server’s tutor is not set up right.',
} as const;
const gone = { status: 503, code: 'interrupted', message: 'The reply broke off. It can be asked for again.' } as const;
const notStored = {
  status: 503,
  code: 'storage',
  message: 'This server can not keep anything at the moment.',
} as const;
const broken = { status: 500, code: 'server-error', message: 'Something went wrong on this server.' } as const;
const noTutor = { status: 502, code: 'server-error', message: 'This server’s tutor does not answer.' } as const;

/** What of an error may be told. Keys, accounts and addresses are the host's affair: how they fail is not. */
const problems = {
  cancelled: gone,
  interrupted: gone,
  offline: noTutor,
  unreachable: noTutor,
  blocked: misconfigured,
  permission: misconfigured,
  'key-missing': misconfigured,
  auth: misconfigured,
  'model-missing': misconfigured,
  'task-unsupported': {
    status: 422,
    code: 'task-unsupported',
    message: 'This server’s tutor can not do that.',
  },
  'language-unsupported': {
    status: 422,
    code: 'language-unsupported',
    message: 'This tutor does not teach that language.',
  },
  'rate-limited': { status: 429, code: 'rate-limited', message: 'The tutor is asked too much at the moment.' },
  throttled: { status: 429, code: 'rate-limited', message: 'The tutor is asked too much at the moment.' },
  quota: { status: 503, code: 'quota', message: 'This server’s allowance is used up.' },
  budget: { status: 503, code: 'quota', message: 'This server’s allowance is used up.' },
  overloaded: { status: 503, code: 'overloaded', message: 'The tutor is overloaded at the moment.' },
  'server-error': noTutor,
  'too-long': { status: 413, code: 'too-long', message: 'That is too long for the tutor.' },
  'bad-request': noTutor,
  timeout: { status: 504, code: 'timeout', message: 'The tutor took too long.' },
  'bad-stream': noTutor,
  'bad-output': { status: 502, code: 'bad-output', message: 'The tutor said nothing that can be used.' },
  'page-unreadable': broken,
  'page-empty': broken,
  'microphone-denied': broken,
  'microphone-missing': broken,
  'recognition-silent': broken,
  'recognition-language': broken,
  'recognition-unreachable': broken,
  'recognition-unavailable': broken,
  'recognition-download': broken,
  busy: broken,
  'anki-unreachable': broken,
  'anki-permission': broken,
  'anki-denied': broken,
  'anki-key': broken,
  'anki-outdated': broken,
  'anki-note-type': broken,
  'anki-failed': broken,
  'table-unreadable': broken,
  'table-too-large': broken,
  'storage-full': notStored,
  'storage-blocked': notStored,
  'storage-newer': notStored,
  storage: notStored,
  'worker-lost': broken,
  'backup-foreign': broken,
  'backup-newer': broken,
  'backup-damaged': broken,
  'backup-too-big': broken,
  bug: broken,
} as const satisfies Record<ErrorCode, Problem>;

/** What is answered while the server lets its last replies arrive. */
export const stopped: Problem = {
  status: 503,
  code: 'stopping',
  message: 'This server is stopping.',
  retry_after: 5,
};

/** @param retryAfterMs how long to wait before another try, where that is known */
export function problemOf({ code, retryAfterMs }: Pick<PatterError, 'code' | 'retryAfterMs'>): Problem {
  return { ...problems[code], ...(retryAfterMs !== undefined && { retry_after: Math.ceil(retryAfterMs / 1000) }) };
}
