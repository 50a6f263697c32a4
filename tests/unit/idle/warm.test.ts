import { beforeEach, expect, it, vi } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { createWarmer } from '#lib/idle/warm.ts';
import * as registry from '#lib/providers/registry.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';
import { answeringTutor } from '#tests/helpers/answering-tutor.ts';

vi.mock('#lib/providers/registry.ts', { spy: true });

const first = firstSettings('en');
const ollama = (model: string): Settings => ({
  ...first,
  tutor: 'ollama',
  tutors: { ...first.tutors, ollama: { ...first.tutors.ollama, model } },
});

const load = vi.fn<(model: string) => Promise<void>>();

function world(settings = ollama('m')) {
  const state = { settings, live: false, now: 0 };
  const warm = createWarmer({
    access: {
      key: async () => 'key',
      allowed: async () => true,
      passOriginCheck: async () => undefined,
      meter: { admit: async () => undefined, record: async () => undefined },
      readFile: async () => '',
      lane: createLanes(),
    },
    settings: async () => state.settings,
    isTurnLive: () => state.live,
    now: () => state.now,
  });
  return { state, warm };
}

beforeEach(() => {
  load.mockReset().mockResolvedValue();
  const { provider } = answeringTutor([]);
  vi.mocked(registry.createProvider)
    .mockReset()
    .mockReturnValue({ ...provider, warm: (model) => load(model) });
});

it('loads the chosen model once in five minutes, and another one at once', async () => {
  const { state, warm } = world();
  await warm();
  state.now = 4 * 60_000;
  await warm();
  expect(load.mock.calls).toEqual([['m']]);
  state.settings = ollama('other');
  await warm();
  state.now = 9 * 60_000;
  await warm();
  expect(load.mock.calls).toEqual([['m'], ['other'], ['other']]);
});

it('loads nothing while a reply is on its way', async () => {
  const { state, warm } = world();
  state.live = true;
  await warm();
  expect(load).not.toHaveBeenCalled();
  state.live = false;
  await warm();
  expect(load).toHaveBeenCalledOnce();
});

it('tries again after a failure, and says nothing of it', async () => {
  const { warm } = world();
  load.mockRejectedValueOnce(new PatterError('unreachable'));
  await warm();
  await warm();
  expect(load).toHaveBeenCalledTimes(2);
});

it('leaves a tutor alone that no model is chosen for, or that has none to load', async () => {
  await world(ollama('')).warm();
  expect(registry.createProvider).not.toHaveBeenCalled();
  vi.mocked(registry.createProvider).mockReturnValue(answeringTutor([]).provider);
  await world().warm();
  expect(load).not.toHaveBeenCalled();
});
