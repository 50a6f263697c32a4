import { isObject, parseJson } from '#lib/providers/json.ts';
import { hostileValue, noise, trickyTexts } from './hostile-text.ts';
import type { Random } from './random.ts';

/** What a stream is damaged with. */
export interface Material {
  format: 'sse' | 'ndjson';
  /** Whole streams of this format. */
  fixtures: readonly Buffer[];
  /** An event with some text. */
  say(text: string): string;
}

/**
 * A random stream of this format, damaged in one to six ways. In every other one, all of its events can still be read:
 * where bytes are lost, most replies end before anything else can go wrong.
 */
export function mutatedStream(random: Random, material: Material): Buffer {
  const mutations = random.pick([ofEvents, ofBoth]);
  let bytes = random.pick(material.fixtures);
  for (let left = 1 + random.below(6); left > 0; left -= 1) bytes = random.pick(mutations)(bytes, random, material);
  return bytes;
}

/** The same bytes in one to eight pieces, some of which may be empty; rarely in very small ones. */
export function randomPieces(bytes: Buffer, random: Random): Buffer[] {
  if (random.below(50) === 0) {
    const size = 1 + random.below(3);
    return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
  }
  const cuts = Array.from({ length: random.below(8) }, () => random.below(bytes.length + 1)).toSorted((a, b) => a - b);
  return [...cuts, bytes.length].map((end, index) => bytes.subarray(cuts[index - 1] ?? 0, end));
}

type Mutate = (bytes: Buffer, random: Random, material: Material) => Buffer;

const ofBytes: readonly Mutate[] = [
  flipBytes,
  insertNoise,
  insertNoise,
  deleteRange,
  duplicateRange,
  swapRanges,
  cut,
  splice,
];

const ofEvents: readonly Mutate[] = [
  repeatEvent,
  moveEvent,
  insertEvent,
  insertText,
  insertText,
  replaceValue,
  replaceValue,
  replaceValue,
  mixLineEnds,
];

const ofBoth = [...ofEvents, ...ofBytes];

function flipBytes(bytes: Buffer, random: Random): Buffer {
  const flipped = Buffer.from(bytes);
  for (let left = 1 + random.below(4); left > 0; left -= 1) flipped[random.below(bytes.length)] = random.below(256);
  return flipped;
}

function insertNoise(bytes: Buffer, random: Random): Buffer {
  const place = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, place), random.pick(noise), bytes.subarray(place)]);
}

/** Where a short range of some bytes begins and ends. */
function range(bytes: Buffer, random: Random): [number, number] {
  const start = random.below(bytes.length + 1);
  return [start, Math.min(bytes.length, start + random.below(1 + random.pick([4, 40, 400])))];
}

function deleteRange(bytes: Buffer, random: Random): Buffer {
  const [start, end] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
}

function duplicateRange(bytes: Buffer, random: Random): Buffer {
  const [start, end] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
}

function swapRanges(bytes: Buffer, random: Random): Buffer {
  const [start, middle] = range(bytes, random);
  const end = Math.min(bytes.length, middle + random.below(400));
  return Buffer.concat([
    bytes.subarray(0, start),
    bytes.subarray(middle, end),
    bytes.subarray(start, middle),
    bytes.subarray(end),
  ]);
}

function cut(bytes: Buffer, random: Random): Buffer {
  return bytes.subarray(0, random.below(bytes.length + 1));
}

function splice(bytes: Buffer, random: Random, { fixtures }: Material): Buffer {
  const other = random.pick(fixtures);
  return Buffer.concat([bytes.subarray(0, random.below(bytes.length + 1)), other.subarray(random.below(other.length))]);
}

/** The events of a stream, each with its end. */
function eventsOf(bytes: Buffer, { format }: Material): string[] {
  return bytes.toString('latin1').split(format === 'sse' ? /(?<=\n\n)/ : /(?<=\n)/);
}

function joined(events: readonly string[]): Buffer {
  return Buffer.from(events.join(''), 'latin1');
}

function repeatEvent(bytes: Buffer, random: Random, material: Material): Buffer {
  const events = eventsOf(bytes, material);
  const index = random.below(events.length);
  const times = 1 + random.below(random.pick([2, 2, 2, 30]));
  return joined(events.toSpliced(index, 0, ...Array.from({ length: times }, () => events[index] ?? '')));
}

function moveEvent(bytes: Buffer, random: Random, material: Material): Buffer {
  const events = eventsOf(bytes, material);
  const moved = events.splice(random.below(events.length), 1);
  return joined(events.toSpliced(random.below(events.length + 1), 0, ...moved));
}

/** An event that may come at any time: an error in one of the forms that servers give it, or a value of no meaning. */
function insertEvent(bytes: Buffer, random: Random, material: Material): Buffer {
  const events = eventsOf(bytes, material);
  const value = hostileValue(random);
  const detail = hostileValue(random);
  const data = random.pick([
    value,
    `{"error":${value}}`,
    `{"type":"error","error":{"type":${value},"message":${detail}}}`,
    `{"error":{"code":${value},"status":${detail},"details":[{"retryDelay":${random.pick(['"1.2.3s"', '"9s"', value])}}]}}`,
    `{"type":${value},"message":${detail}}`,
    `{"whole":${value},"full_text":${detail},"cut":${detail}}`,
    `{"done":${value},"full_text":${detail},"done_reason":${detail},"corrections":${value}}`,
  ]);
  const name = random.below(8) === 0 ? `event: ${random.pick(['error', 'ping', 'message_stop', 'constructor'])}\n` : '';
  const event = material.format === 'sse' ? `${name}data: ${data}\n\n` : `${data}\n`;
  return joined(events.toSpliced(random.below(events.length + 1), 0, event));
}

/** Text of a kind that is told apart from other text, in one to three events. */
function insertText(bytes: Buffer, random: Random, material: Material): Buffer {
  const events = eventsOf(bytes, material);
  const said = Array.from({ length: 1 + random.below(3) }, () => material.say(random.pick(trickyTexts)));
  return joined(events.toSpliced(random.below(events.length + 1), 0, ...said));
}

/** Puts a value of another kind in the place of one that an event holds. */
function replaceValue(bytes: Buffer, random: Random, material: Material): Buffer {
  const events = eventsOf(bytes, material);
  const index = random.below(events.length);
  const event = events[index] ?? '';
  const start = event.indexOf('{');
  const value = start < 0 ? undefined : parseJson(event.slice(start));
  // JSON.stringify fails on what is nested deeply.
  if (!isObject(value) || event.length > 15_000) return bytes;
  // What JSON.stringify can not write is put in afterwards.
  const place = '@here@';
  const replaced = JSON.stringify(withReplaced(value, place, random)).replace(`"${place}"`, () => hostileValue(random));
  const end = material.format === 'sse' ? '\n\n' : '\n';
  return joined(events.toSpliced(index, 1, event.slice(0, start) + replaced + end));
}

/** A copy in which one value, at a random depth, is another. */
function withReplaced(value: unknown, other: string, random: Random): unknown {
  if (typeof value !== 'object' || value === null) return other;
  const entries = Object.entries(value);
  if (entries.length === 0 || random.below(6) === 0) return other;
  const [key, inner] = entries[random.below(entries.length)] ?? ['', undefined];
  const changed = withReplaced(inner, other, random);
  return Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed };
}

function mixLineEnds(bytes: Buffer, random: Random): Buffer {
  const ends = random.pick([['\r\n'], ['\r'], ['\n', '\r\n', '\r']] as const);
  const text = bytes.toString('latin1').replaceAll('\n', () => random.pick(ends));
  return Buffer.from(text, 'latin1');
}
