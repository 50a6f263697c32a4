/**
 * Replays recorded streams through the adapters, over HTTP: `npm run replay -- FOLDER`.
 *
 * FOLDER holds `anthropic/NAME.sse`, `gemini/NAME.sse`, `ollama/NAME.ndjson` and `sse/NAME.sse`: bodies as they were
 * sent. Beside each lies `NAME.expected.json`: `text`, and `clean_text` where reasoning has to be taken out of it; `stop`,
 * the vendor's reason; `error`, null where there was none; and `complete`, false where the stream was cut.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isObject, parseJson, textAt, type JsonObject } from '#lib/providers/json.ts';
import type { FinishReason } from '#lib/providers/provider.ts';
import { createClaude } from '#lib/providers/claude.ts';
import { createGemini } from '#lib/providers/gemini.ts';
import { createOllama } from '#lib/providers/ollama.ts';
import { createRemote } from '#lib/providers/remote.ts';
import { chatRequest, readReply, type Outcome } from '#tests/helpers/read-reply.ts';
import { splitBytes } from '#tests/helpers/bytes.ts';
import { startReplayServer } from '#tests/helpers/replay-server.ts';

const formats = {
  anthropic: { extension: '.sse', contentType: 'text/event-stream; charset=utf-8', create: createClaude },
  gemini: { extension: '.sse', contentType: 'text/event-stream', create: createGemini },
  ollama: { extension: '.ndjson', contentType: 'application/x-ndjson', create: createOllama },
  sse: { extension: '.sse', contentType: 'text/event-stream', create: createRemote },
};

const chunkSizes = [Infinity, 1, 7, 64, 4096];
/** A body longer than this is not sent byte by byte: it would take minutes. In bytes. */
const longestBytewise = 100_000;
const timeLimitMs = 60_000;

interface Recording {
  name: string;
  format: keyof typeof formats;
  body: Uint8Array;
  expected: JsonObject;
}

async function load(folder: string, format: keyof typeof formats): Promise<Recording[]> {
  const { extension } = formats[format];
  const directory = path.join(folder, format);
  const files = await readdir(directory).catch(() => []);
  const recordings: Recording[] = [];
  for (const file of files.filter((name) => name.endsWith(extension)).toSorted()) {
    const stem = path.join(directory, file.slice(0, -extension.length));
    const expected = parseJson(await readFile(`${stem}.expected.json`, 'utf8').catch(() => ''));
    if (!isObject(expected)) continue;
    recordings.push({ name: `${format}/${file}`, format, body: await readFile(path.join(directory, file)), expected });
  }
  return recordings;
}

/** The vendors' reasons to end, as they are to come out; any other is a `stop`. */
function finishReason(stop: string): FinishReason {
  if (/^(length|max_tokens|MAX_TOKENS|model_context_window_exceeded)$/.test(stop)) return 'length';
  const refused = /^(refusal|BLOCKED:.*|SAFETY|RECITATION|LANGUAGE|BLOCKLIST|PROHIBITED_CONTENT|SPII|IMAGE_.*)$/;
  return refused.test(stop) ? 'refused' : 'stop';
}

/** Reasoning that a local model leaves in its text: what leads up to a closing tag, opened at the very start or never. */
const reasoning = /^(\s*<think>[^]*?|(?:(?!<think>)[^])*?)<\/think>\s*/;

/** What is wrong with an outcome; empty where it is as expected. */
function faults({ format, expected }: Recording, { text, finishes, error }: Outcome): string[] {
  const found: string[] = [];
  const sent = textAt(expected, 'text');
  const expectedText = textAt(expected, 'clean_text') || (format === 'ollama' ? sent.replace(reasoning, '') : sent);
  if (text !== expectedText) found.push(`expected the text ${brief(expectedText)}, got ${brief(text)}`);

  const ending = error ?? finishes.map(({ reason }) => reason).join(' and ');
  if (expected['error']) {
    if (!error || error === 'not-a-patter-error') found.push(`expected an error, got ${ending}`);
  } else {
    const wanted = expected['complete'] === false ? 'interrupted' : finishReason(textAt(expected, 'stop'));
    if (ending !== wanted) found.push(`expected ${wanted}, got ${ending}`);
    const corrections = finishes[0]?.corrections ?? null;
    if (!error && 'corrections' in expected && !isDeepStrictEqual(corrections, expected['corrections'])) {
      found.push(`expected the corrections ${brief(expected['corrections'])}, got ${brief(corrections)}`);
    }
  }
  return found;
}

function brief(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > 90 ? `${json.slice(0, 40)} … ${json.slice(-40)} (${json.length})` : json;
}

async function replay(folder: string): Promise<number> {
  const all = await Promise.all(
    (Object.keys(formats) as (keyof typeof formats)[]).map((format) => load(folder, format)),
  );
  const runs = all.flat().flatMap((recording) => chunkSizes.map((chunkSize) => ({ recording, chunkSize })));
  const feasible = runs.filter(({ recording, chunkSize }) => chunkSize > 1 || recording.body.length <= longestBytewise);
  const server = await startReplayServer(({ url }) => {
    const run = feasible[Number(url.split('/')[1])];
    if (!run) return { status: 404 };
    const { body, expected, format } = run.recording;
    const contentType = textAt(expected, 'ct') || textAt(expected, 'content_type') || formats[format].contentType;
    return { headers: { 'content-type': contentType }, chunks: splitBytes(body, run.chunkSize) };
  });

  let failed = 0;
  for (const [index, { recording, chunkSize }] of feasible.entries()) {
    const { name, format, expected } = recording;
    const provider = formats[format].create({ address: `${server.address}/${index}`, key: 'key' });
    // Whether an Ollama model's text is held back depends on its name. Other vendors' are of no account.
    const request = chatRequest({ model: (format === 'ollama' && textAt(expected, 'model')) || 'model' });
    const outcome = await readReply(provider, request, AbortSignal.timeout(timeLimitMs));
    const wrong = faults(recording, outcome);
    if (wrong.length === 0) continue;
    failed += 1;
    console.log(`${name} (${chunkSize === Infinity ? 'whole' : `${chunkSize} bytes`}): ${wrong.join('; ')}`);
  }
  await server.close();

  const skipped = runs.length - feasible.length;
  if (skipped > 0) console.log(`${skipped} bodies over ${longestBytewise} bytes were not sent byte by byte`);
  console.log(`${feasible.length - failed} passed, ${failed} failed`);
  return feasible.length === 0 ? 1 : failed;
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: npm run replay -- FOLDER');
  process.exit(2);
}
process.exit((await replay(folder)) > 0 ? 1 : 0);
