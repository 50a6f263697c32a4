import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { TurnStore } from '#lib/turn/turn-keeper.ts';
import { isLive } from '#lib/turn/view.ts';
import { fitting } from '#tests/helpers/fitting-check.ts';
import { Asking } from '#tests/helpers/asking.ts';
import { MemoryTurnStore } from '#tests/helpers/memory-turn-store.ts';
import { conversationId, slowly, TurnWorld, type PanelInWorld } from '#tests/helpers/turn-world.ts';

/**
 * How many random sequences are tried, and from where: `TURN_RUNS` and `TURN_SEED` change both. A failure names its
 * seed, and is shrunk to the few steps that it takes.
 */
const runs = Number(process.env['TURN_RUNS'] ?? 10_000);
const seed = Number(process.env['TURN_SEED'] ?? 20_261_124);

/** Time for all that has been asked of the store, in milliseconds. */
const settlingMs = 30;

interface PanelStep {
  do: 'send' | 'stop' | 'retry' | 'continue' | 'retry-now' | 'keep' | 'paint' | 'close';
  panel: number;
}

type Step =
  | PanelStep
  | { do: 'say' | 'finish' | 'open' | 'kill' | 'fill the disk' | 'free the disk' }
  | { do: 'fail'; code: 'overloaded' | 'auth' | 'interrupted' }
  | { do: 'wait'; ms: number };

const somePanel = fc.nat(2);
const on = (...names: PanelStep['do'][]): fc.Arbitrary<Step> =>
  fc.record({ do: fc.constantFrom(...names), panel: somePanel });

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: on('send') },
  { weight: 8, arbitrary: fc.constant<Step>({ do: 'say' }) },
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'finish' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>(
      { do: 'fail', code: 'overloaded' },
      { do: 'fail', code: 'auth' },
      { do: 'fail', code: 'interrupted' },
    ),
  },
  { weight: 6, arbitrary: on('stop', 'retry', 'continue', 'retry-now') },
  { weight: 4, arbitrary: on('paint') },
  { weight: 2, arbitrary: on('keep') },
  { weight: 2, arbitrary: on('close') },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'open' }) },
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'kill' }) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ do: 'fill the disk' }, { do: 'free the disk' }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Step>({ do: 'wait', ms: 50 }, { do: 'wait', ms: 600 }, { do: 'wait', ms: 5_000 }),
  },
);

/**
 * One sequence, and what has to hold after each of its steps and at its end. The first panel stays open throughout: what
 * only a closed window or a dead worker knew can not be asked for.
 */
class Sequence {
  readonly #store = new MemoryTurnStore(conversationId);
  /** Every time that the tutor was asked, by whichever worker, oldest first. */
  readonly #askings: Asking[] = [];
  readonly #world: TurnWorld;
  readonly #first: PanelInWorld;
  /** What each turn was sent with. */
  readonly #sent = new Map<string, string>();
  readonly #sentByFirst = new Set<string>();
  /** Turns of the first panel that were turned away: their messages are back in its composer. */
  readonly #returned = new Set<string>();
  /** What the first panel showed of each turn last. */
  readonly #seen = new Map<string, string>();
  #said = 0;

  /** @param pace how the store takes its calls */
  constructor(pace: (store: TurnStore) => TurnStore) {
    this.#world = new TurnWorld(pace(this.#store), async (question, signal) => {
      const asking = new Asking(question);
      this.#askings.push(asking);
      return { local: false, parts: asking.parts(signal), check: fitting };
    });
    this.#first = this.#world.openPanel();
    const { client } = this.#first;
    client.subscribe(() => {
      const { rejected, turn } = client.view();
      if (rejected?.request.type === 'send') this.#returned.add(rejected.request.turnId);
      if (turn !== null && turn.text !== '') this.#seen.set(turn.turnId, turn.text);
    });
  }

  async run(steps: readonly (readonly [Step, boolean])[]): Promise<void> {
    for (const [step, settles] of steps) {
      await this.#do(step);
      if (settles) await vi.advanceTimersByTimeAsync(settlingMs);
      this.#expectOnlyWhatWasSaid();
    }
    await this.#comeToRest();
    this.#expectOnlyWhatWasSaid();
    this.#expectEverythingKept();
  }

  async #do(step: Step): Promise<void> {
    const { panels } = this.#world;
    // No two things happen at the same time.
    vi.setSystemTime(Date.now() + 1);
    switch (step.do) {
      case 'say':
        return this.#askings.at(-1)?.say(`${(this.#said += 1)} `);
      case 'finish':
        return this.#askings.at(-1)?.end({ type: 'finish' });
      case 'fail':
        return this.#askings.at(-1)?.end(new PatterError(step.code));
      case 'open':
        if (panels.length < 3) this.#world.openPanel();
        return;
      case 'kill':
        // What a dead worker's tutor goes on saying nobody hears.
        for (const asking of this.#askings) asking.over = true;
        return this.#world.killWorker();
      case 'fill the disk':
        this.#store.failing = 'storage-full';
        return;
      case 'free the disk':
        this.#store.failing = null;
        return;
      case 'wait':
        await vi.advanceTimersByTimeAsync(step.ms);
        return;
      default:
        this.#use(panels[step.panel % panels.length] ?? this.#first, step.do);
    }
  }

  #use(panel: PanelInWorld, action: PanelStep['do']): void {
    const { client } = panel;
    const idle = !isLive(client.view());
    switch (action) {
      case 'paint':
        return panel.paint();
      case 'keep':
        return client.keep();
      case 'stop':
        return client.stop();
      case 'retry-now':
        return client.retryNow();
      case 'close':
        if (panel !== this.#first) panel.close();
        return;
      case 'send': {
        if (!idle) return;
        const text = `message ${this.#sent.size}`;
        client.send(text);
        const turnId = client.view().turn?.turnId ?? '';
        if (panel === this.#first) this.#sentByFirst.add(turnId);
        this.#sent.set(turnId, text);
        return;
      }
      default: {
        // The page offers this for the last turn alone, and not while a reply arrives.
        const last = [...this.#store.turns].at(-1);
        if (idle && last !== undefined && last[1].state !== 'arriving') client[action](last[0]);
      }
    }
  }

  /** Lets everything come to its end, with a store that works. */
  async #comeToRest(): Promise<void> {
    const { panels } = this.#world;
    this.#store.failing = null;
    for (let round = 0; round < 5; round += 1) {
      await vi.advanceTimersByTimeAsync(10_000);
      for (const panel of panels) panel.paint();
      this.#askings.at(-1)?.say('end');
      this.#askings.at(-1)?.end({ type: 'finish' });
      for (const { client } of panels) client.keep();
    }
    this.#world.openPanel();
    await vi.advanceTimersByTimeAsync(settlingMs);
  }

  /** Text is nowhere doubled, out of order or made up. */
  #expectOnlyWhatWasSaid(): void {
    for (const [turnId, { text }] of this.#store.turns) this.#expectSaid(turnId, text);
    for (const { client } of this.#world.panels) {
      const { turn, unkept } = client.view();
      if (turn !== null) this.#expectSaid(turn.turnId, turn.text);
      for (const { turnId, end } of unkept?.turns ?? []) this.#expectSaid(turnId, end.text ?? '');
    }
  }

  #expectSaid(turnId: string, text: string): void {
    const said = this.#askingsOf(turnId).map((asking) => asking.text);
    if (text !== '' && !said.some((whole) => whole.startsWith(text))) {
      expect.fail(`${turnId} has ${JSON.stringify(text)}, but its tutor said ${JSON.stringify(said)}`);
    }
  }

  #expectEverythingKept(): void {
    const { panels, held } = this.#world;
    expect(held).toBe(0);
    for (const { client } of panels) {
      expect(isLive(client.view()), JSON.stringify(client.view())).toBe(false);
      expect(client.view().unkept?.error ?? null, JSON.stringify(client.view())).toBeNull();
    }
    for (const [turnId, { learner, state }] of this.#store.turns) {
      expect(learner).toBe(this.#sent.get(turnId));
      expect(['done', 'stopped', 'interrupted', 'failed']).toContain(state);
    }
    for (const turnId of this.#sentByFirst) {
      expect(
        this.#store.turns.has(turnId) !== this.#returned.has(turnId),
        `${turnId} is kept, or back in the composer`,
      ).toBe(true);
    }
    for (const [turnId, text] of this.#seen) {
      const kept = this.#store.turns.get(turnId)?.text ?? '';
      if (!kept.startsWith(text) && !this.#wasReplaced(turnId, text)) {
        expect.fail(`${turnId} was shown as ${JSON.stringify(text)} and is kept as ${JSON.stringify(kept)}`);
      }
    }
  }

  /** Whether the learner asked for another reply after this one. */
  #wasReplaced(turnId: string, text: string): boolean {
    const askings = this.#askingsOf(turnId);
    const saidIt = askings.findLastIndex((asking) => asking.text.startsWith(text));
    return askings.slice(saidIt + 1).some(({ question }) => question.begun === '');
  }

  #askingsOf(turnId: string): Asking[] {
    return this.#askings.filter(({ question }) => question.turnId === turnId);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ['at once', (store: TurnStore) => store],
  ['slowly', slowly],
])(
  `keeps every word, once and in order, in ${runs} sequences of all that can happen, from seed ${seed}, with a store that answers %s`,
  { timeout: 300_000 },
  async (_, pace) => {
    const sequence = fc.array(fc.tuple(anyStep, fc.boolean()), { minLength: 1, maxLength: 60, size: 'max' });
    await fc.assert(
      fc.asyncProperty(sequence, (steps) => new Sequence(pace).run(steps)),
      { numRuns: runs, seed },
    );
  },
);
