import { expect, test, vi } from 'vitest';
import { respond } from '#lib/providers/guided/conversation.ts';
import { respondOnce, startOf } from '#lib/providers/guided/remembered-moves.ts';
import { replyTo } from '#lib/providers/guided/replay.ts';
import type { ChatMessage } from '#lib/providers/provider.ts';
import { materialOf, requestFor, sceneOf } from './practice.ts';

const material = materialOf('es');
const scene = sceneOf('es', 'introductions');
const start = startOf(scene, true, material);

test('a move is what it is without being remembered, and is made once', () => {
  const move = respondOnce(start, 'Me llamo Ana', material);
  expect(move).toEqual(respond(start, 'Me llamo Ana', material));
  expect(respondOnce(start, 'Me llamo Ana', material)).toBe(move);
});

test('of what was said elsewhere nothing is taken for it', () => {
  const texts = ['Me llamo Ana', 'me llamo Ana', 'Me llamo Eva'];
  const starts = [true, false].map((opened) => startOf(scene, opened, material));
  const others = [...starts, startOf(sceneOf('es', 'cafe'), true, material)];
  for (const from of others) {
    for (const text of texts) expect(respondOnce(from, text, material)).toEqual(respond(from, text, material));
  }
  expect(startOf(scene, false, material).opened).toBe(false);
});

test('what nobody came back to is not kept for good', () => {
  const old = respondOnce(start, 'old', material);
  const used = respondOnce(start, 'used', material);
  for (let count = 0; count < 1_000; count += 1) {
    respondOnce(start, `${count}`, material);
    expect(respondOnce(start, 'used', material)).toBe(used);
  }
  const again = respondOnce(start, 'old', material);
  expect(again).not.toBe(old);
  expect(again).toEqual(old);
});

test('the next message of a long conversation is as little work as that of a short one', () => {
  const hear = vi.spyOn(material.pack.lexicon, 'hear');
  const messages: ChatMessage[] = [];
  const work: number[] = [];
  const listen = (): void => {
    messages.push({ role: 'tutor', text: replyTo(requestFor('es', 'introductions', messages), material).reply.text });
  };
  listen();
  for (let turn = 0; turn < 50; turn += 1) {
    hear.mockClear();
    messages.push({ role: 'learner', text: 'xq zzkr wpl brrt' });
    listen();
    work.push(hear.mock.calls.length);
  }
  expect(work[0]).toBeGreaterThan(0);
  expect(new Set(work)).toEqual(new Set([work[0]]));
});
