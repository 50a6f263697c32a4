import { describe, expect, it, vi } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { providerIds, type ChatRequest, type ProviderId } from '#lib/providers/provider.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';
import { connectTutor, connectTutorWithModel, type Access, type Tutor } from '#lib/tutor/connect.ts';

function settingsOf(tutor: ProviderId, chosen: { model?: string; address?: string } = {}): Settings {
  const first = firstSettings('en');
  return { ...first, tutors: { ...first.tutors, [tutor]: { model: 'm', address: '', ...chosen } } };
}

function accessWith({ key = 'key', allowed = true }: { key?: string; allowed?: boolean } = {}) {
  return {
    key: vi.fn<Access['key']>(async () => key),
    allowed: vi.fn<Access['allowed']>(async () => allowed),
    passOriginCheck: vi.fn<Access['passOriginCheck']>(async () => undefined),
    meter: {
      admit: vi.fn<Access['meter']['admit']>(async () => undefined),
      record: vi.fn<Access['meter']['record']>(async () => undefined),
    },
    lane: createLanes(),
  };
}

async function hear({ provider, model }: Tutor): Promise<void> {
  const request: ChatRequest = {
    model,
    system: '',
    reminder: '',
    messages: [{ role: 'learner', text: 'Hola' }],
    maxTokens: 10,
    lesson: { conversationId: 1, turnId: 't', language: 'es', level: 'A1', learnerLanguage: 'en' },
  };
  for await (const part of provider.stream(request, { signal: new AbortController().signal })) {
    if (part.type === 'finish') return;
  }
}

describe('connecting a tutor', () => {
  it('asks nothing of guided practice', async () => {
    const access = accessWith({ key: '', allowed: false });
    const { provider } = await connectTutorWithModel('guided', settingsOf('guided'), access);
    expect(provider.id).toBe('guided');
    expect(access.key).not.toHaveBeenCalled();
    expect(access.allowed).not.toHaveBeenCalled();
  });

  it.each(['claude', 'gemini'] as const)('wants a key for %s before anything else', async (tutor) => {
    const access = accessWith({ key: '' });
    await expect(connectTutor(tutor, settingsOf(tutor), access)).rejects.toMatchObject({ code: 'key-missing' });
  });

  it('does without a key for a tutor server', async () => {
    const { provider } = await connectTutor('remote', settingsOf('remote'), accessWith({ key: '' }));
    expect(provider.id).toBe('remote');
  });

  it('asks about just the one host', async () => {
    const access = accessWith();
    await connectTutor('claude', settingsOf('claude', { address: 'https://gateway.example/anthropic' }), access);
    expect(access.allowed).toHaveBeenCalledExactlyOnceWith('https://gateway.example/*');
  });

  it('tells a host that was not allowed from one that is not there', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(() => Promise.reject(new TypeError('Failed to fetch'))),
    );
    const call = async (address: string, allowed: boolean) => {
      const { provider } = await connectTutor('gemini', settingsOf('gemini', { address }), accessWith({ allowed }));
      return provider.models({ signal: new AbortController().signal });
    };
    const gateway = 'https://gateway.example';
    await expect(call(gateway, true)).rejects.toMatchObject({ code: 'unreachable' });
    await expect(call(gateway, false)).rejects.toMatchObject({ code: 'permission' });
    await expect(call('', false)).rejects.toMatchObject({ code: 'unreachable' });
    vi.unstubAllGlobals();
  });

  it('calls a server that answers every origin without any permission', async () => {
    const list = { models: [{ name: 'models/m', supportedGenerationMethods: ['generateContent'] }] };
    vi.stubGlobal(
      'fetch',
      vi.fn(() => Promise.resolve(Response.json(list))),
    );
    const settings = settingsOf('gemini', { address: 'https://gateway.example' });
    const { provider } = await connectTutor('gemini', settings, accessWith({ allowed: false }));
    await expect(provider.models({ signal: new AbortController().signal })).resolves.toHaveLength(1);
    vi.unstubAllGlobals();
  });

  it('passes the origin check for Ollama’s address and for no other tutor', async () => {
    const access = accessWith();
    await connectTutor('ollama', settingsOf('ollama', { address: 'http://nas:11434' }), access);
    expect(access.passOriginCheck).toHaveBeenCalledExactlyOnceWith('http://nas:11434');
    await connectTutor('gemini', settingsOf('gemini'), access);
    await connectTutor('remote', settingsOf('remote'), access);
    await connectTutor('ollama', settingsOf('ollama'), { ...access, allowed: async () => false });
    expect(access.passOriginCheck).toHaveBeenCalledTimes(1);
  });

  it('wants a model where there is a choice of models', async () => {
    const access = accessWith();
    const noModel = settingsOf('ollama', { model: '' });
    await expect(connectTutorWithModel('ollama', noModel, access)).rejects.toMatchObject({ code: 'model-missing' });
    await expect(connectTutor('ollama', noModel, access)).resolves.toMatchObject({ model: '' });
  });

  it.each(providerIds)('leaves no way to %s past the learner’s limits', async (tutor) => {
    const fetched = vi.fn();
    vi.stubGlobal('fetch', fetched);
    for (const allowed of [true, false]) {
      const access = accessWith({ allowed });
      access.meter.admit.mockRejectedValue(new PatterError('throttled', { retryAfterMs: 7 }));
      const connected = await connectTutor(tutor, settingsOf(tutor, { address: 'https://gateway.example' }), access);
      await expect(hear(connected)).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 7 });
      expect(access.meter.admit).toHaveBeenCalledExactlyOnceWith(tutor, true);
    }
    expect(fetched).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
  });

  it('counts the requests a minute of guided practice, and no tokens', async () => {
    const access = accessWith();
    await hear(await connectTutor('guided', settingsOf('guided'), access));
    expect(access.meter.admit).toHaveBeenCalledExactlyOnceWith('guided', true);
    expect(access.meter.record).not.toHaveBeenCalled();
  });
});
