import type { ErrorCode } from './patter-error.ts';

/**
 * Who tries again after an error. `automatic` holds only until the first word of a reply: another try would change what
 * has been read, and so is the learner's to ask for from then on.
 */
export type RetryPolicy = 'automatic' | 'learner' | 'never';

export const retryPolicy = {
  cancelled: 'learner',
  interrupted: 'automatic',
  offline: 'automatic',
  unreachable: 'automatic',
  blocked: 'learner',
  permission: 'learner',
  'key-missing': 'learner',
  auth: 'learner',
  'model-missing': 'learner',
  'language-unsupported': 'learner',
  'task-unsupported': 'learner',
  'rate-limited': 'automatic',
  throttled: 'learner',
  quota: 'learner',
  budget: 'learner',
  overloaded: 'automatic',
  'server-error': 'automatic',
  'too-long': 'learner',
  'bad-request': 'learner',
  timeout: 'learner',
  'bad-stream': 'learner',
  'bad-output': 'learner',
  'page-unreadable': 'learner',
  'page-empty': 'learner',
  busy: 'never',
  'anki-unreachable': 'learner',
  'anki-permission': 'learner',
  'anki-denied': 'learner',
  'anki-key': 'learner',
  'anki-outdated': 'learner',
  'anki-note-type': 'learner',
  'anki-failed': 'learner',
  'table-unreadable': 'never',
  'table-too-large': 'never',
  'storage-full': 'learner',
  'storage-blocked': 'learner',
  'storage-newer': 'never',
  storage: 'learner',
  bug: 'learner',
} satisfies Record<ErrorCode, RetryPolicy>;
