import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '#lib/providers/provider.ts';
import { fitWindow } from '#lib/tutor/context-window.ts';
import { estimateTokens } from '#lib/tutor/tokens.ts';

async function* newestFirst(messages: ChatMessage[], read?: { count: number }): AsyncGenerator<ChatMessage> {
  for (const message of messages.toReversed()) {
    if (read) read.count += 1;
    yield message;
  }
}

const conversation = Array.from({ length: 200 }, (_, index): ChatMessage => ({
  role: index % 2 === 0 ? 'learner' : 'tutor',
  text: `Mensaje número ${index}`,
}));

describe('the context window', () => {
  it('keeps the latest messages in order, within the budget, and reads no further back', async () => {
    const read = { count: 0 };
    const window = await fitWindow(newestFirst(conversation, read), 200);
    expect(window).toEqual(conversation.slice(-window.length));
    expect(window.length).toBeGreaterThan(5);
    const cost = window.reduce((sum, { text }) => sum + estimateTokens(text), 0);
    expect(cost).toBeLessThanOrEqual(200);
    expect(read.count).toBe(window.length + 1);
  });

  it('keeps everything that fits', async () => {
    expect(await fitWindow(newestFirst(conversation), 1_000_000)).toEqual(conversation);
  });

  it('says that the learner’s last message is too long rather than dropping it', async () => {
    const long: ChatMessage = { role: 'learner', text: 'palabra '.repeat(5_000) };
    await expect(fitWindow(newestFirst([...conversation, long]), 1_000)).rejects.toMatchObject({ code: 'too-long' });
  });

  it('begins with the same message for several turns once it is full, so that a vendor’s cache is of use', async () => {
    const placed = conversation.map(({ role, text }, index) => ({ role, text, position: index + 1 }));
    const windows: ChatMessage[][] = [];
    for (let turns = 40; turns < 60; turns += 1) {
      windows.push(await fitWindow(newestFirst(placed.slice(0, 2 * turns + 1)), 400));
    }
    const beginnings = new Set(windows.map(([first]) => first?.text));
    expect(beginnings.size).toBeLessThanOrEqual(4);
    for (const [index, window] of windows.entries()) {
      const next = windows[index + 1];
      if (next?.[0]?.text === window[0]?.text) expect(next?.slice(0, window.length)).toEqual(window);
      expect(window.reduce((sum, { text }) => sum + estimateTokens(text), 0)).toBeLessThanOrEqual(400);
    }
  });

  it('leaves out replies that broke before their first word', async () => {
    const broken: ChatMessage[] = [
      { role: 'learner', text: 'Hola' },
      { role: 'tutor', text: '' },
      { role: 'learner', text: '¿Hola?' },
    ];
    expect(await fitWindow(newestFirst(broken), 100)).toEqual([broken[0], broken[2]]);
  });
});

describe('the token estimate', () => {
  it.each([
    ['The quick brown fox jumps over the lazy dog.', 10],
    ['¿Qué hiciste el fin de semana pasado?', 10],
    ['週末に友だちと映画を見に行きました。', 15],
    ['สวัสดีครับ คุณชื่ออะไร', 12],
  ])('is an upper bound that is not absurd: %s', (text, tokens) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(tokens);
    expect(estimateTokens(text)).toBeLessThan(tokens * 3);
  });
});
