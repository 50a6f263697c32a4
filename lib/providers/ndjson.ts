import { PatterError } from '#lib/errors/patter-error.ts';
import { parseObject, type JsonObject } from './json.ts';
import { readWholeLines } from './read-body.ts';

/**
 * The objects of a body with one JSON object a line, as they arrive. The last line may lack its line end.
 *
 * @throws {PatterError} `interrupted` when the body ends within an object; `bad-stream` for a line that is no object.
 */
export async function* readObjects(body: ReadableStream<Uint8Array> | null): AsyncGenerator<JsonObject> {
  for await (const lines of readWholeLines(body, ['\n'])) {
    for (const line of lines.split('\n')) {
      if (line.trim() === '') continue;
      const object = parseObject(line);
      if (!object) {
        const cut = !lines.endsWith('\n') && lines.endsWith(line) && line.trimStart().startsWith('{');
        throw new PatterError(cut ? 'interrupted' : 'bad-stream');
      }
      yield object;
    }
  }
}
