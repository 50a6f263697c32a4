import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import { recentSlips } from '#lib/db/read/slips.ts';
import { messageId, type Message } from '#lib/db/rows.ts';
import { createConversation } from '#lib/db/write/conversations.ts';
import { disputeEdit } from '#lib/db/write/cards.ts';
import { beginTurn } from '#lib/db/write/turns.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { noGuidance, type Reading } from '#lib/tutor/prompt.ts';
import { createBeside } from '#lib/turn/beside.ts';
import { correctMessage } from '#lib/turn/correct-beside.ts';
import { answeringTutor, type AnsweringTutor } from '#tests/helpers/answering-tutor.ts';
import { until } from '#tests/helpers/until.ts';

const lesson = { language: 'es', level: 'A2', learnerLanguage: 'en' } as const;
const written = 'Yo fue al cine con mi amigos';
const correction = {
  corrected: 'Yo fui al cine con mis amigos',
  notes: [
    { original: 'fue', replacement: 'fui', category: 'verb_form', severity: 'wrong', explanation: '“Yo”: fui.' },
    { original: 'mi', replacement: 'mis', category: 'agreement', severity: 'wrong', explanation: 'Plural: mis.' },
  ],
  wellDone: null,
};
const tools = createLanguageTools(
  async () => '',
  async (text) => (/\bthe\b/.test(text) ? 'en' : null),
);
const never = new AbortController().signal;

async function correct(
  tutor: AnsweringTutor,
  message = written,
  before = '',
  reading: Reading | null = null,
): Promise<void> {
  const turn = {
    conversationId: 1,
    turnId: 't',
    model: 'm',
    lesson,
    setting: { scene: null, reading },
    corrections: true,
    guidance: noGuidance,
    begun: '',
  };
  async function* newestFirst() {
    yield { role: 'learner', text: message } as const;
  }
  await correctMessage({ message, before, turn, newestFirst }, tutor, tools, never);
}

async function question(): Promise<Message | undefined> {
  return database.messages.get(messageId('t', 'learner'));
}

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 1, title: '', language: 'es', level: 'A2' }, 1);
  await beginTurn({ conversationId: 1, turnId: 't', text: written }, Date.now());
});

describe('the correction of a message', () => {
  it('becomes its card, and what is shown goes into the error memory', async () => {
    await correct(answeringTutor([correction]));
    expect((await question())?.card).toMatchObject({ kind: 'edits', corrected: correction.corrected });
    const slips = await recentSlips('es', Date.now());
    expect(slips.map(({ wrong, right, category }) => `${wrong} → ${right}: ${category}`).toSorted()).toEqual([
      'fue → fui: verb_form',
      'mi → mis: agreement',
    ]);
    for (const { sentence, start, end, right } of slips) expect(sentence.slice(start, end)).toBe(right);
  });

  it('leaves alone what the learner quotes of what they read', async () => {
    const message = 'Yo no entiendo «las luzes del faro»';
    const corrected = 'No entiendo «las luces del faro»';
    const reading = { title: 'Los faros', text: 'De noche, las luzes del faro giran.', nonce: 'n' };
    await correct(answeringTutor([{ corrected, notes: [], wellDone: null }]), message, '', reading);
    expect((await question())?.card).toMatchObject({ corrected: 'No entiendo «las luzes del faro»' });
  });

  it('is asked for with what the message answers, and the message fenced', async () => {
    const tutor = answeringTutor([correction]);
    await correct(tutor, written, '¿Qué hiciste?');
    expect(tutor.requests[0]?.messages[0]?.text).toMatch(/<<<question (\w{16})\n¿Qué hiciste\?\nquestion \1>>>/);
    expect(tutor.requests[0]?.messages[0]?.text).toMatch(
      /<<<message (\w{16})\nYo fue al cine con mi amigos\nmessage \1>>>/,
    );
  });

  it('goes behind the prompt of the reply, for a tutor that keeps only its latest prompt', async () => {
    const tutor = answeringTutor([correction], { parallel: false });
    await correct(tutor);
    const [request] = tutor.requests;
    expect(request?.system).toMatch(/^You are a warm, patient Spanish tutor/);
    expect(request?.messages[0]).toEqual({ role: 'learner', text: written });
  });

  it('is asked for once', async () => {
    const tutor = answeringTutor([correction]);
    await correct(tutor);
    await correct(tutor);
    expect(tutor.requests).toHaveLength(1);
  });

  it('is not asked for where the learner wrote in another language: that is helped with', async () => {
    const tutor = answeringTutor([correction]);
    await correct(tutor, 'What is the word for the big cinema in town?');
    expect(tutor.requests).toHaveLength(0);
  });

  it.each([
    ['talk', ['Sorry, I can not do that.']],
    ['another shape', [{ corrected: 5 }]],
    ['a failure', [new PatterError('overloaded')]],
  ])('that comes as %s leaves the message as it is', async (_, answers) => {
    await expect(correct(answeringTutor(answers))).rejects.toBeInstanceOf(PatterError);
    expect(await question()).not.toHaveProperty('card');
    expect(await recentSlips('es', Date.now())).toEqual([]);
  });

  it('that rewrites everything is one more natural way to say it, and no mistakes', async () => {
    const rewritten = 'Ayer vimos juntos una película';
    await correct(answeringTutor([{ ...correction, corrected: rewritten }]));
    expect((await question())?.card).toMatchObject({ kind: 'natural', natural: rewritten });
    expect(await recentSlips('es', Date.now())).toEqual([]);
  });

  it('can be wrong: what the learner disputes is no mistake any more', async () => {
    await correct(answeringTutor([correction]));
    const card = (await question())?.card;
    const edit = card?.kind === 'edits' ? card.edits.findIndex(({ original }) => original === 'fue') : -1;
    await disputeEdit('t', edit);
    expect((await recentSlips('es', Date.now())).map(({ wrong }) => wrong)).toEqual(['mi']);
    const disputed = (await question())?.card;
    expect(disputed?.kind === 'edits' && disputed.edits[edit]?.disputed).toBe(true);
    await disputeEdit('t', 99);
    await disputeEdit('nowhere', 0);
  });

  it('of a message that is gone is dropped', async () => {
    await database.messages.clear();
    await correct(answeringTutor([correction]));
    expect(await database.slips.count()).toBe(0);
  });
});

describe('what is done beside a turn', () => {
  it('holds the worker until it is over, is done once at a time, and fails alone', async () => {
    let held = 0;
    let begun = 0;
    const beside = createBeside(() => {
      held += 1;
      return () => {
        held -= 1;
      };
    });
    const gate = Promise.withResolvers<void>();
    const work = async () => {
      begun += 1;
      await gate.promise;
    };
    beside('a', work);
    beside('a', work);
    beside('b', work);
    expect({ held, begun }).toEqual({ held: 2, begun: 2 });
    gate.reject(new Error('rubbish'));
    await until(async () => held === 0);
    beside('a', async () => {
      begun += 1;
    });
    expect(begun).toBe(3);
  });
});
