import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DraftKeeper } from '#components/chat/draft-keeper.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function createKeeper() {
  const saved: string[] = [];
  const keeper = new DraftKeeper({
    pauseMs: 300,
    save: async (text) => {
      saved.push(text);
    },
  });
  return { keeper, saved };
}

it('saves once, when the learner pauses', () => {
  const { keeper, saved } = createKeeper();
  for (const text of ['H', 'Ho', 'Hol']) {
    keeper.change(text);
    vi.advanceTimersByTime(200);
  }
  expect(saved).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(saved).toEqual(['Hol']);
});

it('saves at once when the page may go, and not again', () => {
  const { keeper, saved } = createKeeper();
  keeper.change('Hola');
  keeper.flush();
  keeper.flush();
  vi.advanceTimersByTime(1_000);
  expect(saved).toEqual(['Hola']);
});

it('saves that there is nothing left after sending, and never the message that was sent', () => {
  const { keeper, saved } = createKeeper();
  keeper.change('Hola');
  keeper.change('');
  vi.advanceTimersByTime(300);
  expect(saved).toEqual(['']);
});

it('tries again with the next change where a draft could not be saved', async () => {
  const save = vi.fn<(text: string) => Promise<void>>().mockRejectedValueOnce(new Error('full')).mockResolvedValue();
  const keeper = new DraftKeeper({ pauseMs: 300, save });
  keeper.change('Hola');
  await vi.advanceTimersByTimeAsync(300);
  keeper.change('Hola,');
  await vi.advanceTimersByTimeAsync(300);
  expect(save.mock.calls).toEqual([['Hola'], ['Hola,']]);
});
