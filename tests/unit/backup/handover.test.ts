import { beforeEach, describe, expect, it, vi } from 'vitest';
import { discardFile, findFile, leaveFile, sweepFiles } from '#lib/backup/handover.ts';
import { fileSystem } from '#tests/helpers/file-system.ts';

const bytes = () => new Blob(['patter']).stream();

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000, toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('a file that is left', () => {
  it('is found by its name until it is discarded', async () => {
    const files = fileSystem();
    const names = [await leaveFile(bytes()), await leaveFile(new Blob(['other']).stream())] as const;
    expect(await (await findFile(names[0])).text()).toBe('patter');
    expect(await (await findFile(names[1])).text()).toBe('other');
    await discardFile(names[0]);
    await expect(findFile(names[0])).rejects.toMatchObject({ name: 'PatterError', code: 'storage' });
    expect([...files.keys()]).toEqual([names[1]]);
    await discardFile(names[0]);
  });

  it('is swept once nobody can be waiting for it', async () => {
    const files = fileSystem();
    const old = await leaveFile(bytes());
    vi.setSystemTime(5_000);
    const recent = await leaveFile(bytes());
    await sweepFiles(1_000);
    expect([...files.keys()]).toEqual([old, recent]);
    await sweepFiles(2_000);
    expect([...files.keys()]).toEqual([recent]);
    await sweepFiles(6_000, recent);
    expect([...files.keys()]).toEqual([recent]);
  });

  it.each([
    ['QuotaExceededError', 'storage-full'],
    ['NotReadableError', 'backup-damaged'],
    ['InvalidStateError', 'storage'],
  ])('that fails with %s is %s, and leaves nothing behind', async (name, code) => {
    const files = fileSystem(new DOMException('failed', name));
    await expect(leaveFile(bytes())).rejects.toMatchObject({ name: 'PatterError', code });
    expect(files.size).toBe(0);
  });

  it('without a file system is told of, and sweeping throws nothing', async () => {
    vi.stubGlobal('navigator', { storage: {} });
    await expect(leaveFile(bytes())).rejects.toMatchObject({ name: 'PatterError', code: 'storage' });
    await sweepFiles(1_000);
  });
});
