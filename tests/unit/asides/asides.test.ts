import { beforeEach, describe, expect, it, vi } from 'vitest';
import { simplifyReply, suggestAnswers, translateReply, type AsideTools } from '#lib/asides/about-reply.ts';
import { drillFor } from '#lib/asides/drill.ts';
import { glossWord } from '#lib/asides/gloss-word.ts';
import { howToSay } from '#lib/asides/how-to-say.ts';
import { recapConversation } from '#lib/asides/recap.ts';
import { database } from '#lib/db/database.ts';
import { readConversation } from '#lib/db/read/conversations.ts';
import { readReply } from '#lib/db/read/messages.ts';
import type { Slip } from '#lib/db/rows.ts';
import { createConversation } from '#lib/db/write/conversations.ts';
import { beginTurn, endTurn } from '#lib/db/write/turns.ts';
import { knowWord, learnWord } from '#lib/db/write/words.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import * as registry from '#lib/providers/registry.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';
import { answeringTutor, type AnsweringTutor } from '#tests/helpers/answering-tutor.ts';
import { readOwnFile } from '#tests/helpers/own-files.ts';

vi.mock('#lib/providers/registry.ts', { spy: true });

const tools: AsideTools = {
  access: {
    key: async () => 'key',
    allowed: async () => true,
    passOriginCheck: async () => undefined,
    readFile: readOwnFile,
    meter: { admit: async () => undefined, record: async () => undefined },
    lane: createLanes(),
  },
  tools: createLanguageTools(readOwnFile, async () => null),
};

const first = firstSettings('en');
const claude: Settings = {
  ...first,
  tutor: 'claude',
  tutors: { ...first.tutors, claude: { ...first.tutors.claude, model: 'm' } },
};
const remote: Settings = { ...first, tutor: 'remote' };
const guided: Settings = { ...first, tutor: 'guided' };
const german: Settings = { ...claude, learnerLanguage: 'de' };
const lesson = { language: 'es', level: 'A1' } as const;
const said = 'Me gusta relajarme en casa.';

/** Has the tutor give these answers, one after the other. */
function answers(...given: unknown[]): AnsweringTutor {
  const tutor = answeringTutor(given);
  vi.mocked(registry.createProvider).mockReturnValue(tutor.provider);
  return tutor;
}

beforeEach(async () => {
  vi.mocked(registry.createProvider).mockReset();
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 1, title: '', ...lesson }, 1);
  await beginTurn({ conversationId: 1, turnId: 't', text: 'Hola, ¿qué te gusta?' }, 2);
  await endTurn('t', { state: 'done', text: said, endedAt: 3 });
});

describe('what is asked about a reply', () => {
  it('is asked once, and then read from its message', async () => {
    const tutor = answers({ translation: 'I like to relax at home.' });
    expect(await translateReply('t', claude, tools)).toBe('I like to relax at home.');
    expect(await translateReply('t', claude, tools)).toBe('I like to relax at home.');
    expect(tutor.requests).toHaveLength(1);
    expect((await readReply('t'))?.translation).toEqual({ language: 'en', text: 'I like to relax at home.' });
  });

  it('is asked again in another language', async () => {
    const tutor = answers({ translation: 'I like it.' }, { translation: 'Ich mag es.' });
    await translateReply('t', claude, tools);
    expect(await translateReply('t', german, tools)).toBe('Ich mag es.');
    expect(tutor.requests).toHaveLength(2);
  });

  it('is forgotten with the reply that it was about', async () => {
    answers({ translation: 'I like it.' });
    await translateReply('t', claude, tools);
    await endTurn('t', { state: 'done', text: 'Otra cosa.', endedAt: 9 });
    expect(await readReply('t')).not.toHaveProperty('translation');
  });

  it('is easier where it is to be', async () => {
    const tutor = answers({ text: 'Me gusta estar en casa muy relajadamente.' }, { text: 'Me gusta mi casa.' });
    expect(await simplifyReply('t', claude, tools)).toBe('Me gusta mi casa.');
    expect(tutor.requests).toHaveLength(2);
    expect((await readReply('t'))?.simpler).toBe('Me gusta mi casa.');
  });

  it('is answered at the learner’s level', async () => {
    const texts = [
      'Sí, a mí también.',
      'Yo no.',
      'Prefiero las vicisitudes estrafalarias.',
      '¿Y tú?',
      'Me gusta leer.',
    ];
    answers({ suggestions: texts.map((text) => ({ text, meaning: 'x' })) });
    const suggestions = await suggestAnswers('t', claude, tools);
    expect(suggestions.map(({ text }) => text)).toEqual(['Sí, a mí también.', 'Yo no.', '¿Y tú?']);
    expect((await readReply('t'))?.suggestions).toEqual(suggestions);
  });

  it('is refused by tutors that can not do it, with nothing sent', async () => {
    const tutor = answers({});
    await expect(howToSay('I am hungry', lesson, guided, tools)).rejects.toMatchObject({ code: 'task-unsupported' });
    expect(tutor.requests).toHaveLength(0);
  });

  it.each(['gone', ''])('is refused for a reply that is not there: %j', async (turnId) => {
    await expect(translateReply(turnId, claude, tools)).rejects.toMatchObject({ code: 'storage' });
  });
});

it('says how something is said, with its words', async () => {
  answers({ text: 'Tengo hambre.', words: [{ word: 'hambre', meaning: 'hunger' }] });
  expect(await howToSay('I am hungry', lesson, claude, tools)).toEqual({
    text: 'Tengo hambre.',
    words: [{ word: 'hambre', meaning: 'hunger' }],
  });
});

describe('the meaning of a word', () => {
  const place = (word: string) => ({ sentence: said, at: said.indexOf(word) + 1, ...lesson });

  it('comes from the core list, whatever its form', async () => {
    const tutor = answers({});
    const { word, gloss } = await glossWord(place('gusta'), claude, tools);
    expect(word).toBe('gusta');
    expect(gloss).toMatchObject({ lemma: 'gustar', source: 'list', band: 'A1' });
    expect(tutor.requests).toHaveLength(0);
  });

  it('comes from the tutor for who does not read English, and is kept', async () => {
    const tutor = answers({ lemma: 'gustar', grammar: 'Verb', translation: 'gefallen' });
    const { gloss } = await glossWord(place('gusta'), german, tools);
    expect(gloss).toMatchObject({ translation: 'gefallen', source: 'tutor', band: 'A1' });
    await glossWord(place('gusta'), german, tools);
    expect(tutor.requests).toHaveLength(1);
    expect(tutor.requests[0]?.messages[0]?.text).toContain('Me gusta relajarme en casa.');
  });

  it('comes in English where no tutor can be asked, and is nobody’s to say where the list does not have it', async () => {
    answers(new PatterError('task-unsupported'));
    const rare = { sentence: 'La zarzuela', at: 4, ...lesson };
    for (const settings of [guided, remote]) {
      expect((await glossWord(place('gusta'), { ...settings, learnerLanguage: 'de' }, tools)).gloss).toMatchObject({
        source: 'list',
      });
      expect(await glossWord(rare, settings, tools)).toMatchObject({ word: 'zarzuela', gloss: null });
    }
  });

  it('is not given where asking fails otherwise', async () => {
    answers(new PatterError('overloaded'));
    await expect(glossWord(place('gusta'), german, tools)).rejects.toMatchObject({ code: 'overloaded' });
  });

  it('is none where there is no word', async () => {
    expect(await glossWord({ sentence: 'Sí…', at: 2, ...lesson }, claude, tools)).toEqual({
      word: '',
      sentence: '',
      gloss: null,
    });
    expect(await glossWord({ sentence: '', at: 0, ...lesson }, claude, tools)).toEqual({
      word: '',
      sentence: '',
      gloss: null,
    });
  });
});

const slip = (number: number, change: Partial<Slip> = {}): Slip => ({
  id: `s${number}/0`,
  turnId: `s${number}`,
  conversationId: 1,
  language: 'es',
  at: Date.now() - number,
  category: 'verb_form',
  wrong: 'fue',
  right: 'fui',
  sentence: `Yo fui al cine ${number}.`,
  start: 3,
  end: 6,
  ...change,
});

describe('a drill', () => {
  const wish = { ...lesson, category: 'verb_form' } as const;

  it('is made of the learner’s own latest mistakes of the kind, and asks nobody where there are enough', async () => {
    const tutor = answers({});
    await database.slips.bulkPut([1, 2, 3, 4, 5, 6, 7].map((number) => slip(number)));
    const items = await drillFor(wish, claude, tools);
    expect(items).toHaveLength(5);
    expect(items[0]).toEqual({ before: 'Yo ', answer: 'fui', after: ' al cine 1.', wrong: 'fue' });
    expect(tutor.requests).toHaveLength(0);
  });

  it('has new sentences like them where there are too few', async () => {
    answers({ sentences: [{ sentence: 'Ayer fui a casa.', answer: 'fui' }] });
    await database.slips.bulkPut([slip(1), slip(2, { category: 'agreement', wrong: 'mi', right: 'fui' })]);
    const items = await drillFor(wish, claude, tools);
    expect(items.map(({ before, wrong }) => [before, wrong])).toEqual([
      ['Yo ', 'fue'],
      ['Ayer ', ''],
      ['Yo ', 'mi'],
    ]);
  });

  it('does without a tutor that fails or can not be asked', async () => {
    answers(new PatterError('overloaded'));
    await database.slips.bulkPut([slip(1)]);
    expect(await drillFor(wish, claude, tools)).toHaveLength(1);
    expect(await drillFor(wish, remote, tools)).toHaveLength(1);
  });

  it('leaves out what has no form to be filled in, and asks the same thing once', async () => {
    await database.slips.bulkPut([slip(1), { ...slip(1), id: 'again/0' }, slip(2, { right: '', start: 3, end: 3 })]);
    expect(await drillFor(wish, remote, tools)).toHaveLength(1);
  });
});

describe('a look back', () => {
  const doctor = {
    language: 'es',
    learnerLanguage: 'en',
    lemma: 'médico',
    partOfSpeech: 'noun',
    translation: 'doctor',
    surface: 'médico',
    sentence: 'Soy médico.',
  } as const;

  it('has what went well from the tutor, and what went wrong from the error memory', async () => {
    answers({
      wellDone: [{ quote: 'qué te gusta', praise: 'A good question.' }],
      words: [{ word: 'relajarme', meaning: 'relax' }],
    });
    await database.slips.bulkPut([slip(1), slip(2), slip(3, { category: 'agreement' })]);
    const recap = await recapConversation(1, claude, tools);
    expect(recap).toEqual({
      messages: 2,
      recurring: { category: 'verb_form', count: 2, wrong: 'fue', right: 'fui' },
      wellDone: [{ quote: 'qué te gusta', praise: 'A good question.' }],
      words: [{ word: 'relajarme', meaning: 'relax' }],
    });
    expect((await readConversation(1))?.recap).toEqual(recap);
  });

  it('comes from what is kept where no tutor can be asked', async () => {
    await database.messages.update('t/learner', { card: { kind: 'well-said', wellDone: 'A clear question.' } });
    const recap = await recapConversation(1, remote, tools);
    expect(recap.wellDone).toEqual([{ quote: 'Hola, ¿qué te gusta?', praise: 'A clear question.' }]);
    expect(recap.words.map(({ word }) => word)).toContain('casa');
    expect(recap.recurring).toBeNull();
  });

  it('has words that are new to the learner first, and none that is known', async () => {
    const lines = ['Soy médico y tengo una casa grande.', 'En la cocina hay un perro y un jardín.'];
    await beginTurn({ conversationId: 1, turnId: 'u', text: 'Tengo un gato y un jardín.' }, 4);
    await endTurn('u', { state: 'done', text: lines.join(' '), endedAt: 5 });
    await createConversation({ id: 2, title: '', ...lesson }, 1);
    await beginTurn({ conversationId: 2, turnId: 'v', text: 'Hola' }, 1);
    await endTurn('v', { state: 'done', text: 'El perro está en casa.', endedAt: 1 });
    const words = async () => (await recapConversation(1, remote, tools)).words.map(({ word }) => word);
    const before = await words();
    // Neither what was met before, nor what the learner wrote first, nor what every lesson is full of.
    for (const word of ['médico', 'cocina', 'grande']) expect(before).toContain(word);
    for (const word of ['casa', 'perro', 'jardín', 'tener', 'ser']) expect(before).not.toContain(word);
    await knowWord({ ...doctor, lemma: 'médico' }, 6);
    expect(await words()).not.toContain('médico');
  });

  it('leaves out of the tutor’s words what the learner knows in any form', async () => {
    await learnWord({ ...doctor, lemma: 'Relajarse' }, 4);
    await learnWord({ ...doctor, lemma: 'casa' }, 4);
    const word = (name: string) => ({ word: name, meaning: 'something' });
    answers({ wellDone: [], words: [word('relajarse'), word('gusta'), word('casa')] });
    await database.messages.update('t/tutor', { text: 'Me gusta relajarse en casa.' });
    const recap = await recapConversation(1, claude, tools);
    expect(recap.words).toEqual([word('gusta')]);
  });

  it('is refused for a conversation that is not there', async () => {
    await expect(recapConversation(99, claude, tools)).rejects.toMatchObject({ code: 'storage' });
  });
});
