import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replyTo } from '#lib/providers/guided/replay.ts';
import type { ChatMessage } from '#lib/providers/provider.ts';
import { allScenes, exchangesOf, help, languages, materialOf, practise, requestFor, sceneOf } from './practice.ts';

const notice = help.phrases.notice;
const example = help.phrases.offer;
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');
/** How a cue begins, before anything in it depends on the learner. */
const startOf = (cue: string) => cue.replace(/\[.*/, '').slice(0, 12);

const politely = {
  de: (text: string) => `Hallo, also ${text.replace(/[.!]$/, '')}, vielen Dank.`,
  en: (text: string) => `Hello, well, ${text.replace(/[.!]$/, '')}, thank you very much.`,
  es: (text: string) => `Hola, pues ${text.replace(/[.!]$/, '')}, muchas gracias.`,
  fr: (text: string) => `Bonjour, euh, ${text.replace(/[.!]$/, '')}, merci beaucoup.`,
  it: (text: string) => `Salve, allora ${text.replace(/[.!]$/, '')}, grazie mille.`,
  pt: (text: string) => `Oi, bom, ${text.replace(/[.!]$/, '')}, muito obrigado.`,
  ja: (text: string) => `えっと、${text}よろしくお願いします。`,
};

describe.each(allScenes)('$name', ({ language, id }) => {
  const exchanges = exchangesOf(language, id);
  const { scene } = sceneOf(language, id);

  async function walk(answer: (model: string) => string) {
    const learner = practise(language, id);
    await learner.open();
    for (const [index, { model }] of exchanges.entries()) {
      const { text } = await learner.say(answer(model));
      const next = exchanges[index + 1];
      expect(text, answer(model)).toContain(next === undefined ? '“again”' : startOf(next.cue));
      expect(text, answer(model)).not.toContain(example);
    }
    return learner;
  }

  test('opens with the notice, the scene and the first cue', async () => {
    const { text } = await practise(language, id).open();
    expect(text).toBe(`> ${notice}\n\n${scene.opening}${language === 'ja' ? '' : ' '}${exchanges[0]?.cue ?? ''}`);
  });

  test('is played to its end with the model answers', async () => {
    const learner = await walk((model) => model);
    const last = learner.messages.at(-1)?.text ?? '';
    expect(last).toContain(`all ${exchanges.length} questions`);
  });

  test('is played to its end politely, with capitals or none', async () => {
    await walk((model) => politely[language](model));
    await walk((model) => model.toLowerCase());
    await walk((model) => model.toUpperCase());
  });

  test('is played to its end without accents and punctuation', async () => {
    const isPlain = language !== 'ja';
    await walk((model) => (isPlain ? fold(model) : model).replace(/[^\p{L}\p{N}' ]/gu, isPlain ? '' : ' '));
  });

  test('can be skipped through', async () => {
    const learner = practise(language, id);
    await learner.open();
    for (const exchange of exchanges.slice(1)) {
      expect((await learner.say('next')).text).toContain(startOf(exchange.cue));
    }
    expect((await learner.say('…')).text).toContain('“again”');
  });

  test('helps with the hint and the glosses, then with the example', async () => {
    const learner = practise(language, id);
    await learner.open();
    for (const exchange of exchanges) {
      const first = await learner.say('help');
      expect(first.text).toContain(exchange.hint.en);
      for (const meaning of Object.values(exchange.glosses.en)) expect(first.text).toContain(meaning);
      expect(first.text).not.toContain(exchange.model);
      expect((await learner.say("I don't understand")).text).toContain(exchange.model);
      await learner.say(exchange.model);
    }
    expect(learner.messages.at(-1)?.text).toContain(help.phrases.finished.helped);
  });

  test('does not take nonsense, and is no dead end', async () => {
    const learner = practise(language, id);
    await learner.open();
    for (const [index, exchange] of exchanges.entries()) {
      const first = await learner.say('xq zzkr wpl brrt');
      expect(first.text).toContain(exchange.hint.en);
      expect(first.text).toContain(example);
      const second = await learner.say('xq zzkr wpl brrt');
      expect(second.text).toContain(exchange.model);
      expect(second.text).toContain('“next”');
      const next = exchanges[index + 1];
      expect((await learner.say(exchange.model)).text).toContain(next === undefined ? '“again”' : next.cue.slice(0, 5));
    }
  });

  test('goes on through a slip, says it right, and notes it', async () => {
    const learner = practise(language, id);
    await learner.open();
    for (const exchange of exchanges) {
      for (const slip of exchange.slips) {
        const { text, corrections } = await learner.trySaying(slip.example);
        const [note] = corrections?.notes ?? [];
        expect(note, slip.example).toMatchObject({ category: slip.category, severity: slip.severity });
        expect(slip.example.replace(note?.original ?? '', note?.replacement ?? '')).toBe(corrections?.corrected);
        const afterItsSlots = slip.recast.replace(/\[[^\]]*\]/g, '').match(/[^{}]+$/)?.[0] ?? '';
        expect(text, slip.example).toContain(afterItsSlots);
      }
      await learner.say(exchange.model);
    }
  });
});

describe('who begins', () => {
  test('a learner who greets is told the same, and asked the same', async () => {
    const { text } = await practise('es').say('Hola');
    expect(text).toBe((await practise('es').open()).text);
  });

  test('a learner who answers before the question is understood', async () => {
    const learner = practise('es');
    const { text } = await learner.say('Hola, me llamo Ana');
    expect(text).toBe(`> ${notice}\n\n¡Hola! Soy Lucía, de Sevilla. ¡Encantada, Ana! ¿De dónde eres?`);
    expect((await learner.say('Soy de Lugo')).text).toBe('¡Lugo! ¡Qué bonito! ¿Dónde vives ahora?');
  });

  test('scenes that are not known are the first one', async () => {
    expect((await practise('fr', 'moon-landing').open()).text).toContain('Léa');
  });
});

describe('in the middle', () => {
  test('what was learnt of the learner is said again', async () => {
    const learner = practise('es');
    await learner.open();
    await learner.say('soy ana');
    for (const { model } of exchangesOf('es', 'introductions').slice(1)) await learner.say(model);
    expect(learner.messages.at(-1)?.text).toContain('¡Hasta luego, Ana!');
  });

  test('two answers in one message are both heard', async () => {
    const learner = practise('es');
    await learner.open();
    const { text } = await learner.say('Me llamo Ana y soy de Londres');
    expect(text).toBe('¡Encantada, Ana! ¡Londres! ¡Qué bonito! ¿Dónde vives ahora?');
  });

  test.each([
    ['es', 'Me llamo Ana, ¿y tú?', 'Yo me llamo Lucía.'],
    ['fr', "Je m'appelle Tom, et toi ?", "Moi, c'est Léa."],
    ['ja', 'アナです。ゆきさんは？', '私はゆきです。'],
  ])('%s: a question back is answered', async (language, answer, reply) => {
    const learner = practise(language);
    await learner.open();
    expect((await learner.say(answer)).text).toContain(reply);
  });

  test.each([
    ['es', '¿Eres un robot?', '¿Cómo te llamas?'],
    ['it', 'Sei un robot?', 'come ti chiami?'],
    ['it', 'la luna canta forte', 'come ti chiami?'],
  ])('%s: “%s” is led back kindly', async (language, words, cue) => {
    const learner = practise(language);
    await learner.open();
    const { text } = await learner.say(words);
    const { notUnderstood } = materialOf(language).pack.phrases;
    expect(notUnderstood.some((line) => text.startsWith(line))).toBe(true);
    expect(text.toLowerCase()).toContain(cue.toLowerCase());
    expect(text).toContain('Hint:');
  });

  test.each([
    ['es', 'otra vez', '¿Cómo te llamas?'],
    ['fr', 'encore une fois', "comment tu t'appelles"],
    ['ja', 'もう一度お願いします', 'お名前は何ですか'],
  ])('%s: “%s” asks again', async (language, words, cue) => {
    const learner = practise(language);
    await learner.open();
    const { text } = await learner.say(words);
    expect(text).toContain(cue);
    expect(text).not.toContain(notice);
  });

  test.each([
    ['es', 'siguiente'],
    ['fr', 'suivant'],
    ['ja', '次'],
  ])('%s: “%s” goes on', async (language, words) => {
    const learner = practise(language);
    await learner.open();
    expect((await learner.say(words)).text).toContain(exchangesOf(language, 'introductions')[1]?.cue);
  });

  test.each([
    'what does llamas mean?',
    'Sorry, can you explain that in English please?',
    'hint',
    'I don’t know',
    'no entiendo',
  ])('“%s” is helped, not graded', async (text) => {
    const learner = practise('es');
    await learner.open();
    const reply = await learner.say(text);
    expect(reply.text).toContain('Hint: say your name');
    expect(reply.corrections).toBeUndefined();
  });

  test('a greeting is returned, and the cue stays', async () => {
    const learner = practise('fr');
    await learner.open();
    const { text } = await learner.say('Bonjour !');
    expect(text).toContain("comment tu t'appelles");
    expect(text).not.toContain('Hint');
  });

  test('Japanese in Latin letters is told about', async () => {
    const learner = practise('ja', 'cafe');
    await learner.open();
    expect((await learner.say('tennai de onegaishimasu')).text).toContain(help.phrases.script);
  });

  test('another scene starts when it is named', async () => {
    const learner = practise('es');
    await learner.open();
    await learner.say('Me llamo Ana');
    const { text } = await learner.say('café');
    expect(text).toContain('camarero');
    expect(text).not.toContain(notice);
    expect((await learner.say('Dentro, por favor')).text).toContain('¿Qué desea beber?');
  });
});

describe('at the end', () => {
  async function toTheEnd(language: string, scene: string) {
    const learner = practise(language, scene);
    await learner.open();
    for (const { model } of exchangesOf(language, scene)) await learner.say(model);
    return learner;
  }

  test.each(['again', 'otra vez', 'Once more'])('“%s” begins it again', async (words) => {
    const learner = await toTheEnd('es', 'cafe');
    const { text } = await learner.say(words);
    expect(text).toBe(`${sceneOf('es', 'cafe').scene.opening} ${exchangesOf('es', 'cafe')[0]?.cue ?? ''}`);
    expect((await learner.say('Dentro')).text).toContain('¿Qué desea beber?');
  });

  test('another scene can be named, and the first one again after it', async () => {
    const learner = await toTheEnd('fr', 'introductions');
    expect((await learner.say('weekend')).text).toContain('On est lundi.');
    expect((await learner.say("C'était super !")).text).toContain('samedi');
    expect((await learner.say('introductions')).text).toContain('Léa');
    expect((await learner.say("Je m'appelle Zoé")).text).toContain('Enchantée, Zoé');
  });

  test('“next” goes on to the scene after it', async () => {
    const learner = await toTheEnd('ja', 'introductions');
    expect((await learner.say('次')).text).toContain(sceneOf('ja', 'shopping').scene.opening);
  });

  test('anything else is answered warmly with the same choice', async () => {
    const learner = await toTheEnd('es', 'introductions');
    const { text } = await learner.say('Gracias, adiós');
    expect(text).toContain('“again”');
    expect(text).toContain('“shopping”, “café”, “directions”, “weekend”, or “plans” for another one.');
  });
});

describe('a conversation that is not as it should be', () => {
  const reply = (messages: readonly ChatMessage[], scene?: string) =>
    replyTo(requestFor('es', scene, messages), materialOf('es')).reply.text;
  const opening: ChatMessage = { role: 'tutor', text: reply([]) };

  test('messages that were never answered moved nothing', () => {
    const lost: ChatMessage = { role: 'learner', text: 'Me llamo Eva' };
    const empty: ChatMessage = { role: 'tutor', text: '' };
    const answer: ChatMessage = { role: 'learner', text: 'Me llamo Ana' };
    expect(reply([opening, lost, answer])).toBe(reply([opening, answer]));
    expect(reply([opening, lost, empty, answer])).toBe(reply([opening, answer]));
  });

  test('what was said with another tutor before does not count, and the notice comes first', () => {
    const text = reply([
      { role: 'tutor', text: '¡Buenas! ¿De qué quieres hablar?' },
      { role: 'learner', text: 'Me llamo Ana' },
      { role: 'tutor', text: '¡Qué bien, Ana!' },
      { role: 'learner', text: 'Quiero hablar de música' },
    ]);
    expect(text).toBe(opening.text);
  });

  test('a scene that the learner chooses on the way is opened', () => {
    const text = reply([opening, { role: 'learner', text: 'Hola' }], 'cafe');
    expect(text).toContain('camarero');
  });

  test('where the tutor spoke last it asks again', () => {
    expect(reply([opening])).toContain('¿Cómo te llamas?');
  });
});

describe.each(languages)('%s: whatever is written', (language) => {
  const material = materialOf(language);
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom('', ' ', '…', '{name}', '[', '](', '$&', 'me llamo {name}', '¿?', '。', '\u0301', '\ud800'),
    fc.constantFrom('Me llamo Ana', "Je m'appelle Ana", 'アナです', 'help', 'next', 'again', 'café', 'soy de mexico'),
  );
  const messages = fc.array(fc.record({ role: fc.constantFrom('learner', 'tutor'), text }), { maxLength: 8 });

  test('there is one reply, with words in it, and corrections that can be reapplied', () => {
    fc.assert(
      fc.property(messages, text, fc.boolean(), (before, last, opened) => {
        const opening: ChatMessage = {
          role: 'tutor',
          text: replyTo(requestFor(language, 'cafe', []), material).reply.text,
        };
        const all = [...(opened ? [opening] : []), ...before, { role: 'learner', text: last } as const];
        const { text: reply, correction } = replyTo(requestFor(language, 'cafe', all), material).reply;
        expect(reply).toMatch(/\p{L}/u);
        for (const note of correction?.notes ?? []) expect(last).toContain(note.original);
      }),
      { numRuns: 150 },
    );
  });
});

test('a long conversation with long messages is answered at once', async () => {
  const learner = practise('es', 'weekend');
  await learner.open();
  for (let turn = 0; turn < 40; turn++)
    learner.messages.push({ role: 'learner', text: 'porque sí y '.repeat(500) }, { role: 'tutor', text: 'x' });
  expect((await learner.say('Muy bien')).text).toContain('sábado');
});
