import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import { openerLifeMs } from '#lib/db/memory-rows.ts';
import { latestMessages } from '#lib/db/read/messages.ts';
import { changeFact, deleteFact } from '#lib/db/write/memory.ts';
import { createConversation, deleteConversation, purgeDeleted } from '#lib/db/write/conversations.ts';
import { beginTurn, endTurn } from '#lib/db/write/turns.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { createIdleWork } from '#lib/idle/idle-work.ts';
import * as registry from '#lib/providers/registry.ts';
import type { ChatRequest, Provider } from '#lib/providers/provider.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';
import { askTutor } from '#lib/turn/ask-tutor.ts';
import { databaseStore } from '#lib/turn/database-store.ts';
import { answeringTutor } from '#tests/helpers/answering-tutor.ts';
import { TurnWorld } from '#tests/helpers/turn-world.ts';
import { until } from '#tests/helpers/until.ts';

vi.mock('#lib/providers/registry.ts', { spy: true });

const first = firstSettings('en');
const claude: Settings = {
  ...first,
  tutor: 'claude',
  interests: ['food'],
  tutors: { ...first.tutors, claude: { ...first.tutors.claude, model: 'm' } },
};
const tools = createLanguageTools(
  async (path) => readFileSync(`public/${path}`, 'utf8'),
  async () => null,
);
const line = '¡Hola! ¿Qué comes por la mañana?';
const food = 'topic:food/easy';
const day = 24 * 60 * 60 * 1000;

const admitted = vi.fn<(tutor: string, waited: boolean) => Promise<void>>();
const recorded = vi.fn<() => Promise<void>>();

function world(answers: readonly unknown[] = [line], settings = claude, traits: Partial<Provider['traits']> = {}) {
  const tutor = answeringTutor(answers, traits);
  vi.mocked(registry.createProvider).mockReturnValue(tutor.provider);
  const state = { settings };
  const access = {
    key: async () => 'key',
    allowed: async () => true,
    passOriginCheck: async () => undefined,
    meter: { admit: admitted, record: recorded },
    readFile: async () => '',
    lane: createLanes(),
  };
  const { runner, afterTurn, afterChange } = createIdleWork({
    access,
    tools,
    settings: async () => state.settings,
    now: () => Date.now(),
    hold: () => () => undefined,
    wakeAt: () => undefined,
    suggestions: { suggest: async () => 0, hasRoom: async () => false },
  });
  const prepare = async (): Promise<void> => {
    await afterChange();
    await runner.run();
  };
  const asking = { access, tools, beside: () => undefined };
  const turns = new TurnWorld(databaseStore, (question, signal) => askTutor(question, state.settings, asking, signal));
  /** Begins a conversation as a panel does, and waits for its end. */
  const begin = async (id: number, scene: string | null = food) => {
    const { level } = state.settings;
    await createConversation({ id, title: '', language: 'es', level, ...(scene !== null && { scene }) }, Date.now());
    const { client } = turns.openPanel();
    client.open(id);
    client.begin();
    return until(async () => {
      const [row] = await latestMessages(id, 1);
      return row === undefined || row.state === 'arriving' ? null : row;
    });
  };
  return { tutor, state, runner, afterTurn, prepare, begin };
}

beforeEach(async () => {
  admitted.mockReset().mockResolvedValue();
  recorded.mockReset().mockResolvedValue();
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 1, title: '', language: 'es', level: 'A1' }, Date.now() - day);
});

const waiting = async () => (await database.openers.toArray()).map(({ scene, text }) => [scene, text]);

describe('the first line of a conversation', () => {
  it('is made ahead for what the learner likes to talk about, and said at once where it is begun', async () => {
    const { tutor, prepare, begin } = world();
    await prepare();
    expect(await waiting()).toEqual([[food, line]]);
    expect(admitted.mock.calls).toEqual([['claude', false]]);
    const [made] = tutor.requests;
    expect(made).toMatchObject({ ahead: true, messages: [], model: 'm' });
    const reply = await begin(2);
    expect(reply).toMatchObject({ conversationId: 2, state: 'done', text: line, role: 'tutor' });
    expect(reply.check).toMatchObject({ verdict: 'fits', words: 6 });
    // Nobody was asked, and nothing counted twice.
    expect(tutor.requests).toHaveLength(1);
    expect(recorded).toHaveBeenCalledTimes(1);
    expect(await waiting()).toEqual([]);
  });

  it('is asked for with the words that a turn asks for it with', async () => {
    const { tutor, prepare, begin } = world();
    await database.facts.add({
      id: 'f',
      language: 'es',
      text: 'Tiene un perro.',
      messageId: 'x/learner',
      quote: 'Tengo un perro',
      createdAt: 1,
    });
    await prepare();
    await database.openers.clear();
    await begin(2);
    const [ahead, turn] = tutor.requests;
    const nonce = (request = ahead): string => /<<<notes (\w+)/.exec(request?.system ?? '')?.[1] ?? 'none';
    expect(ahead?.system).toContain('Tiene un perro.');
    expect(ahead?.system.replaceAll(nonce(), '')).toBe(turn?.system.replaceAll(nonce(turn), ''));
    expect(ahead?.reminder).toBe(turn?.reminder);
    expect(turn).not.toHaveProperty('ahead');
  });

  it('is said once', async () => {
    const { tutor, prepare, begin } = world();
    await prepare();
    await begin(2);
    await begin(3);
    expect(tutor.requests).toHaveLength(2);
  });

  it('is made anew once it was said, and by then for what was begun', async () => {
    const { prepare, begin, tutor } = world();
    await prepare();
    await begin(2);
    await prepare();
    expect(await waiting()).toEqual([[food, line]]);
    await begin(3, 'play:cafe');
    await prepare();
    expect(new Set((await waiting()).map(([scene]) => scene))).toEqual(new Set(['play:cafe', food]));
    expect(tutor.requests.filter(({ ahead }) => ahead)).toHaveLength(3);
  });

  it.each([
    ['another level', { level: 'A2' }],
    ['another own language', { learnerLanguage: 'de' }],
    ['another model', { tutors: { ...claude.tutors, claude: { ...claude.tutors.claude, model: 'other' } } }],
  ] satisfies [string, Partial<Settings>][])('is not said with %s', async (_, changed) => {
    const { tutor, state, prepare, begin } = world();
    await prepare();
    state.settings = { ...claude, ...changed };
    await begin(2);
    expect(tutor.requests).toHaveLength(2);
  });

  it.each([
    ['about something else', 'topic:music/easy'],
    ['about nothing', null],
  ])('is not said in a conversation %s', async (_, scene) => {
    const { tutor, prepare, begin } = world();
    await prepare();
    await begin(2, scene);
    expect(tutor.requests).toHaveLength(2);
    expect(await waiting()).toHaveLength(1);
  });

  it('is dropped once it is old, and made anew', async () => {
    const { tutor, prepare, begin } = world();
    await prepare();
    await database.openers.toCollection().modify({ createdAt: Date.now() - openerLifeMs });
    await begin(2);
    expect(tutor.requests).toHaveLength(2);
    expect(await waiting()).toEqual([]);
  });

  it('is dropped where it is wanted no more', async () => {
    const { state, prepare } = world();
    await prepare();
    state.settings = { ...claude, interests: ['music'] };
    await prepare();
    expect(await waiting()).toEqual([['topic:music/easy', line]]);
    state.settings = { ...claude, interests: [] };
    await prepare();
    expect(await waiting()).toEqual([]);
  });

  it('is made anew where something else is remembered, and gone at once where it is forgotten', async () => {
    const { tutor, prepare } = world();
    await prepare();
    const fact = {
      id: 'f',
      language: 'es',
      text: 'Vive en Roma.',
      messageId: 'x/learner',
      quote: 'Roma',
      createdAt: 1,
    };
    await database.facts.add(fact);
    await prepare();
    expect(tutor.requests).toHaveLength(2);
    expect(await waiting()).toHaveLength(1);
    await changeFact('f', 'Vive en Pisa.', 2);
    expect(await waiting()).toEqual([]);
    await prepare();
    expect(tutor.requests.at(-1)?.system).toContain('Pisa');
    await deleteFact('f', Date.now());
    expect(await waiting()).toEqual([]);
  });

  it('goes with what it may come back to, where a conversation is purged', async () => {
    const { prepare } = world();
    await prepare();
    await deleteConversation(1, 5);
    await purgeDeleted(9);
    expect(await waiting()).toEqual([]);
  });

  it('is made for three at most, one job after the other', async () => {
    const { tutor, prepare, afterTurn, runner } = world([line], {
      ...claude,
      interests: ['food', 'music', 'books', 'work', 'sport'],
    });
    await prepare();
    expect(await waiting()).toHaveLength(3);
    expect(await database.jobs.count()).toBe(0);
    await afterTurn(1);
    await runner.run();
    expect(tutor.requests.filter(({ ahead }) => ahead)).toHaveLength(3);
  });

  it.each([
    ['in another language', 'Привет! Что ты ешь на завтрак по утрам?'],
    ['empty', ''],
  ])('that is %s is not kept, and asked for again later', async (_, answer) => {
    const { prepare } = world([answer]);
    await prepare();
    expect(await waiting()).toEqual([]);
    expect(await database.jobs.get('opener/next')).toMatchObject({ attempts: 1 });
  });

  it('that its tutor fails at does not stand in the way of the others', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const { prepare } = world(['', line, '', line, ''], { ...claude, interests: ['food', 'music', 'books'] });
    for (let minute = 0; minute < 3; minute += 1) {
      await prepare();
      vi.setSystemTime(Date.now() + 60_000);
    }
    vi.useRealTimers();
    const made = new Set((await waiting()).map(([scene]) => scene));
    expect(made).toEqual(new Set(['topic:books/easy', 'topic:music/easy']));
  });

  it('of a level that was left while it was made is not said at another', async () => {
    const { tutor, state, prepare, begin } = world();
    const { stream } = tutor.provider;
    tutor.provider.stream = async function* switched(...request) {
      state.settings = { ...state.settings, level: 'B1' };
      tutor.provider.stream = stream;
      yield* stream(...request);
    };
    await prepare();
    expect(await database.openers.toArray()).toMatchObject([{ level: 'A1' }]);
    await begin(2);
    expect(tutor.requests).toHaveLength(2);
    expect(await waiting()).toHaveLength(1);
  });

  it('that is cut short is not kept', async () => {
    const { tutor, prepare } = world();
    tutor.provider.stream = async function* cut() {
      yield { type: 'text', text: line };
      yield { type: 'finish', reason: 'length' };
    };
    await prepare();
    expect(await waiting()).toEqual([]);
  });

  it('waits where the learner’s limits leave nothing', async () => {
    const { tutor, prepare } = world();
    admitted.mockRejectedValue(new PatterError('budget'));
    await prepare();
    expect(tutor.requests).toEqual([]);
    expect(await database.jobs.get('opener/next')).toMatchObject({ attempts: 0 });
  });

  it.each([
    ['the learner does not want it', { ...claude, idleWork: false }],
    ['the tutor is guided practice', { ...claude, tutor: 'guided' as const }],
    ['the tutor is a server', { ...claude, tutor: 'remote' as const }],
  ])('is not made where %s', async (_, settings) => {
    const { tutor, prepare } = world([line], settings);
    await prepare();
    expect(tutor.requests).toEqual([]);
    expect(await database.jobs.count()).toBe(0);
  });

  it('leaves the latest conversation in the mind of a tutor that keeps one prompt there', async () => {
    await beginTurn({ conversationId: 1, turnId: 'said', text: 'Tengo un perro.' }, Date.now() - day);
    await endTurn('said', { state: 'done', text: '¿Cómo se llama?', endedAt: Date.now() - day });
    const settings: Settings = { ...claude, interests: ['food', 'music'] };
    const fill = vi.fn<(request: ChatRequest) => Promise<undefined>>().mockResolvedValue(undefined);
    const { tutor, prepare } = world([line], settings, { parallel: false });
    Object.assign(tutor.provider, { promptCache: { leastTokens: 0, keptMs: 1, fill } });
    await prepare();
    expect(await waiting()).toHaveLength(2);
    expect(fill).toHaveBeenCalledOnce();
    expect(fill.mock.calls[0]?.[0].messages.map(({ text }) => text)).toEqual(['Tengo un perro.', '¿Cómo se llama?']);
    const failing = world([line], { ...settings, interests: ['work'] }, { parallel: false });
    const refuse = () => Promise.reject(new PatterError('server-error'));
    Object.assign(failing.tutor.provider, { promptCache: { leastTokens: 0, keptMs: 1, fill: refuse } });
    await failing.prepare();
    expect(await waiting()).toEqual([['topic:work/easy', line]]);
  });

  it('makes way for a reply of a tutor that takes one request at a time', async () => {
    const { tutor, prepare, runner } = world([line], claude, { parallel: false });
    const { stream } = tutor.provider;
    const begun = Promise.withResolvers<void>();
    tutor.provider.stream = async function* slow(_, { signal }) {
      begun.resolve();
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new PatterError('cancelled')));
      });
      yield { type: 'finish', reason: 'stop' };
    };
    const run = prepare();
    await begun.promise;
    runner.turnBegan();
    await run;
    expect(await database.jobs.get('opener/next')).toMatchObject({ attempts: 0, leasedUntil: 0 });
    tutor.provider.stream = stream;
    runner.turnEnded();
    await runner.run();
    expect(await waiting()).toEqual([[food, line]]);
  });
});
