import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beginQuiet, passOriginCheck, wakeAt, watchQuiet } from '#lib/platform/extension.ts';

const minute = 60_000;

describe('quiet time', () => {
  const onQuiet = vi.fn<() => Promise<void>>();
  const queryState = vi.fn<(seconds: number) => Promise<string>>();

  /** Lets an alarm ring, as the browser does. */
  async function ring(name: string): Promise<void> {
    await fakeBrowser.alarms.onAlarm.trigger({ name, scheduledTime: Date.now(), persistAcrossSessions: true });
    // What the state of the computer is has to be asked for first.
    await new Promise((resolve) => setTimeout(resolve));
  }

  const ringsIn = async (name: string): Promise<number> =>
    ((await fakeBrowser.alarms.get(name))?.scheduledTime ?? Number.NaN) - Date.now();

  beforeEach(() => {
    onQuiet.mockReset().mockResolvedValue();
    queryState.mockReset().mockResolvedValue('active');
    Object.assign(fakeBrowser, { idle: { queryState } });
    watchQuiet(onQuiet);
  });

  it('comes half a minute later where nobody is there, else after two, by alarms that outlive the worker', async () => {
    await beginQuiet();
    expect(await ringsIn('idle-away')).toBeCloseTo(minute / 2, -3);
    expect(await ringsIn('idle-quiet')).toBeCloseTo(2 * minute, -3);
  });

  it('begins anew each time something is done', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      await beginQuiet();
      vi.setSystemTime(Date.now() + minute);
      await beginQuiet();
      expect(await ringsIn('idle-quiet')).toBeCloseTo(2 * minute, -3);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(['idle', 'locked'])('has come once the first alarm rings and the computer is %s', async (state) => {
    queryState.mockResolvedValue(state);
    await ring('idle-away');
    expect(queryState).toHaveBeenCalledExactlyOnceWith(15);
    expect(onQuiet).toHaveBeenCalledOnce();
  });

  it('has not come where somebody works in another window, until the second alarm rings', async () => {
    await ring('idle-away');
    expect(onQuiet).not.toHaveBeenCalled();
    await ring('idle-quiet');
    expect(onQuiet).toHaveBeenCalledOnce();
    expect(queryState).toHaveBeenCalledOnce();
  });

  it('is waited for where work is due, since somebody may have come back', async () => {
    await wakeAt(Date.now() + minute);
    expect(await ringsIn('idle-due')).toBeCloseTo(minute, -3);
    expect(await ringsIn('idle-quiet')).toBeNaN();
    await ring('idle-due');
    expect(onQuiet).not.toHaveBeenCalled();
    expect(await ringsIn('idle-away')).toBeCloseTo(minute / 2, -3);
  });

  it('has nothing to do with other alarms', async () => {
    queryState.mockResolvedValue('idle');
    await ring('due');
    expect(onQuiet).not.toHaveBeenCalled();
    expect(queryState).not.toHaveBeenCalled();
  });
});

describe('the way past an origin check', () => {
  it('stays open for one address while another is reached for, and is one rule for each', async () => {
    const rules = new Map<number, { condition: { urlFilter?: string } }>();
    type Update = { removeRuleIds: number[]; addRules: { id: number; condition: { urlFilter?: string } }[] };
    const updateSessionRules = async ({ removeRuleIds, addRules }: Update): Promise<void> => {
      for (const id of removeRuleIds) rules.delete(id);
      for (const rule of addRules) rules.set(rule.id, rule);
    };
    Object.assign(fakeBrowser, { declarativeNetRequest: { updateSessionRules } });
    for (const address of ['http://nas:11434', 'http://localhost:11434', 'http://nas:11434'])
      await passOriginCheck(address);
    const passed = new Set(rules.values().map(({ condition }) => condition.urlFilter));
    expect(passed).toEqual(new Set(['|http://localhost:11434/', '|http://nas:11434/']));
    expect(rules.size).toBe(2);
    expect([...rules.keys()].every((id) => Number.isInteger(id) && id > 0 && id < 2 ** 31)).toBe(true);
  });
});
