import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import { readConversation } from '#lib/db/read/conversations.ts';
import { allFacts, readSummary } from '#lib/db/read/memory.ts';
import { createConversation, deleteConversation, purgeDeleted } from '#lib/db/write/conversations.ts';
import { changeSummary } from '#lib/db/write/memory.ts';
import {
  deleteWord,
  learnWord,
  mostSuggestions,
  moveWord,
  suggestionsWaiting,
  suggestWords,
} from '#lib/db/write/words.ts';
import { beginTurn, endTurn } from '#lib/db/write/turns.ts';
import { createIdleWork } from '#lib/idle/idle-work.ts';
import * as registry from '#lib/providers/registry.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';
import { historyOf } from '#lib/turn/history.ts';
import { recall } from '#lib/turn/memory.ts';
import { answeringTutor, type AnsweringTutor } from '#tests/helpers/answering-tutor.ts';

vi.mock('#lib/providers/registry.ts', { spy: true });

const first = firstSettings('en');
const claude: Settings = {
  ...first,
  tutor: 'claude',
  tutors: { ...first.tutors, claude: { ...first.tutors.claude, model: 'm' } },
};
const tools = createLanguageTools(
  async (path) => readFileSync(`public/${path}`, 'utf8'),
  async () => null,
);
const reply = 'Ayer hubo una tormenta enorme.';
const storm = {
  surface: 'tormenta',
  lemma: 'tormenta',
  pos: 'NOUN',
  gender: 'f',
  article: 'la',
  translation: 'storm',
  sentence: reply,
  message: 1,
};

const admitted = vi.fn(async () => undefined);

function world(answers: unknown[], settings: Settings = claude, traits = {}) {
  const tutor: AnsweringTutor = answeringTutor(answers, traits);
  vi.mocked(registry.createProvider).mockReturnValue(tutor.provider);
  const clock = { now: 1_000_000 };
  const { runner, afterTurn } = createIdleWork({
    access: {
      key: async () => 'key',
      allowed: async () => true,
      passOriginCheck: async () => undefined,
      meter: { admit: admitted, record: async () => undefined },
      readFile: async () => '',
      lane: createLanes(),
    },
    tools,
    settings: async () => settings,
    now: () => clock.now,
    hold: () => () => undefined,
    wakeAt: () => undefined,
    suggestions: {
      suggest: suggestWords,
      hasRoom: async (language) => (await suggestionsWaiting(language)) < mostSuggestions,
    },
  });
  return { tutor, runner, afterTurn, clock };
}

async function turns(from: number, to: number, said = 'Tengo un perro', answer = reply): Promise<void> {
  for (let turn = from; turn <= to; turn += 1) {
    await beginTurn({ conversationId: 1, turnId: `t${turn}`, text: `${said} ${turn}.` }, turn);
    await endTurn(`t${turn}`, { state: 'done', text: answer, endedAt: turn });
  }
}

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 1, title: '', language: 'es', level: 'A1' }, 1);
});

describe('new words', () => {
  it('are looked for once in what the tutor said, and suggested, and only in what came since after that', async () => {
    await turns(1, 2);
    const { tutor, runner, afterTurn } = world([{ items: [storm] }]);
    await afterTurn(1);
    await runner.run();
    expect(await database.words.toArray()).toMatchObject([
      { lemma: 'tormenta', state: 'suggested', messageId: 't1/tutor' },
    ]);
    expect(tutor.requests[0]?.messages[0]?.text).not.toContain('perro');
    expect(admitted).toHaveBeenCalledWith('claude', false);
    expect(await readConversation(1)).toMatchObject({ wordsUpTo: 4 });
    await afterTurn(1);
    await runner.run();
    expect(tutor.requests).toHaveLength(1);
    await turns(3, 3);
    await afterTurn(1);
    await runner.run();
    expect(tutor.requests[1]?.messages[0]?.text.match(/Message \d/g)).toHaveLength(1);
    // The same word in another message is no other word.
    expect(await database.words.count()).toBe(1);
  });

  it('are at most five that wait, and then nobody is asked', async () => {
    await turns(1, 1);
    const many = Array.from({ length: 9 }, (_, index) => ({ ...storm, translation: `storm ${'abcdefghi'[index]}` }));
    const { tutor, runner, afterTurn } = world([{ items: many }]);
    await afterTurn(1);
    await runner.run();
    expect(await suggestionsWaiting('es')).toBe(5);
    await turns(2, 2);
    await afterTurn(1);
    await runner.run();
    expect(tutor.requests).toHaveLength(1);
    expect(await readConversation(1)).toMatchObject({ wordsUpTo: 2 });
  });

  it.each([
    ['rubbish', ['no', 'no']],
    ['another shape', [{ words: [] }]],
  ])('that come as %s change nothing, and are asked for again', async (_, answers) => {
    await turns(1, 1);
    const { runner, afterTurn, clock, tutor } = world([...answers, ...answers, { items: [storm] }]);
    await afterTurn(1);
    await runner.run();
    expect(await database.words.count()).toBe(0);
    expect(await database.jobs.get('extract/1')).toMatchObject({ attempts: 1 });
    for (let hours = 0; hours < 4 && tutor.requests.length < 5; hours += 1) {
      clock.now += 3_600_000;
      await runner.run();
    }
    expect(await database.words.count()).toBe(1);
  });

  it('are none that the learner is learning, knows or has suspended', async () => {
    await turns(1, 1);
    const known = {
      language: 'es',
      learnerLanguage: 'en',
      lemma: 'Tormenta',
      partOfSpeech: 'noun',
      translation: 'thunderstorm',
      surface: 'Tormenta',
      sentence: '',
    } as const;
    const id = await learnWord(known, 1);
    for (const state of ['learning', 'known', 'suspended'] as const) {
      await moveWord(id, state, 1);
      await database.conversations.update(1, { wordsUpTo: 0 });
      const { runner, afterTurn } = world([{ items: [storm] }]);
      await afterTurn(1);
      await runner.run();
      expect(await suggestionsWaiting('es')).toBe(0);
    }
    await deleteWord(id, 2);
    await database.conversations.update(1, { wordsUpTo: 0 });
    const { runner, afterTurn } = world([{ items: [storm] }]);
    await afterTurn(1);
    await runner.run();
    expect(await suggestionsWaiting('es')).toBe(1);
  });

  it('of a conversation that is gone are nobody’s', async () => {
    await turns(1, 1);
    const { tutor, runner, afterTurn } = world([{ items: [storm] }]);
    await afterTurn(1);
    await deleteConversation(1, 5);
    await runner.run();
    expect(tutor.requests).toEqual([]);
    expect(await database.jobs.count()).toBe(0);
  });

  it.each([
    ['the learner does not want it', { ...claude, idleWork: false }],
    ['the tutor is guided practice', { ...claude, tutor: 'guided' as const }],
    ['the tutor is a server', { ...claude, tutor: 'remote' as const }],
  ])('are not looked for where %s', async (_, settings) => {
    await turns(1, 12);
    const { tutor, runner, afterTurn } = world([{}], settings);
    await afterTurn(1);
    await runner.run();
    expect(await database.jobs.count()).toBe(0);
    expect(tutor.requests).toEqual([]);
  });

  it('are asked for behind the conversation where the tutor keeps only its latest prompt in mind', async () => {
    await turns(1, 2);
    const { tutor, runner, afterTurn } = world([{ items: [storm] }], claude, { parallel: false });
    await afterTurn(1);
    await runner.run();
    const [request] = tutor.requests;
    expect(request?.system).toContain('You are a warm, patient Spanish tutor');
    expect(request?.messages.map(({ text }) => text).slice(0, 4)).toEqual([
      'Tengo un perro 1.',
      reply,
      'Tengo un perro 2.',
      reply,
    ]);
    const small = world([{ items: [storm] }], claude, { parallel: false, contextTokens: 2_000 });
    await turns(3, 3);
    await small.afterTurn(1);
    await small.runner.run();
    expect(small.tutor.requests[0]?.messages).toHaveLength(1);
  });
});

describe('a summary', () => {
  const made = {
    summary: 'They talked about dogs.',
    facts: [{ text: 'Tiene un perro.', quote: 'Tengo un perro 1', message: 1 }],
  };
  const nothingNew = { items: [] };
  /** Answers by what is asked for. */
  const answersTo = (tutor: AnsweringTutor, ...summaries: unknown[]): void => {
    let next = 0;
    tutor.provider.stream = async function* stream(request) {
      tutor.requests.push(request);
      const summing = request.lesson.task?.name === 'summarise';
      const answer = summing ? summaries[Math.min(next, summaries.length - 1)] : nothingNew;
      if (summing) next += 1;
      yield { type: 'text', text: JSON.stringify(answer) };
      yield { type: 'finish', reason: 'stop' };
    };
  };
  const summing = (tutor: AnsweringTutor) =>
    tutor.requests
      .filter(({ lesson }) => lesson.task?.name === 'summarise')
      .map(({ messages }) => messages[0]?.text ?? '');

  it('is made after ten messages, of all but the last five and whole turns', async () => {
    const { tutor, runner, afterTurn } = world([]);
    answersTo(tutor, made);
    await turns(1, 4);
    await afterTurn(1);
    await runner.run();
    expect(summing(tutor)).toEqual([]);
    await turns(5, 5);
    await afterTurn(1);
    await runner.run();
    expect(summing(tutor)).toHaveLength(1);
    expect(summing(tutor)[0]?.match(/Message \d/g)).toHaveLength(4);
    expect(await readSummary(1)).toEqual({ conversationId: 1, text: made.summary, upTo: 4, updatedAt: 1_000_000 });
    expect(await allFacts()).toMatchObject([
      { text: 'Tiene un perro.', messageId: 't1/learner', quote: 'Tengo un perro 1' },
    ]);
  });

  it('goes on from the one before, with nothing summed up twice', async () => {
    const { tutor, runner, afterTurn } = world([]);
    answersTo(tutor, made, { summary: 'Dogs, and then cats.', facts: made.facts });
    await turns(1, 5);
    await afterTurn(1);
    await runner.run();
    await turns(6, 7);
    await afterTurn(1);
    await runner.run();
    expect(summing(tutor)[1]).toContain('They talked about dogs.');
    expect(summing(tutor)[1]).toContain('Tengo un perro 3.');
    expect(summing(tutor)[1]).not.toContain('Tengo un perro 2.');
    expect(await readSummary(1)).toMatchObject({ text: 'Dogs, and then cats.', upTo: 8 });
    expect(await database.facts.count()).toBe(1);
  });

  it.each([
    ['rubbish', 'no'],
    ['empty', { summary: '', facts: [] }],
    ['of another shape', { text: 'They met.' }],
  ])('that is %s leaves the old one', async (_, answer) => {
    const { tutor, runner, afterTurn } = world([]);
    answersTo(tutor, made, answer);
    await turns(1, 5);
    await afterTurn(1);
    await runner.run();
    const before = await readSummary(1);
    await turns(6, 7);
    await afterTurn(1);
    await runner.run();
    expect(await readSummary(1)).toEqual(before);
    expect(await database.jobs.get('summarise/1')).toMatchObject({ attempts: 1 });
  });

  it('goes on from what the learner has changed meanwhile, and never writes over it unread', async () => {
    const { tutor, runner, afterTurn, clock } = world([]);
    answersTo(tutor, made);
    await turns(1, 5);
    await afterTurn(1);
    await runner.run();
    await turns(6, 7);
    await afterTurn(1);
    clock.now += 1;
    const { stream } = tutor.provider;
    tutor.provider.stream = async function* edited(request, options) {
      if (request.lesson.task?.name === 'summarise' && summing(tutor).length === 1) {
        await changeSummary({ conversationId: 1, text: 'My words.', upTo: 4, updatedAt: 2_000_000 });
      }
      yield* stream(request, options);
    };
    await runner.run();
    const asked = summing(tutor).map((input) => /Summary so far:\n<<<summary \w+\n(.*)/.exec(input)?.[1]);
    expect(asked).toEqual([undefined, made.summary, 'My words.']);
    expect(await readSummary(1)).toMatchObject({ upTo: 8 });
  });

  it('of a long conversation is made piece by piece', async () => {
    const { tutor, runner, afterTurn } = world([]);
    answersTo(tutor, made);
    await turns(1, 30, 'palabra '.repeat(200));
    await afterTurn(1);
    await runner.run();
    expect(summing(tutor).length).toBeGreaterThan(2);
    expect(await readSummary(1)).toMatchObject({ upTo: 54 });
    expect(await database.jobs.count()).toBe(0);
  });

  it('and its facts go with their conversation', async () => {
    const { tutor, runner, afterTurn } = world([]);
    answersTo(tutor, made);
    await turns(1, 5);
    await afterTurn(1);
    await runner.run();
    await deleteConversation(1, 5);
    await purgeDeleted(1_000);
    expect([await database.summaries.count(), await database.facts.count()]).toEqual([0, 0]);
  });

  it('stands in for what it was made of, unless a reply from before is asked for again', async () => {
    const { tutor, runner, afterTurn } = world([]);
    answersTo(tutor, made);
    await turns(1, 5);
    await afterTurn(1);
    await runner.run();
    const next = await recall({ conversationId: 1, turnId: 't6' }, 'es');
    expect(next).toMatchObject({ upTo: 4, memory: { summary: made.summary, facts: ['Tiene un perro.'] } });
    const given: string[] = [];
    const question = { conversationId: 1, turnId: 't6', begun: '', unkept: { turns: [] } };
    for await (const { text } of historyOf(question, next.upTo)) given.push(text);
    expect(given.toReversed().filter((text) => text !== reply)).toEqual(
      [3, 4, 5].map((turn) => `Tengo un perro ${turn}.`),
    );
    expect(await recall({ conversationId: 1, turnId: 't2' }, 'es')).toMatchObject({ upTo: 0, memory: { summary: '' } });
    expect((await recall({ conversationId: 1, turnId: 't6' }, 'de')).memory?.facts).toEqual([]);
  });
});
