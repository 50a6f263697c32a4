import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { toldOfVoice } from '#lib/settings/told-voices.ts';

describe('that there is no voice for a language', () => {
  it('was told before from the second time on', async () => {
    expect(await toldOfVoice('nl')).toBe(false);
    expect(await toldOfVoice('nl')).toBe(true);
    expect(await toldOfVoice('fi')).toBe(false);
    expect(await toldOfVoice('nl')).toBe(true);
  });

  it('is told again where it can not be written down', async () => {
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('full'));
    expect(await toldOfVoice('nl')).toBe(false);
    expect(await toldOfVoice('nl')).toBe(false);
    vi.spyOn(fakeBrowser.storage.local, 'get').mockRejectedValue(new Error('gone'));
    expect(await toldOfVoice('nl')).toBe(false);
  });
});
