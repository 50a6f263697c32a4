import * as z from 'zod/mini';

/**
 * That the learner deleted something, once its row is gone: an older backup does not bring it back unasked. What it said is
 * not part of it.
 */
export const deletionSchema = z.object({
  /** As `deletionId` writes it. */
  id: z.string(),
  /** In milliseconds since the epoch. */
  at: z.number(),
});

export type Deletion = z.infer<typeof deletionSchema>;

/** What is deleted by itself. What belongs to it goes with it. */
export type DeletableTable = 'conversations' | 'words' | 'facts';

/** The primary key of a deletion: `<table>/<id of the row>`. */
export function deletionId(table: DeletableTable, id: string | number): string {
  return `${table}/${id}`;
}
