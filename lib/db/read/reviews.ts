import { database } from '../database.ts';
import { inStore } from '../storage-error.ts';

/** When cards were answered since a point in time, in milliseconds since the epoch. @throws {PatterError} */
export async function reviewTimes(since: number): Promise<number[]> {
  // The index says it all: no row is read.
  const times = await inStore(() => database.reviews.where('at').above(since).keys());
  return times.map(Number);
}
