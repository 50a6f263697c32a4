import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventsAfter, startAfter, startOfAttempt, type Ending, type Reply } from '#server/turns/reply.ts';

const done: Ending = { corrections: null };

/** What a client makes of what it is sent, having seen something before. */
function read(client: { text: string; seen: number }, reply: Reply): void {
  for (const event of eventsAfter(client.seen, reply)) {
    if (event.type === 'retract') client.text = '';
    if (event.type === 'token') client.text += event.token;
    if (event.type === 'end') expect(event.text).toBe(client.text);
    expect(event.id).toBeGreaterThan(client.seen);
    client.seen = event.id;
  }
}

test('however often somebody looks, and whenever, they come to have the text and its end once', () => {
  const step = fc.oneof(
    fc.record({ say: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }) }),
    fc.constant({ retract: true }),
    fc.constant({ look: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, again) => {
      let reply: Reply = { start: 0, text: '', ending: null };
      const client = { text: '', seen: 0 };
      for (const taken of steps) {
        if ('say' in taken) reply = { start: reply.start, text: reply.text + taken.say, ending: null };
        else if ('retract' in taken) reply = { start: startAfter(reply), text: '', ending: null };
        else {
          read(client, reply);
          expect(client.text).toBe(reply.text);
        }
      }
      reply = { ...reply, ending: done };
      read(client, reply);
      expect(client.text).toBe(reply.text);
      expect(eventsAfter(client.seen, reply)).toEqual([]);
      if (!again) return;
      reply = { start: startOfAttempt(2), text: 'another', ending: done };
      read(client, reply);
      expect(client.text).toBe('another');
    }),
  );
});

describe('what is sent', () => {
  const reply: Reply = { start: 10, text: 'Hola', ending: null };

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
    const end = { id: 15, type: 'end', text: 'Hola', ending: done };
    expect(eventsAfter(14, { ...reply, ending: done })).toEqual([end]);
    expect(eventsAfter(15, { ...reply, ending: done })).toEqual([]);
  });

  test('where a crash has left less than was seen', () => {
    const ending: Ending = { error: 'interrupted' };
    expect(eventsAfter(99, { ...reply, ending })).toEqual([{ id: 100, type: 'end', text: 'Hola', ending }]);
    const next: Reply = { start: startOfAttempt(2), text: 'Otra', ending: null };
    expect(eventsAfter(1_000_000, next).map(({ type }) => type)).toEqual(['retract', 'token']);
  });
});
