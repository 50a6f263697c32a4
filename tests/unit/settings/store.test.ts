import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { firstSettings } from '#lib/settings/settings.ts';
import { readSettings, readStoredSettings, watchSettings, writeSettings } from '#lib/settings/store.ts';

const first = firstSettings(navigator.language);
const { local } = fakeBrowser.storage;

async function stored(key: string): Promise<unknown> {
  return (await local.get(key))[key];
}

describe('stored settings', () => {
  it('are the first run’s until there are any, and come back as they were written', async () => {
    expect(await readStoredSettings()).toEqual({ settings: first, damaged: false });
    await writeSettings(() => ({ ...first, level: 'B2' }));
    expect(await readStoredSettings()).toEqual({ settings: { ...first, level: 'B2' }, damaged: false });
    expect(await stored('settings-damaged')).toBeUndefined();
  });

  it('take changes in the order they were asked for, each with those before it', async () => {
    const writes = [
      writeSettings(() => ({ ...first, level: 'B1' })),
      writeSettings((before) => ({ ...before, correct: false })),
      writeSettings((before) => ({ ...before, hints: before.level === 'B1' })),
    ];
    await Promise.all(writes);
    expect(await readSettings()).toEqual({ ...first, level: 'B1', correct: false, hints: true });
  });

  it('are read with every change that was asked for before', async () => {
    const writes = [
      writeSettings((before) => ({ ...before, speechRate: 'slow' })),
      writeSettings((before) => ({ ...before, voices: { es: 'Ana' } })),
    ];
    expect(await readSettings()).toEqual({ ...first, speechRate: 'slow', voices: { es: 'Ana' } });
    await Promise.all(writes);
  });

  it('are written after a change that failed', async () => {
    vi.spyOn(local, 'set').mockRejectedValueOnce(new Error('no room'));
    const failed = writeSettings(() => ({ ...first, level: 'B1' }));
    const kept = writeSettings((before) => ({ ...before, correct: false }));
    await expect(failed).rejects.toMatchObject({ code: 'storage' });
    await kept;
    expect(await readSettings()).toEqual({ ...first, correct: false });
  });

  it('that can not be had at all are said so', async () => {
    vi.spyOn(local, 'get').mockRejectedValue(new Error('no storage'));
    await expect(readSettings()).rejects.toMatchObject({ code: 'storage' });
  });
});

describe('damaged settings', () => {
  const damaged = {
    tutor: 'claude',
    language: 'fr',
    level: 'Z9',
    learnerLanguage: 7,
    tutors: {
      guided: null,
      ollama: { model: 'qwen3', address: ['http://nas'], requestsPerMinute: 9, dailyTokens: -1 },
      claude: { model: 'claude-haiku', address: 'https://gateway.example' },
    },
  };

  it('are read field by field, with the first run’s for the rest', async () => {
    await local.set({ settings: damaged });
    expect(await readStoredSettings()).toEqual({
      damaged: true,
      settings: {
        ...first,
        tutor: 'claude',
        language: 'fr',
        tutors: {
          ...first.tutors,
          ollama: { model: 'qwen3', address: '', requestsPerMinute: 9, dailyTokens: 0 },
          claude: { ...first.tutors.claude, model: 'claude-haiku', address: 'https://gateway.example' },
        },
      },
    });
    expect(await stored('settings')).toEqual(damaged);
  });

  it.each([7, 'settings', [], { tutors: 'none' }])('may be anything: %j', async (value) => {
    await local.set({ settings: value });
    expect(await readStoredSettings()).toEqual({ settings: first, damaged: true });
  });

  it('are kept beside those that are written over them, once', async () => {
    await local.set({ settings: damaged });
    await writeSettings(() => first);
    expect(await stored('settings-damaged')).toEqual(damaged);
    expect(await readStoredSettings()).toEqual({ settings: first, damaged: false });
    await local.set({ settings: 'again' });
    await writeSettings(() => first);
    expect(await stored('settings-damaged')).toEqual(damaged);
  });

  it('are not written over where they can not be kept', async () => {
    await local.set({ settings: damaged });
    vi.spyOn(local, 'set').mockRejectedValue(new Error('no room'));
    await expect(writeSettings(() => first)).rejects.toMatchObject({ code: 'storage' });
    expect(await stored('settings')).toEqual(damaged);
  });

  it('are told to whoever watches', async () => {
    const seen: boolean[] = [];
    const end = watchSettings((change) => seen.push(change.damaged));
    await local.set({ settings: damaged });
    await writeSettings(() => first);
    end();
    expect(seen).toEqual([true, false]);
  });
});
