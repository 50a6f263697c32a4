import { PatterError } from '#lib/errors/patter-error.ts';

/** Runs a write and turns what Dexie throws into `storage-full` or `storage`; a PatterError from inside passes as it is. */
export async function writing<Result>(write: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await write();
  } catch (cause) {
    if (cause instanceof PatterError) throw cause;
    throw new PatterError(isQuota(cause) ? 'storage-full' : 'storage', { cause });
  }
}

function isQuota(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'QuotaExceededError' || ('inner' in error && isQuota(error.inner));
}
