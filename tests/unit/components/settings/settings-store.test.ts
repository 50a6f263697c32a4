import { describe, expect, it } from 'vitest';
import { SettingsStore } from '#components/settings/settings-store.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { firstSettings } from '#lib/settings/settings.ts';
import type { StoredSettings } from '#lib/settings/store.ts';

/** Stored settings, and a worker that keeps them when it is let. */
async function createWorld() {
  const world = {
    stored: firstSettings('en'),
    damaged: false,
    failure: null as PatterError | null,
    saves: [] as PromiseWithResolvers<void>[],
    changed: null as ((stored: StoredSettings) => void) | null,
  };
  const store = new SettingsStore({
    read: async () => ({ settings: world.stored, damaged: world.damaged }),
    watch: (onChange) => {
      world.changed = onChange;
    },
    save: async (settings) => {
      const turn = Promise.withResolvers<void>();
      world.saves.push(turn);
      await turn.promise;
      if (world.failure) throw world.failure;
      world.stored = settings;
      world.damaged = false;
      world.changed?.({ settings, damaged: false });
    },
  });
  await Promise.resolve();
  return { world, store };
}

async function letSave(world: Awaited<ReturnType<typeof createWorld>>['world']): Promise<void> {
  await Promise.resolve();
  world.saves.shift()?.resolve();
}

describe('a change of the settings', () => {
  it('shows at once', async () => {
    const { store } = await createWorld();
    void store.change({ level: 'B1' });
    expect(store.state().settings?.level).toBe('B1');
  });

  it('is with the worker at once, whatever is still on its way', async () => {
    const { world, store } = await createWorld();
    void store.change({ level: 'B1' });
    void store.change({ correct: false });
    expect(world.saves).toHaveLength(2);
  });

  it('is not taken back for a moment by an earlier one that arrives late', async () => {
    const { world, store } = await createWorld();
    const seen: unknown[] = [];
    store.subscribe(() => seen.push(store.state().settings?.level));
    void store.change({ level: 'B1' });
    const last = store.change({ level: 'C1' });
    await letSave(world);
    await letSave(world);
    await letSave(world);
    await last;
    expect(seen).not.toContain('A1');
    expect(seen.slice(seen.indexOf('C1'))).not.toContain('B1');
    expect(world.stored.level).toBe('C1');
  });

  it('is undone, with the reason, when it can not be kept', async () => {
    const { world, store } = await createWorld();
    world.failure = new PatterError('storage-full');
    const change = store.change({ level: 'B1' });
    await letSave(world);
    expect(await change).toBe(false);
    expect(store.state()).toMatchObject({ settings: { level: 'A1' }, error: { code: 'storage-full' } });
  });

  it('leaves the other tutors as they are', async () => {
    const { world, store } = await createWorld();
    void store.changeTutor('ollama', { model: 'a' });
    const change = store.changeTutor('claude', { model: 'b' });
    await letSave(world);
    await letSave(world);
    await letSave(world);
    await change;
    expect(world.stored.tutors).toMatchObject({ ollama: { model: 'a', address: '' }, claude: { model: 'b' } });
  });
});

it('takes over what another page has changed', async () => {
  const { world, store } = await createWorld();
  world.changed?.({ settings: { ...world.stored, correct: false }, damaged: false });
  expect(store.state().settings?.correct).toBe(false);
});

it('says so when the settings can not be read', async () => {
  const store = new SettingsStore({
    read: () => Promise.reject(new PatterError('storage')),
    watch: () => undefined,
    save: () => Promise.resolve(),
  });
  await Promise.resolve();
  await Promise.resolve();
  expect(store.state()).toEqual({ settings: null, error: { code: 'storage' }, damaged: false });
});

it('says that settings are damaged until a change of them is kept', async () => {
  const { world, store } = await createWorld();
  world.damaged = true;
  world.changed?.({ settings: world.stored, damaged: true });
  expect(store.state()).toMatchObject({ settings: { level: 'A1' }, error: null, damaged: true });
  world.failure = new PatterError('storage-full');
  const unkept = store.change({ level: 'B1' });
  await letSave(world);
  await unkept;
  expect(store.state().damaged).toBe(true);
  world.failure = null;
  const kept = store.change({ level: 'B1' });
  await letSave(world);
  await kept;
  expect(store.state()).toMatchObject({ settings: { level: 'B1' }, damaged: false });
});
