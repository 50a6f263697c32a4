import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { Store } from '../store/store.ts';

const windowSeconds = 60;

export interface LimitSettings {
  /** How many replies one access token may ask for in a minute. */
  turnsPerMinute: number;
  /** How many tasks one access token may ask for in a minute, beside its replies. */
  tasksPerMinute: number;
  /** How many requests may come from one address in a minute. A class may share one. */
  requestsPerMinute: number;
}

/** Counts one more. @throws {PatterError} `throttled`, with how long to wait; `storage` where it can not be counted */
export type Limit = (who: string) => Promise<void>;

export interface Limits {
  turns: Limit;
  tasks: Limit;
  requests: Limit;
}

/** Limits that hold for all processes of one store together. */
export function createLimits(
  store: Pick<Store, 'limiter'>,
  { turnsPerMinute, tasksPerMinute, requestsPerMinute }: LimitSettings,
): Limits {
  const limiter = (keyPrefix: string, points: number) => store.limiter({ keyPrefix, points, duration: windowSeconds });
  return {
    turns: limitOf(limiter('turns', turnsPerMinute)),
    tasks: limitOf(limiter('tasks', tasksPerMinute)),
    requests: limitOf(limiter('requests', requestsPerMinute)),
  };
}

function limitOf(limiter: RateLimiterAbstract): Limit {
  return async (who) => {
    try {
      await limiter.consume(who);
    } catch (thrown) {
      if (thrown instanceof RateLimiterRes) throw new PatterError('throttled', { retryAfterMs: thrown.msBeforeNext });
      throw new PatterError('storage', { cause: thrown });
    }
  };
}
