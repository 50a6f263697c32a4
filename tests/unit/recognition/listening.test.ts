import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  heardOf,
  isHearing,
  notListening,
  reduceListening,
  type Listening,
  type ListeningEvent,
} from '#lib/recognition/listening.ts';
import { results } from './results.ts';

const after = (events: readonly ListeningEvent[], from: Listening = notListening): Listening =>
  events.reduce(reduceListening, from);
const listen = { type: 'listen', continuous: true } as const;
const over = { type: 'session-over' } as const;
const result = (...heard: [string | string[], boolean][]): ListeningEvent => ({
  type: 'result',
  results: results(...heard),
});

describe('listening', () => {
  it('keeps what was said in every session, and what was still being said when one ended', () => {
    const state = after([
      listen,
      result([[' uno ', 'un'], true], ['do', false]),
      result([['uno', 'un'], true], ['dos', false]),
      over,
      result(['tres', true]),
    ]);
    expect(state.phase).toBe('listening');
    expect(heardOf(state)).toEqual({ said: [['uno', 'un'], ['dos'], ['tres']], interim: '' });
    expect(after([{ type: 'stop' }, over], state)).toMatchObject({ phase: 'ended' });
    expect(heardOf(after([{ type: 'stop' }, over], state)).said).toHaveLength(3);
  });

  it('joins what is not certain yet, and leaves out what is empty', () => {
    const state = after([listen, result(['', true], ['a', false], [' b', false])]);
    expect(heardOf(state)).toEqual({ said: [], interim: 'a b' });
  });

  it('goes on over pauses, and ends when nobody speaks for three sessions', () => {
    const twice = after([listen, over, over]);
    expect(twice.phase).toBe('listening');
    expect(after([over], twice)).toMatchObject({ phase: 'failed', error: 'recognition-silent' });
    // Whoever said something before has only come to an end.
    expect(after([result(['a', true]), over, over, over, over], twice).phase).toBe('ended');
  });

  it('hears one utterance where it is to hear one', () => {
    const once = { type: 'listen', continuous: false } as const;
    expect(after([once, result(['a', true]), over]).phase).toBe('ended');
    expect(after([once, over])).toMatchObject({ phase: 'failed', error: 'recognition-silent' });
    // Who has said that it is enough is not told that nothing was heard.
    expect(after([once, { type: 'stop' }, over]).phase).toBe('ended');
  });

  it('keeps what was heard when it fails, and forgets it when it is left or begun anew', () => {
    const failed = after([listen, result(['a', true], ['b', false]), { type: 'fail', error: 'microphone-missing' }]);
    expect(failed).toMatchObject({ phase: 'failed', error: 'microphone-missing' });
    expect(heardOf(failed).said).toEqual([['a'], ['b']]);
    expect(after([{ type: 'leave' }], failed)).toEqual(notListening);
    expect(heardOf(after([{ type: 'start' }], failed)).said).toEqual([]);
  });

  it('takes no word from a session that is over, whatever comes', () => {
    const late: ListeningEvent[] = [result(['late', true]), over, { type: 'stop' }];
    for (const phase of [[], [{ type: 'start' }], [{ type: 'ask' }], [listen, { type: 'stop' }, over]] as const) {
      const state = after(phase);
      expect(after(late, state)).toEqual(state);
    }
  });

  it('never loses a certain word while it hears, in any order of events', () => {
    const event = fc.oneof(
      fc.constant<ListeningEvent>(over),
      fc.constant<ListeningEvent>({ type: 'stop' }),
      fc
        .array(fc.tuple(fc.stringMatching(/^[a-z]{1,3}$/), fc.boolean()), { maxLength: 3 })
        .map((heard) => result(...heard)),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        let state: Listening = after([listen]);
        for (const next of events) {
          const before = heardOf(state);
          const changed = reduceListening(state, next);
          if (next.type === 'session-over' && isHearing(state)) {
            const words = before.interim === '' ? before.said : [...before.said, [before.interim]];
            expect(heardOf(changed).said).toEqual(words);
          } else if (next.type !== 'result') expect(heardOf(changed)).toEqual(before);
          state = changed;
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
