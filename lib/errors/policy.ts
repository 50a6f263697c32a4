import type { ErrorCode } from './patter-error.ts';

/**
 * Who may try again: `passing` faults go away by themselves; `learner` means that something must be changed or decided
 * first; `never` means that the same request can only fail again.
 */
export type RetryPolicy = 'passing' | 'learner' | 'never';

export const retryPolicy = {
  cancelled: 'learner',
  interrupted: 'learner',
  offline: 'passing',
  unreachable: 'passing',
  blocked: 'learner',
  permission: 'learner',
  'key-missing': 'learner',
  auth: 'learner',
  'model-missing': 'learner',
  'language-unsupported': 'learner',
  'rate-limited': 'passing',
  quota: 'learner',
  overloaded: 'passing',
  'server-error': 'passing',
  'too-long': 'never',
  'bad-request': 'learner',
  timeout: 'passing',
  'bad-stream': 'learner',
  'bad-output': 'learner',
  busy: 'learner',
  'storage-full': 'learner',
  storage: 'learner',
  bug: 'learner',
} satisfies Record<ErrorCode, RetryPolicy>;
