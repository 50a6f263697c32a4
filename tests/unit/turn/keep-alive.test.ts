import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createKeepAlive } from '#lib/turn/keep-alive.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('pings well within the 30 s a worker is given, for as long as anyone holds on', () => {
  const ping = vi.fn();
  const keepAlive = createKeepAlive(ping);
  vi.advanceTimersByTime(60_000);
  expect(ping).not.toHaveBeenCalled();
  const letGo = keepAlive.hold();
  const letGoToo = keepAlive.hold();
  vi.advanceTimersByTime(60_000);
  expect(ping).toHaveBeenCalledTimes(3);
  letGo();
  letGo();
  vi.advanceTimersByTime(20_000);
  expect(ping).toHaveBeenCalledTimes(4);
  letGoToo();
  vi.advanceTimersByTime(60_000);
  expect(ping).toHaveBeenCalledTimes(4);
});
