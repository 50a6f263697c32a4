import { describe, expect, it, vi } from 'vitest';
import type { ProviderId } from '#lib/providers/provider.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';
import { connectTutor, connectTutorWithModel, type Access } from '#lib/tutor/connect.ts';

function settingsOf(tutor: ProviderId, chosen: { model?: string; address?: string } = {}): Settings {
  const first = firstSettings('en');
  return { ...first, tutors: { ...first.tutors, [tutor]: { model: 'm', address: '', ...chosen } } };
}

function accessWith({ key = 'key', allowed = true }: { key?: string; allowed?: boolean } = {}) {
  return {
    key: vi.fn<Access['key']>(async () => key),
    allowed: vi.fn<Access['allowed']>(async () => allowed),
    passOriginCheck: vi.fn<Access['passOriginCheck']>(async () => undefined),
  };
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

  it('reaches only hosts that were allowed, and asks for just the one', async () => {
    const access = accessWith({ allowed: false });
    const settings = settingsOf('claude', { address: 'https://gateway.example/anthropic' });
    await expect(connectTutor('claude', settings, access)).rejects.toMatchObject({ code: 'permission' });
    expect(access.allowed).toHaveBeenCalledExactlyOnceWith('https://gateway.example/*');
  });

  it('passes the origin check for Ollama’s address and for no other tutor', async () => {
    const access = accessWith();
    await connectTutor('ollama', settingsOf('ollama', { address: 'http://nas:11434' }), access);
    expect(access.passOriginCheck).toHaveBeenCalledExactlyOnceWith('http://nas:11434');
    await connectTutor('gemini', settingsOf('gemini'), access);
    await connectTutor('remote', settingsOf('remote'), access);
    expect(access.passOriginCheck).toHaveBeenCalledTimes(1);
  });

  it('wants a model where there is a choice of models', async () => {
    const access = accessWith();
    const noModel = settingsOf('ollama', { model: '' });
    await expect(connectTutorWithModel('ollama', noModel, access)).rejects.toMatchObject({ code: 'model-missing' });
    await expect(connectTutor('ollama', noModel, access)).resolves.toMatchObject({ model: '' });
  });
});
