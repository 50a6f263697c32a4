import { PatterError, type ErrorCode } from '#lib/errors/patter-error.ts';
import { whenOpen } from './database.ts';

/**
 * Reads or writes once the store is open. What is thrown is a PatterError: one from inside as it is, and what Dexie throws
 * as `storage-full` or `storage`.
 *
 * @throws {PatterError} `storage-blocked`, `storage-newer`, `storage-full`, `storage`
 */
export async function inStore<Result>(work: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await whenOpen(work);
  } catch (thrown) {
    throw asStorageError(thrown);
  }
}

function asStorageError(thrown: unknown): PatterError {
  let code: ErrorCode = 'storage';
  for (let inner = thrown; inner instanceof Error; inner = 'inner' in inner ? inner.inner : inner.cause) {
    if (inner instanceof PatterError) return inner;
    if (inner.name === 'QuotaExceededError') code = 'storage-full';
  }
  return new PatterError(code, { cause: thrown });
}
