import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod/mini';

export interface DataLine<Line> {
  file: string;
  /** BCP 47 tag: the line's own, else what the file's name begins with (`es-essays.jsonl`). */
  language: string;
  line: Line;
}

/** Every line of a folder's *.jsonl. What can not be read ends the program with a word on what and where. */
export function readLines<Line extends { language?: string | undefined }>(
  folder: string | undefined,
  schema: z.ZodMiniType<Line>,
  usage: string,
): DataLine<Line>[] {
  if (folder === undefined || folder.startsWith('--')) giveUp(`Usage: ${usage}`);
  const lines: DataLine<Line>[] = [];
  for (const file of filesIn(folder)) {
    const rows = readFileSync(join(folder, file), 'utf8').split('\n');
    for (const [index, row] of rows.entries()) {
      if (row.trim() === '') continue;
      const parsed = schema.safeParse(parse(row));
      if (!parsed.success) giveUp(`${file}, line ${index + 1} is not what this benchmark reads.`);
      const language = parsed.data.language ?? /^[a-z]+/i.exec(file)?.[0] ?? 'und';
      lines.push({ file, language, line: parsed.data });
    }
  }
  if (lines.length === 0) giveUp(`There are no *.jsonl with lines in ${folder}.`);
  return lines;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted();
  } catch {
    return giveUp(`The folder ${folder} can not be read.`);
  }
}

function parse(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}

function giveUp(message: string): never {
  console.error(message);
  process.exit(2);
}
