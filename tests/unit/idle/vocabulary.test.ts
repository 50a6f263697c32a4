import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keepWords, type WordGround } from '#lib/idle/vocabulary.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import type { FoundWord } from '#lib/tutor/tasks/extract.ts';

const { coreList } = createLanguageTools(
  async (path) => readFileSync(`public/${path}`, 'utf8'),
  async () => null,
);

async function ground(language: string, text: string, changed: Partial<WordGround> = {}): Promise<WordGround> {
  return {
    language,
    learnerLanguage: 'en',
    level: 'A1',
    conversationId: 7,
    messages: [{ id: 't/tutor', text }],
    list: await coreList(language),
    known: new Set(),
    ...changed,
  };
}

function found(given: Pick<FoundWord, 'surface' | 'sentence' | 'translation'> & Partial<FoundWord>): FoundWord {
  return { lemma: given.surface, pos: 'NOUN', message: 1, isName: false, ...given };
}

interface Case {
  language: string;
  text: string;
  good: FoundWord;
  expected: object;
}

/** One word in each language that can be suggested as it is. */
const cases: Record<string, Case> = {
  es: {
    language: 'es',
    text: '¡Qué bien! Ayer hubo una tormenta enorme en Valencia. ¿Te mojaste?',
    good: found({
      surface: 'tormenta',
      sentence: 'Ayer hubo una tormenta enorme en Valencia.',
      translation: 'storm',
      gender: 'f',
      article: 'la',
    }),
    expected: {
      lemma: 'tormenta',
      partOfSpeech: 'noun',
      gender: 'f',
      article: 'la',
      messageId: 't/tutor',
      conversationId: 7,
    },
  },
  de: {
    language: 'de',
    text: 'Der Regenschirm steht im Flur. Nimmst du ihn mit?',
    good: found({
      surface: 'Regenschirm',
      sentence: 'Der Regenschirm steht im Flur.',
      translation: 'umbrella',
      gender: 'masculine',
      article: 'der',
      forms: 'die Regenschirme',
    }),
    expected: { gender: 'm', article: 'der', forms: 'die Regenschirme' },
  },
  fr: {
    language: 'fr',
    text: 'J’ai vu l’éclair pendant l’orage. Et toi ?',
    good: found({
      surface: 'éclair',
      sentence: 'J’ai vu l’éclair pendant l’orage.',
      translation: 'flash of lightning',
      gender: 'm',
      article: 'l’',
    }),
    expected: { gender: 'm', article: "l'" },
  },
  ja: {
    language: 'ja',
    text: '昨日は雷がすごかったですね。こわかったですか？',
    good: found({
      surface: '雷',
      sentence: '昨日は雷がすごかったですね。',
      translation: 'thunder',
      reading: 'かみなり',
    }),
    expected: { lemma: '雷', reading: 'かみなり' },
  },
  ar: {
    language: 'ar',
    text: 'أمس كانت العاصفة قوية جدا. هل خرجت؟',
    good: found({
      surface: 'العاصفة',
      lemma: 'عاصفة',
      sentence: 'أمس كانت العاصفة قوية جدا.',
      translation: 'storm',
      gender: 'f',
    }),
    expected: { lemma: 'عاصفة', surface: 'العاصفة', gender: 'f' },
  },
};

describe.each(Object.entries(cases))('in %s', (_, { language, text, good, expected }) => {
  const keep = async (changed: Partial<FoundWord>, held: Partial<WordGround> = {}) =>
    keepWords([{ ...good, ...changed }], await ground(language, text, held));

  it('a word that is what it says it is can be suggested', async () => {
    expect(await keep({})).toMatchObject([expected]);
  });

  it.each([
    ['does not stand in its sentence', { surface: language === 'ja' ? '嵐' : 'qqq' }],
    ['has a sentence that nobody said', { sentence: `${good.surface}!` }],
    ['has a sentence of another message', { message: 2 }],
    ['is a name', { isName: true }],
    ['is tagged as a name', { pos: 'PROPN' }],
    ['is an auxiliary', { pos: 'AUX' }],
    ['is a conjunction', { pos: 'CCONJ' }],
    ['has no tag that there is', { pos: 'WORD' }],
    ['has no translation', { translation: ' ' }],
    ['is its own translation', { translation: good.lemma }],
    ['is its own translation but for capitals and marks', { translation: `“${good.surface.toUpperCase()}”` }],
    ['has an endless translation', { translation: 'storm '.repeat(40) }],
    ['has no lemma', { lemma: '' }],
    ['has a lemma without letters', { lemma: '123' }],
  ])('one that %s is dropped', async (__, changed) => {
    expect(await keep(changed)).toEqual([]);
  });

  it('one that the learner knows is dropped', async () => {
    expect(await keep({}, { known: new Set([good.lemma.toLocaleLowerCase(language)]) })).toEqual([]);
    expect(await keep({}, { known: new Set([good.surface.toLocaleLowerCase(language)]) })).toEqual([]);
  });

  it('the same sense comes once, another one once more', async () => {
    const held = await ground(language, text);
    const twice = [good, { ...good, translation: good.translation.toUpperCase() }, { ...good, translation: 'uproar' }];
    expect(keepWords(twice, held).map(({ translation }) => translation)).toEqual([good.translation, 'uproar']);
  });
});

describe('an article', () => {
  const de = cases['de'] as Case;
  const es = cases['es'] as Case;
  const fr = cases['fr'] as Case;
  const keep = async ({ language, text, good }: Case, changed: Partial<FoundWord>) =>
    keepWords([{ ...good, ...changed }], await ground(language, text));

  it.each([
    ['German', de, { gender: 'f', article: 'der' }],
    ['German', de, { gender: 'n', article: 'die' }],
    ['German', de, { gender: 'odd', article: 'der' }],
    ['German', de, { gender: '', article: 'le' }],
    ['Spanish', es, { gender: 'm', article: 'la' }],
    ['Spanish', es, { gender: 'n', article: 'el' }],
    ['Spanish', es, { gender: 'f', article: 'el' }],
    ['French', fr, { gender: 'm', article: 'le' }],
    ['French', fr, { gender: 'f', article: 'le' }],
  ])('in %s that does not fit the gender drops its word', async (_, of, changed) => {
    expect(await keep(of, changed)).toEqual([]);
  });

  it('that is missing is taken from the gender, and the other way round', async () => {
    expect(await keep(de, { article: '' })).toMatchObject([{ article: 'der', gender: 'm' }]);
    expect(await keep(de, { gender: null })).toMatchObject([{ article: 'der', gender: 'm' }]);
    expect(await keep(fr, { gender: '', article: "l'" })).toMatchObject([{ article: "l'" }]);
    expect((await keep(fr, { gender: '', article: "l'" }))[0]).not.toHaveProperty('gender');
  });

  it('el goes with a feminine noun before a stressed a', async () => {
    const text = 'El águila vuela alto.';
    const eagle = found({ surface: 'águila', sentence: text, translation: 'eagle', gender: 'f', article: 'el' });
    expect(keepWords([eagle], await ground('es', text))).toMatchObject([{ gender: 'f', article: 'el' }]);
  });

  it('has to agree with the core list, where the noun stands in it', async () => {
    const text = 'Das Gewitter war laut.';
    const list = await coreList('de');
    const entry = list?.find('Gewitter')[0];
    expect(entry?.tags).toContain('n');
    const storm = found({
      surface: 'Gewitter',
      sentence: text,
      translation: 'thunderstorm',
      gender: 'm',
      article: 'der',
    });
    expect(keepWords([storm], await ground('de', text))).toEqual([]);
    const bare = { ...storm, gender: '', article: '' };
    expect(keepWords([bare], await ground('de', text))).toMatchObject([
      { gender: 'n', article: 'das', level: entry?.band },
    ]);
  });
});

describe('what is at hand already', () => {
  const text = 'La mesa es de madera y se puede alquilar.';
  const table = found({ surface: 'mesa', sentence: text, translation: 'table', gender: 'f', article: 'la' });
  const rent = found({ surface: 'alquilar', sentence: text, translation: 'to rent', pos: 'VERB' });

  it('is a core word at or below the level', async () => {
    const band = (await coreList('es'))?.find('alquilar')[0]?.band;
    expect(band).toBe('A2');
    const kept = async (level: 'A1' | 'A2' | 'B2') =>
      keepWords([table, rent], await ground('es', text, { level })).map(({ lemma }) => lemma);
    expect(await kept('A1')).toEqual(['alquilar']);
    expect(await kept('A2')).toEqual([]);
    expect(await kept('B2')).toEqual([]);
  });

  it('is a form of a word that the learner knows', async () => {
    const said = 'Hoy alquilamos una casa.';
    const form = found({
      surface: 'alquilamos',
      lemma: 'alquilar',
      sentence: said,
      translation: 'to rent',
      pos: 'VERB',
    });
    expect(keepWords([form], await ground('es', said, { known: new Set(['alquilar']) }))).toEqual([]);
  });

  it('is a function word, whatever the model calls it', async () => {
    const said = 'Lo hizo según el plan.';
    const classes = (await coreList('es'))?.find('según').map(({ wordClass }) => wordClass);
    expect(classes).toEqual(['adp']);
    const word = found({ surface: 'según', sentence: said, translation: 'according to', pos: 'ADV' });
    expect(keepWords([word], await ground('es', said))).toEqual([]);
  });
});

describe('a name', () => {
  it('is seen by its capital where nothing else explains it', async () => {
    const text = 'Me encanta Granada en otoño.';
    const name = found({ surface: 'Granada', sentence: text, translation: 'pomegranate' });
    expect(keepWords([name], await ground('es', text))).toEqual([]);
    const lower = { ...name, lemma: 'granada' };
    expect(keepWords([lower], await ground('es', text))).toEqual([]);
    const first = 'Granadas rojas hay aquí.';
    const fruit = found({ surface: 'Granadas', lemma: 'granada', sentence: first, translation: 'pomegranate' });
    expect(keepWords([fruit], await ground('es', first))).toHaveLength(1);
  });
});

describe('where a word stands', () => {
  it('is not within another one', async () => {
    const text = 'El paraguas está roto.';
    const part = found({ surface: 'agua', sentence: text, translation: 'water', gender: 'f', article: 'el' });
    expect(keepWords([part], await ground('es', text, { list: null }))).toEqual([]);
    const whole = { ...part, surface: 'paraguas', lemma: 'paraguas', translation: 'umbrella', gender: 'm' };
    expect(keepWords([whole], await ground('es', text, { list: null }))).toHaveLength(1);
  });

  it('is found whatever way quotes, spaces and accents are written', async () => {
    const text = 'Il a dit\n: «L’éclair\u00a0!»';
    const word = found({
      surface: 'e\u0301clair',
      sentence: 'Il a dit : "L\'e\u0301clair !"',
      translation: 'lightning',
      gender: 'm',
      article: 'l’',
    });
    expect(keepWords([word], await ground('fr', text))).toHaveLength(1);
  });
});

it('a translation in the script that is learnt is none', async () => {
  const { text, good } = cases['ja'] as Case;
  expect(keepWords([{ ...good, translation: 'かみなりの音' }], await ground('ja', text))).toEqual([]);
});
