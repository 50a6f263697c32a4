import { expect, it, vi } from 'vitest';
import { createClaude } from '#lib/providers/claude.ts';
import { createOllama } from '#lib/providers/ollama.ts';
import type { Provider } from '#lib/providers/provider.ts';
import type { ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import { requestFor } from '#lib/tutor/run-turn.ts';
import { modelScene, playSceneId } from '#lib/tutor/scenes/scene-id.ts';

const check: ReplyCheck = {
  words: 60,
  longestSentence: 20,
  hard: ['difícil'],
  hardShare: 0.2,
  verdict: 'act',
  breaches: ['words', 'vocabulary'],
};

/** What a vendor is sent in each turn of a conversation whose guidance changes from turn to turn. */
async function bodiesOf(provider: Provider, turns: number): Promise<string[]> {
  const bodies: string[] = [];
  vi.stubGlobal('fetch', async (_: unknown, { body }: RequestInit) => {
    bodies.push(typeof body === 'string' ? body : '');
    return new Response('{}', { status: 500 });
  });
  for (let turn = 1; turn <= turns; turn += 1) {
    const said = Array.from({ length: turn * 2 - 1 }, (_, index) => ({
      role: index % 2 === 0 ? ('learner' as const) : ('tutor' as const),
      text: `Mensaje ${index}`,
      position: index + 1,
    }));
    async function* newestFirst() {
      yield* said.toReversed();
    }
    const request = await requestFor(
      {
        conversationId: 1,
        turnId: `t${turn}`,
        model: 'm',
        lesson: { language: 'es', level: 'A2', learnerLanguage: 'en' },
        setting: { scene: modelScene(playSceneId('cafe')), reading: null },
        corrections: true,
        guidance: {
          lastReply: turn % 2 === 0 ? check : null,
          recurring: turn > 2 ? [{ wrong: 'fue', right: `fui ${turn}` }] : [],
        },
        newestFirst: newestFirst(),
        begun: '',
      },
      provider,
    );
    const parts = provider.stream(request, { signal: new AbortController().signal });
    await parts[Symbol.asyncIterator]()
      .next()
      .catch(() => undefined);
  }
  return bodies;
}

it('every turn sends Claude what the turn before sent it, up to the learner’s message, with a mark to cache it by', async () => {
  const bodies = await bodiesOf(createClaude({ address: 'https://claude.test', key: 'key' }), 6);
  expect(bodies).toHaveLength(6);
  for (const [index, body] of bodies.entries()) {
    const { system, messages } = JSON.parse(body) as {
      system: unknown;
      messages: { content: { cache_control?: unknown }[] }[];
    };
    const next = JSON.parse(bodies[index + 1] ?? body) as { system: unknown; messages: { content: object[] }[] };
    expect(next.system).toEqual(system);
    const repeated = messages.map(({ content }) => content[0]);
    const again = next.messages.slice(0, messages.length).map(({ content }) => content[0]);
    const text = (block: object | undefined) => ({ ...block, cache_control: null });
    expect(again.map(text)).toEqual(repeated.map(text));
    // The mark stands on the last message that the next turn will repeat, before what is only true of this one.
    expect(messages.at(-1)?.content[0]).toHaveProperty('cache_control');
    expect(messages.at(-1)?.content[1]).not.toHaveProperty('cache_control');
  }
});

it('every turn sends Ollama what the turn before sent it, up to the learner’s message', async () => {
  const bodies = await bodiesOf(createOllama({ address: 'http://ollama.test' }), 6);
  expect(bodies).toHaveLength(6);
  const sent = bodies.map((body) => (JSON.parse(body) as { messages: { content: string }[] }).messages);
  for (const [index, messages] of sent.entries()) {
    const next = sent[index + 1];
    if (next === undefined) continue;
    expect(next.slice(0, messages.length - 1)).toEqual(messages.slice(0, -1));
    const [said = ''] = messages.at(-1)?.content.split('\n\n[') ?? [];
    expect(next[messages.length - 1]?.content).toBe(said);
  }
});
