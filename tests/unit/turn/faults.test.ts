import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import { messageId, type Message, type TurnEnd } from '#lib/db/rows.ts';
import { createConversation } from '#lib/db/write/conversations.ts';
import { PatterError, type ErrorCode } from '#lib/errors/patter-error.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';
import type { Access } from '#lib/tutor/connect.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';
import { askTutor } from '#lib/turn/ask-tutor.ts';
import { databaseStore } from '#lib/turn/database-store.ts';
import type { TurnClient } from '#lib/turn/client.ts';
import type { TurnStore } from '#lib/turn/turn-keeper.ts';
import { isLive } from '#lib/turn/view.ts';
import { adapters } from '#tests/helpers/adapters.ts';
import { bytesOf } from '#tests/helpers/bytes.ts';
import { readOwnFile } from '#tests/helpers/own-files.ts';
import { conversationId, TurnWorld, type PanelInWorld } from '#tests/helpers/turn-world.ts';

/**
 * The fault matrix: every kind of fault, at every moment of a turn at which it can happen, with every tutor. It goes the
 * whole way, from the panel's end of the port through the worker and the real adapters to the bytes of a response, and
 * to the database.
 */

const moments = [
  'before the headers',
  'before the first word',
  'in mid-stream',
  'after the last word',
  'as it is written down',
] as const;

type Moment = (typeof moments)[number];
type Networked = Exclude<ProviderId, 'guided'>;

const tutors = Object.keys(adapters) as Networked[];
const words = ['Uno, ', 'dos.'];
const whole = words.join('');

/** What has come of a reply by a moment. */
const arrived: Record<Moment, string> = {
  'before the headers': '',
  'before the first word': '',
  'in mid-stream': words[0] ?? '',
  'after the last word': whole,
  'as it is written down': whole,
};

/** A response of which nothing is there yet. */
interface Wire {
  /** Sends the headers, and then as much of a body as there is to be. */
  write(text: string): void;
  /** The body ends as if it were whole. */
  end(): void;
  /** The connection breaks. */
  break(): void;
  /** Another answer than the one that was hoped for. */
  answer(response: Response): void;
}

interface Fault {
  at: readonly Moment[];
  /** What happens to the connection; nothing, where it just falls silent. */
  strike?: (wire: Wire, tutor: Networked) => void;
  /** What happens elsewhere. */
  befall?: (world: FaultWorld) => void;
  /** What the learner reads, if it is an error. */
  code?: (tutor: Networked) => ErrorCode;
  /** Whether the tutor is asked again by itself, if nothing has come yet; not, where this is missing. */
  again?: (tutor: Networked) => boolean;
}

const inStream = ['before the first word', 'in mid-stream', 'after the last word'] as const;
const onTheWire = ['before the headers', ...inStream] as const;

const always = () => true;

function status(code: ErrorCode, number: number, again?: () => boolean, headers: Record<string, string> = {}): Fault {
  return {
    at: ['before the headers'],
    strike: (wire) => wire.answer(new Response('{}', { status: number, headers })),
    code: () => code,
    ...(again && { again }),
  };
}

const errorInside: Record<Networked, string> = {
  claude: 'event: error\ndata: {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}\n\n',
  gemini: 'data: {"error": {"code": 503, "message": "Overloaded", "status": "UNAVAILABLE"}}\r\n\r\n',
  ollama: '{"error": "server busy, please try again"}\n',
  remote: 'data: {"error": {"code": 503}}\n\n',
};

const faults: Record<string, Fault> = {
  'a wrong key': status('auth', 401),
  'too many requests': status('rate-limited', 429, always),
  'too many requests, with a wait': status('rate-limited', 429, always, { 'retry-after': '3' }),
  'a fault of the server': status('server-error', 500, always),
  'an overload': status('overloaded', 529, always),
  'a request that is declined': status('bad-request', 400),
  'a web page in place of an answer': {
    at: ['before the headers'],
    strike: (wire) => wire.answer(new Response('<html>', { headers: { 'content-type': 'text/html' } })),
    code: () => 'bad-stream',
  },
  'a server that is not there': {
    at: ['before the headers'],
    strike: (wire) => wire.break(),
    code: () => 'unreachable',
    again: always,
  },
  'a connection that breaks': {
    at: inStream,
    strike: (wire) => wire.break(),
    code: () => 'interrupted',
    again: always,
  },
  'a body that ends early': { at: inStream, strike: (wire) => wire.end(), code: () => 'interrupted', again: always },
  'an error within the stream': {
    at: inStream,
    strike: (wire, tutor) => wire.write(errorInside[tutor]),
    code: () => 'overloaded',
    again: always,
  },
  'bytes that are no stream': {
    at: inStream,
    strike: (wire) => {
      wire.write('data: {"oops\n\n{"oops\n');
      wire.end();
    },
    // A tutor server's unreadable event may be made up for at the end, which is missing here.
    code: (tutor) => (tutor === 'remote' ? 'interrupted' : 'bad-stream'),
    again: (tutor) => tutor === 'remote',
  },
  silence: { at: onTheWire, code: () => 'timeout' },
  'a learner who stops it': { at: onTheWire, befall: ({ client }) => client.stop() },
  'a worker that is killed': {
    at: moments,
    befall: ({ world }) => world.killWorker(),
    code: () => 'interrupted',
  },
};

const cases = Object.entries(faults).flatMap(([name, fault]) =>
  fault.at.flatMap((moment) => tutors.map((tutor) => ({ name, fault, moment, tutor }))),
);

/** Everything from a panel to a tutor's server, with that server in the test's hands. */
class FaultWorld {
  readonly wires: Wire[] = [];
  /** Settles once the end of a turn is about to be written down. */
  readonly ending = Promise.withResolvers<void>();
  /** Set to keep an end from being written down. */
  hold = false;
  failing: ErrorCode | null = null;
  readonly world: TurnWorld;
  readonly panel: PanelInWorld;

  constructor(tutor: ProviderId) {
    const first = firstSettings('en');
    const settings: Settings = {
      ...first,
      tutor,
      tutors: { ...first.tutors, [tutor]: { ...first.tutors[tutor], model: 'm' } },
    };
    const access: Access = {
      key: async () => 'key',
      allowed: async () => true,
      passOriginCheck: async () => undefined,
      readFile: readOwnFile,
      meter: { admit: async () => undefined, record: async () => undefined },
      lane: createLanes(),
    };
    const tools = createLanguageTools(
      async () => '',
      async () => null,
    );
    const asking = { access, tools, beside: () => undefined };
    vi.stubGlobal('fetch', (_: unknown, { signal }: RequestInit) => this.#fetch(signal ?? null));
    this.world = new TurnWorld(this.#store(), (question, signal) => askTutor(question, settings, asking, signal));
    this.panel = this.world.openPanel();
  }

  get client(): TurnClient {
    return this.panel.client;
  }

  async row(role: Message['role']): Promise<Message | undefined> {
    return database.messages.get(messageId('t1', role));
  }

  #store(): TurnStore {
    const failable =
      <Arguments extends unknown[], Result>(call: (...given: Arguments) => Promise<Result>) =>
      (...given: Arguments): Promise<Result> =>
        this.failing === null ? call(...given) : Promise.reject(new PatterError(this.failing));
    return {
      ...databaseStore,
      begin: failable(databaseStore.begin),
      checkpoint: failable(databaseStore.checkpoint),
      keep: failable(databaseStore.keep),
      end: failable((turnId: string, end: TurnEnd) => {
        this.ending.resolve();
        return this.hold ? new Promise<void>(() => undefined) : databaseStore.end(turnId, end);
      }),
    };
  }

  #fetch(signal: AbortSignal | null): Promise<Response> {
    return new Promise((resolve, reject) => {
      let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
      const body = new ReadableStream<Uint8Array>({ start: (given) => (controller = given) });
      const response = new Response(body);
      this.wires.push({
        write(text) {
          resolve(response);
          if (text !== '') controller?.enqueue(bytesOf(text));
        },
        end() {
          resolve(response);
          controller?.close();
        },
        break() {
          controller?.error(new TypeError('network error'));
          reject(new TypeError('Failed to fetch'));
        },
        answer: resolve,
      });
      signal?.addEventListener('abort', () => {
        reject(new DOMException('aborted', 'AbortError'));
        controller?.error(new DOMException('aborted', 'AbortError'));
      });
    });
  }
}

/** Lets what takes no time happen, the database's work included. */
async function settle(): Promise<void> {
  for (let round = 0; round < 30; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}

/** Brings a turn to a moment. */
async function bringTo(moment: Moment, world: FaultWorld, tutor: Networked): Promise<void> {
  const wire = world.wires.at(-1);
  const { say, ending } = adapters[tutor];
  if (moment === 'before the headers') return;
  wire?.write('');
  if (moment !== 'before the first word') wire?.write(say(words[0] ?? ''));
  await settle();
  world.panel.paint();
  if (moment === 'in mid-stream' || moment === 'before the first word') return;
  wire?.write(say(words[1] ?? ''));
  await settle();
  world.panel.paint();
  await settle();
  if (moment === 'after the last word') return;
  wire?.write(ending);
  wire?.end();
  await world.ending.promise;
}

async function replyWhole(world: FaultWorld, tutor: Networked): Promise<void> {
  await settle();
  const { say, ending } = adapters[tutor];
  const wire = world.wires.at(-1);
  wire?.write(words.map(say).join('') + ending);
  wire?.end();
  await settle();
}

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: conversationId, title: '', language: 'es', level: 'A1' }, 1);
  // The database's own scheduling stays real.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe.each(cases)('$name $moment, with $tutor', ({ fault, moment, tutor }) => {
  it('keeps what there is, says what it was, and can be tried again', async () => {
    const world = new FaultWorld(tutor);
    world.hold = moment === 'as it is written down';
    world.client.send('Hola');
    await settle();
    const text = arrived[moment];
    const again = text === '' && fault.again?.(tutor) === true;
    for (let attempt = 1; attempt <= (again ? 4 : 1); attempt += 1) {
      expect(world.wires).toHaveLength(attempt);
      await bringTo(moment, world, tutor);
      fault.strike?.(world.wires.at(-1) as Wire, tutor);
      fault.befall?.(world);
      await settle();
      // As long as the longest time limit and the longest wait: whatever was to come of it has.
      await pass(again ? 5_000 : 301_000);
    }

    expect(isLive(world.client.view())).toBe(false);
    expect(await world.row('learner')).toMatchObject({ text: 'Hola', state: 'done' });
    const state = fault.code === undefined ? 'stopped' : text === '' ? 'failed' : 'interrupted';
    const reply = await world.row('tutor');
    // A killed worker had no time to tell its two ways to fail apart.
    if (fault.befall === undefined || fault.code === undefined) expect(reply?.state).toBe(state);
    else expect(['failed', 'interrupted']).toContain(reply?.state);
    expect(reply?.text).toBe(text);
    expect(reply?.error?.code).toBe(fault.code?.(tutor));

    world.hold = false;
    world.client.retry('t1');
    await replyWhole(world, tutor);
    expect(await world.row('tutor')).toMatchObject({ text: whole, state: 'done' });
    expect(await database.messages.count()).toBe(2);
  });

  if (arrived[moment] !== '') {
    it('can be gone on with', async () => {
      const world = new FaultWorld(tutor);
      world.hold = moment === 'as it is written down';
      world.client.send('Hola');
      await settle();
      await bringTo(moment, world, tutor);
      fault.strike?.(world.wires.at(-1) as Wire, tutor);
      fault.befall?.(world);
      await pass(301_000);

      world.hold = false;
      world.client.continue('t1');
      await replyWhole(world, tutor);
      expect(await world.row('tutor')).toMatchObject({ text: whole, state: 'done' });
    });
  }
});

describe.each(
  (['storage-full', 'storage'] as const).flatMap((code) =>
    moments.flatMap((moment) => tutors.map((tutor) => ({ code, moment, tutor }))),
  ),
)('$code $moment, with $tutor', ({ code, moment, tutor }) => {
  it('does not end the talk, and loses nothing of it', async () => {
    const world = new FaultWorld(tutor);
    if (moment === 'before the headers') world.failing = code;
    world.client.send('Hola');
    await settle();
    if (moment !== 'as it is written down') await bringTo(moment, world, tutor);
    world.failing = code;
    await replyRest(moment, world, tutor);
    expect(isLive(world.client.view())).toBe(false);
    expect(world.client.view().unkept).toMatchObject({
      turns: [{ turnId: 't1', end: { state: 'done', text: whole } }],
      error: { code },
    });

    world.failing = null;
    world.client.keep();
    await settle();
    expect(await world.row('learner')).toMatchObject({ text: 'Hola' });
    expect(await world.row('tutor')).toMatchObject({ text: whole, state: 'done' });
    expect(world.client.view().unkept?.error).toBeNull();
  });
});

async function replyRest(moment: Moment, world: FaultWorld, tutor: Networked): Promise<void> {
  const { say, ending } = adapters[tutor];
  const wire = world.wires.at(-1);
  const rest = whole.slice(moment === 'as it is written down' ? 0 : arrived[moment].length);
  wire?.write((rest === '' ? '' : say(rest)) + ending);
  wire?.end();
  await settle();
}

describe('guided practice, which has no server', () => {
  /** Begins a turn and lets it run for so long. */
  async function talk(ms: number): Promise<FaultWorld> {
    const world = new FaultWorld('guided');
    world.client.send('Hola');
    await settle();
    await pass(ms);
    world.panel.paint();
    await settle();
    return world;
  }

  async function wholeReply(): Promise<string> {
    const world = await talk(10_000);
    const { text } = (await world.row('tutor')) ?? { text: '' };
    await database.messages.clear();
    return text;
  }

  it.each([
    { name: 'stops', befall: ({ client }: FaultWorld) => client.stop(), state: 'stopped', error: undefined },
    {
      name: 'loses its worker',
      befall: ({ world }: FaultWorld) => world.killWorker(),
      state: 'interrupted',
      error: { code: 'interrupted' },
    },
  ])('keeps its part when it $name, and goes on from there', async ({ befall, state, error }) => {
    const reply = await wholeReply();
    const world = await talk(100);
    befall(world);
    await pass(10_000);
    const row = await world.row('tutor');
    expect(row?.state).toBe(state);
    expect(row?.error).toEqual(error);
    expect(row?.text).not.toBe('');
    expect(reply.startsWith(row?.text ?? '')).toBe(true);
    expect(reply).not.toBe(row?.text);

    world.client.continue('t1');
    await settle();
    await pass(10_000);
    expect(await world.row('tutor')).toMatchObject({ text: reply, state: 'done' });
    expect(await database.messages.count()).toBe(2);
  });

  it('goes on over a full disk', async () => {
    const reply = await wholeReply();
    const world = await talk(100);
    world.failing = 'storage-full';
    await pass(10_000);
    expect(world.client.view().unkept).toMatchObject({ turns: [{ end: { state: 'done', text: reply } }] });
    world.failing = null;
    world.client.keep();
    await settle();
    expect(await world.row('tutor')).toMatchObject({ text: reply, state: 'done' });
  });
});
