import { expect, test, vi } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { TurnPart } from '#lib/tutor/run-turn.ts';
import { Run, type RunOptions } from '#server/turns/run.ts';
import type { Reply } from '#server/turns/reply.ts';

const correction = { corrected: 'Yo fui.', notes: [], wellDone: null };
const attempt = { turn: 1, number: 1, start: 0, text: '', whole: null, ending: null };
const said: TurnPart[] = [
  { type: 'text', text: 'Hola' },
  { type: 'finish', cut: 'length', correctionFollows: true },
];

/** Runs an attempt to its end. @returns what whoever watches it has seen */
async function watch(given: Partial<RunOptions>, ...parts: TurnPart[]) {
  const finish = vi.fn<RunOptions['finish']>(async () => true);
  const run = new Run(attempt, {
    parts: async function* all() {
      yield* [...said, ...parts];
    },
    onText: () => undefined,
    keepWhole: async () => true,
    finish,
    ...given,
  });
  const seen: Reply[] = [];
  run.watch(() => seen.push(run.reply));
  const failure = await run.run();
  return { seen, failure, finish, arriving: run.arriving };
}

test('that a text is whole is kept, then told, then the end with its correction', async () => {
  const kept: unknown[] = [];
  const keepWhole: RunOptions['keepWhole'] = async ({ text, whole }) => {
    kept.push(text, whole);
    return true;
  };
  const { seen, failure, finish } = await watch({ keepWhole }, { type: 'correction', correction });
  const whole = { corrections: null, cut: 'length' };
  expect(kept).toEqual(['Hola', whole]);
  expect(seen).toMatchObject([
    { text: 'Hola', whole: null, ending: null },
    { text: 'Hola', whole, ending: null },
    { text: 'Hola', ending: { corrections: correction, cut: 'length' } },
  ]);
  expect(failure).toBeNull();
  expect(finish.mock.calls[0]).toMatchObject([{ text: 'Hola', ending: { corrections: correction } }, 'done']);
});

test('it ends as it would without one where none comes', async () => {
  const { seen, failure } = await watch({});
  expect(seen.at(-1)).toMatchObject({ ending: { corrections: null, cut: 'length' } });
  expect(failure).toBeNull();
});

test('what could not be kept as whole is not told as such, and its end is', async () => {
  const keepWhole = async (): Promise<boolean> => {
    throw new PatterError('storage');
  };
  const { seen, failure } = await watch({ keepWhole }, { type: 'correction', correction });
  expect(seen.map(({ whole }) => whole)).toEqual([null, null]);
  expect(seen.at(-1)).toMatchObject({ ending: { corrections: correction } });
  expect(failure).toBeNull();
});

test('what was replaced before it was whole has failed', async () => {
  const { seen, failure } = await watch({ keepWhole: async () => false, finish: async () => false });
  expect(seen.at(-1)).toMatchObject({ whole: null, ending: { error: 'interrupted' } });
  expect(failure).toMatchObject({ code: 'interrupted' });
});

test.each<[string, RunOptions['finish']]>([
  ['was replaced', async () => false],
  [
    'could not be kept',
    async () => {
      throw new PatterError('storage');
    },
  ],
])('what was whole already does not fail where its end %s', async (_, finish) => {
  const { seen, failure, arriving } = await watch({ finish }, { type: 'correction', correction });
  expect(seen.at(-1)).toMatchObject({ text: 'Hola', ending: { corrections: correction } });
  expect(failure).not.toBeNull();
  expect(arriving).toBe(false);
});
