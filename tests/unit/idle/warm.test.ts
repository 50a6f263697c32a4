import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import { createConversation } from '#lib/db/write/conversations.ts';
import { beginTurn, endTurn } from '#lib/db/write/turns.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { createWarmer, type Sign } from '#lib/idle/warm.ts';
import type { ChatRequest, Provider, ProviderId } from '#lib/providers/provider.ts';
import * as registry from '#lib/providers/registry.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';
import { answeringTutor } from '#tests/helpers/answering-tutor.ts';

vi.mock('#lib/providers/registry.ts', { spy: true });

const minute = 60_000;
const first = firstSettings('en');
const withModel = (tutor: ProviderId, model = 'm'): Settings => ({
  ...first,
  tutor,
  tutors: { ...first.tutors, [tutor]: { ...first.tutors[tutor], model } },
});
const ollama = (model = 'm'): Settings => withModel('ollama', model);

const load = vi.fn<(model: string) => Promise<void>>();
const fill = vi.fn<(request: ChatRequest) => Promise<undefined>>();
const admitted = vi.fn<(tutor: string, waited: boolean) => Promise<void>>();

/** What a tutor can do ahead. */
const able: Partial<Provider> = {
  warm: (model) => load(model),
  promptCache: { leastTokens: 0, keptMs: 5 * minute, fill: (request) => fill(request) },
};

function world(settings = ollama()) {
  const state = { settings, live: false, now: 100 * minute };
  const warm = createWarmer({
    access: {
      key: async () => 'key',
      allowed: async () => true,
      passOriginCheck: async () => undefined,
      meter: { admit: admitted, record: async () => undefined },
      readFile: async () => '',
      lane: createLanes(),
    },
    settings: async () => state.settings,
    isTurnLive: () => state.live,
    now: () => state.now,
  });
  return { state, warm, look: () => warm({ near: 'panel' }) };
}

function offer(abilities: Partial<Provider>, id: ProviderId = 'ollama'): void {
  const { provider } = answeringTutor([], { local: id === 'ollama', parallel: id !== 'ollama' }, id);
  vi.mocked(registry.createProvider)
    .mockReset()
    .mockReturnValue({ ...provider, ...abilities });
}

beforeEach(async () => {
  for (const spy of [load, admitted]) spy.mockReset().mockResolvedValue();
  fill.mockReset().mockResolvedValue(undefined);
  offer(able);
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 7, title: '', language: 'es', level: 'A1' }, minute);
  await beginTurn({ conversationId: 7, turnId: 't', text: 'Tengo un perro.' }, minute);
  await endTurn('t', { state: 'done', text: '¿Cómo se llama?', endedAt: 2 * minute });
});

describe('a model on this computer', () => {
  it('is loaded once in five minutes, and another one at once', async () => {
    const { state, look } = world();
    await look();
    state.now += 4 * minute;
    await look();
    expect(load.mock.calls).toEqual([['m']]);
    state.settings = ollama('other');
    await look();
    state.now += 5 * minute;
    await look();
    expect(load.mock.calls).toEqual([['m'], ['other'], ['other']]);
  });

  it('is loaded once where two signs come together', async () => {
    const { warm } = world();
    await Promise.all([warm({ near: 'panel' }), warm({ near: 'composer' })]);
    expect(load).toHaveBeenCalledOnce();
  });

  it('is not loaded while a reply is on its way', async () => {
    const { state, look } = world();
    state.live = true;
    await look();
    expect(load).not.toHaveBeenCalled();
    state.live = false;
    await look();
    expect(load).toHaveBeenCalledOnce();
  });

  it('is loaded where the clock was set back', async () => {
    const { state, look } = world();
    await look();
    state.now -= 60 * minute;
    await look();
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is loaded again after a failure, of which nothing is said', async () => {
    const { look } = world();
    load.mockRejectedValueOnce(new PatterError('unreachable'));
    await look();
    await look();
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is left alone where none is chosen, or there is nothing to load', async () => {
    await world(ollama('')).look();
    expect(registry.createProvider).not.toHaveBeenCalled();
    offer({});
    await world().look();
    expect(load).not.toHaveBeenCalled();
  });

  it('is not loaded for who only reviews words at this time of day, before the composer is in use', async () => {
    const { state, warm, look } = world();
    const day = 24 * 60 * minute;
    state.now = 100 * day;
    const reviewed = (ago: number) => ({ id: `${ago}`, wordId: 'w', at: state.now - ago * day });
    await database.table('reviews').bulkAdd([1, 2, 3].map(reviewed));
    await look();
    expect(load).not.toHaveBeenCalled();
    await warm({ near: 'composer' });
    expect(load).toHaveBeenCalledOnce();
  });
});

describe('what was said so far', () => {
  const sign: Sign = { near: 'composer', conversationId: 7 };

  it('is read ahead as the next turn will ask it, once the learner comes to the composer', async () => {
    const { warm, look } = world();
    await look();
    await warm({ near: 'panel', conversationId: 7 });
    expect(fill).not.toHaveBeenCalled();
    await warm(sign);
    await warm(sign);
    expect(fill).toHaveBeenCalledOnce();
    expect(fill.mock.calls[0]?.[0]).toMatchObject({
      model: 'm',
      system: expect.stringContaining('Spanish tutor') as string,
      messages: [
        { role: 'learner', text: 'Tengo un perro.' },
        { role: 'tutor', text: '¿Cómo se llama?' },
      ],
    });
    expect(admitted.mock.calls).toEqual([['ollama', false]]);
  });

  it('is read again once it may be forgotten, or where another conversation came between', async () => {
    const { state, warm } = world();
    await warm(sign);
    state.now += 5 * minute;
    await warm(sign);
    await createConversation({ id: 8, title: '', language: 'es', level: 'A1' }, minute);
    await beginTurn({ conversationId: 8, turnId: 'u', text: 'Hola.' }, minute);
    await warm({ near: 'composer', conversationId: 8 });
    await warm(sign);
    expect(fill).toHaveBeenCalledTimes(4);
  });

  it.each([
    ['the last turn has left it there', { now: 6 * minute }],
    ['a reply is on its way', { live: true }],
    ['the learner does not want it', { settings: { ...ollama(), idleWork: false } }],
  ])('is not read where %s', async (_, change) => {
    const { state, warm } = world();
    Object.assign(state, change);
    await warm(sign);
    expect(fill).not.toHaveBeenCalled();
  });

  it('is not read where there is nothing, or the learner’s limits leave nothing', async () => {
    const { warm } = world();
    await createConversation({ id: 8, title: '', language: 'es', level: 'A1' }, minute);
    await warm({ near: 'composer', conversationId: 8 });
    await warm({ near: 'composer', conversationId: 9 });
    await warm({ near: 'composer' });
    admitted.mockRejectedValue(new PatterError('budget'));
    await warm(sign);
    expect(fill).not.toHaveBeenCalled();
  });

  it('is read for money only where somebody writes, and where it is long enough', async () => {
    offer({ promptCache: { leastTokens: 100_000, keptMs: 5 * minute, fill: (request) => fill(request) } }, 'claude');
    const { warm } = world(withModel('claude'));
    await warm({ ...sign, near: 'writing' });
    expect(fill).not.toHaveBeenCalled();
    offer({ promptCache: { leastTokens: 50, keptMs: 5 * minute, fill: (request) => fill(request) } }, 'claude');
    const other = world(withModel('claude'));
    await other.warm(sign);
    expect(fill).not.toHaveBeenCalled();
    await other.warm({ ...sign, near: 'writing' });
    expect(fill).toHaveBeenCalledOnce();
  });

  it('is never read for a tutor whose cache can not be filled', async () => {
    const { warm } = world(withModel('gemini'));
    for (const near of ['panel', 'composer', 'writing'] as const) await warm({ near, conversationId: 7 });
    expect(registry.createProvider).not.toHaveBeenCalled();
  });
});
