import { orderWords, type OrderQuestion } from '#lib/db/read/order-words.ts';
import { packIds, type PackedIds } from './packed-ids.ts';

/** Where words are put in order. */
export const orderDesk = {
  /** As `orderWords`. @throws {PatterError} */
  async order(question: OrderQuestion): Promise<PackedIds> {
    return packIds(await orderWords(question, Date.now()));
  },
};

export type OrderDesk = typeof orderDesk;
