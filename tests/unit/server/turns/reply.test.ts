import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  eventsAfter,
  startAfter,
  startOfAttempt,
  type Ending,
  type Reply,
  type WholeEnding,
} from '#server/turns/reply.ts';

const done: WholeEnding = { corrections: null };

/** What a client makes of what it is sent, having seen something before. */
function read(client: { text: string; seen: number }, reply: Reply): void {
  for (const event of eventsAfter(client.seen, reply)) {
    if (event.type === 'retract') client.text = '';
    if (event.type === 'token') client.text += event.token;
    if (event.type === 'whole' || event.type === 'end') expect(event.text).toBe(client.text);
    expect(event.id).toBeGreaterThan(client.seen);
    client.seen = event.id;
  }
}

test('however often somebody looks, and whenever, they come to have the text, that it is whole, and its end once', () => {
  const step = fc.oneof(
    fc.record({ say: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }) }),
    fc.constant({ retract: true }),
    fc.constant({ look: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), fc.boolean(), (steps, becomesWhole, again) => {
      let reply: Reply = { start: 0, text: '', whole: null, ending: null };
      const client = { text: '', seen: 0 };
      for (const taken of steps) {
        if ('say' in taken) reply = { start: reply.start, text: reply.text + taken.say, whole: null, ending: null };
        else if ('retract' in taken) reply = { start: startAfter(reply), text: '', whole: null, ending: null };
        else {
          read(client, reply);
          expect(client.text).toBe(reply.text);
        }
      }
      if (becomesWhole) {
        reply = { ...reply, whole: done };
        read(client, reply);
        expect(client.text).toBe(reply.text);
        expect(eventsAfter(client.seen, reply)).toEqual([]);
      }
      reply = { ...reply, ending: done };
      expect(eventsAfter(client.seen, reply).at(-1)).toMatchObject({ type: 'end' });
      read(client, reply);
      expect(client.text).toBe(reply.text);
      expect(eventsAfter(client.seen, reply)).toEqual([]);
      if (!again) return;
      reply = { start: startOfAttempt(2), text: 'another', whole: null, ending: done };
      read(client, reply);
      expect(client.text).toBe('another');
    }),
  );
});

describe('what is sent', () => {
  const reply: Reply = { start: 10, text: 'Hola', whole: null, ending: null };

  test.each([
    ['nothing was seen', 10, [{ id: 14, type: 'token', token: 'Hola' }]],
    ['a part was seen', 12, [{ id: 14, type: 'token', token: 'la' }]],
    ['all of it was seen', 14, []],
    [
      'another attempt was seen',
      4,
      [
        { id: 10, type: 'retract' },
        { id: 14, type: 'token', token: 'Hola' },
      ],
    ],
    ['more was seen than was kept', 99, []],
  ])('where %s', (_, seen, events) => {
    expect(eventsAfter(seen, reply)).toEqual(events);
  });

  test('where the end was not seen', () => {
    const end = { id: 16, type: 'end', text: 'Hola', ending: done };
    expect(eventsAfter(14, { ...reply, ending: done })).toEqual([end]);
    expect(eventsAfter(16, { ...reply, ending: done })).toEqual([]);
  });

  test('where the text is whole, and the correction still out', () => {
    const whole: WholeEnding = { corrections: null, cut: 'length' };
    expect(eventsAfter(12, { ...reply, whole })).toEqual([
      { id: 14, type: 'token', token: 'la' },
      { id: 15, type: 'whole', text: 'Hola', whole },
    ]);
    expect(eventsAfter(15, { ...reply, whole })).toEqual([]);
    // Whoever has not seen that it is whole has no use for it any more.
    for (const seen of [14, 15]) {
      expect(eventsAfter(seen, { ...reply, whole, ending: whole })).toEqual([
        { id: 16, type: 'end', text: 'Hola', ending: whole },
      ]);
    }
  });

  test('where a crash has left less than was seen', () => {
    const ending: Ending = { error: 'interrupted' };
    expect(eventsAfter(99, { ...reply, ending })).toEqual([{ id: 100, type: 'end', text: 'Hola', ending }]);
    const next: Reply = { start: startOfAttempt(2), text: 'Otra', whole: null, ending: null };
    expect(eventsAfter(1_000_000, next).map(({ type }) => type)).toEqual(['retract', 'token']);
  });
});
