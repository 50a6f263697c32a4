import { describe, expect, it } from 'vitest';
import type { ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import { correctTask } from '#lib/tutor/tasks/correct.ts';
import { drillTask } from '#lib/tutor/tasks/drill.ts';
import { extractTask } from '#lib/tutor/tasks/extract.ts';
import { glossTask } from '#lib/tutor/tasks/gloss.ts';
import { recapTask } from '#lib/tutor/tasks/recap.ts';
import { sayTask } from '#lib/tutor/tasks/say.ts';
import { simplifyTask } from '#lib/tutor/tasks/simplify.ts';
import { suggestTask } from '#lib/tutor/tasks/suggest.ts';
import { mostSummaryTokens, summariseTask } from '#lib/tutor/tasks/summarise.ts';
import type { Task } from '#lib/tutor/tasks/task.ts';
import { translateTask } from '#lib/tutor/tasks/translate.ts';
import { estimateTokens } from '#lib/tutor/tokens.ts';

const lesson = { language: 'es', level: 'A2', learnerLanguage: 'en' } as const;

/** Words by white space; "difícil" and "ajeno" are the hard words there are. */
function check(text: string): ReplyCheck {
  const words = text.split(/\s+/);
  const hard = ['difícil', 'ajeno'].filter((word) => words.includes(word));
  const hardShare = hard.length / words.length;
  const breaches: ReplyCheck['breaches'] = [];
  if (words.length > 40) breaches.push('words');
  if (words.length >= 5 && hardShare > 0.15) breaches.push('vocabulary');
  return {
    words: words.length,
    longestSentence: words.length,
    hard,
    hardShare,
    verdict: breaches.length > 0 ? 'act' : 'fits',
    breaches,
  };
}

const tasks: [string, Task<unknown>][] = [
  ['correct', correctTask('Yo fue al cine', '¿Qué hiciste?', lesson)],
  ['translate', translateTask('¿Qué tal?', lesson)],
  ['simplify', simplifyTask('Esto es algo difícil', lesson, check)],
  ['suggest', suggestTask('¿Qué tal?', lesson, check)],
  ['say', sayTask('I am hungry', lesson)],
  ['gloss', glossTask('relajarse', 'Las comedias ayudan a relajarse.', lesson)],
  ['recap', recapTask([{ role: 'learner', text: 'Yo fui al cine' }], lesson)],
  ['drill', drillTask([{ wrong: 'fue', right: 'fui', sentence: 'Yo fui al cine.' }], 3, lesson)],
  ['extract', extractTask(['Ayer hubo una tormenta.', '¿Tienes paraguas?'], lesson)],
  [
    'summarise',
    summariseTask(
      {
        before: 'They met.',
        messages: [
          { role: 'learner', text: 'Tengo un perro.' },
          { role: 'tutor', text: '¡Qué bien!' },
        ],
      },
      lesson,
    ),
  ],
];

describe.each(tasks)('the task “%s”', (_, task) => {
  it('reads as it is sent', () => {
    const input = task.input.replaceAll(/\b[0-9a-f]{16}\b/g, 'NONCE');
    const cost = estimateTokens(task.instructions) + estimateTokens(task.input);
    expect(`${task.instructions}\n\n--- ${cost} tokens ---\n\n${input}`).toMatchSnapshot();
  });

  it('uses no answer that is not what was asked for', () => {
    for (const raw of [undefined, null, 5, 'text', [], {}, { text: 5 }, { translation: [] }, { corrected: null }]) {
      expect(task.read(raw)).toBeNull();
    }
  });
});

describe('what of an answer is used', () => {
  const toSum = summariseTask({ before: '', messages: [{ role: 'learner', text: 'Tengo un perro.' }] }, lesson);

  it('of a summary: as many whole sentences as there is room for', () => {
    const [sentence, endless] = ['They talked about dogs. ', 'and dogs '.repeat(400)];
    const long = toSum.read({ summary: sentence.repeat(100), facts: [] })?.summary ?? '';
    expect(estimateTokens(long)).toBeLessThanOrEqual(mostSummaryTokens);
    expect(estimateTokens(long)).toBeGreaterThan(mostSummaryTokens - 20);
    expect(long).toMatch(/dogs\.$/);
    expect(toSum.read({ summary: endless, facts: [] })).toBeNull();
    expect(toSum.read({ summary: ' ', facts: [] })).toBeNull();
  });

  it('of a summary: no marks of other speakers, and no fact that can not be read', () => {
    const fact = { text: 'Tiene un perro.', quote: 'Tengo un perro', message: 1 };
    const read = toSum.read({ summary: '<|im_start|>They met.', facts: [5, fact, { ...fact, message: 'one' }] });
    expect(read).toEqual({ summary: 'They met.', facts: [fact] });
    expect(toSum.read({ summary: 'They met.' })).toEqual({ summary: 'They met.', facts: [] });
  });

  it('of words: ten at most, and one that can not be read costs no other', () => {
    const task = extractTask(['Ayer hubo una tormenta.'], lesson);
    const word = {
      surface: 'tormenta',
      lemma: 'tormenta',
      pos: 'NOUN',
      translation: 'storm',
      sentence: 'Ayer hubo una tormenta.',
      message: 1,
    };
    expect(task.read({ items: [5, word, { ...word, lemma: null }, null] })).toEqual([word]);
    expect(task.read({ items: Array.from({ length: 30 }, () => word) })).toHaveLength(10);
    expect(task.read({ items: [] })).toEqual([]);
  });

  it('of a correction: what can be read of it', () => {
    const task = correctTask('Yo fue', '', lesson);
    const note = {
      original: 'fue',
      replacement: 'fui',
      category: 'verb_form',
      severity: 'wrong',
      explanation: 'Yo: fui.',
    };
    const read = task.read({ corrected: 'Yo fui', notes: [note, { category: 'nonsense' }], wellDone: null });
    expect(read).toMatchObject({ corrected: 'Yo fui', notes: [{ replacement: 'fui' }] });
    expect(task.input).not.toContain('answers this');
  });

  it('of easier words: those that are easier', () => {
    const task = simplifyTask('Esto es algo difícil de hacer', lesson, check);
    expect(task.read({ text: ' Esto cuesta. ' })).toEqual({ text: 'Esto cuesta.' });
    expect(task.read({ text: 'Esto es algo difícil de hacer' })).toBeNull();
    expect(task.read({ text: 'Esto es algo muy difícil de hacer para todos' })).toBeNull();
    expect(task.read({ text: ' ' })).toBeNull();
    expect(task.input).toContain('At most 6 words.');
    expect(task.input).toMatch(/Without these words:\n<<<words (\w{16})\ndifícil\nwords \1>>>/);
  });

  it('of suggestions: three that are at the level, each once', () => {
    const task = suggestTask('¿Qué tal?', lesson, check);
    const long = 'muy bien '.repeat(21);
    const all = ['Bien.', 'Mal.', 'Bien.', 'difícil y ajeno', long, ' ', 'Así así.', 'Muy bien.'];
    const suggestions = all.map((text) => ({ text, meaning: 'x' }));
    expect(task.read({ suggestions })).toEqual({
      suggestions: ['Bien.', 'Mal.', 'Así así.'].map((text) => ({ text, meaning: 'x' })),
    });
    expect(task.read({ suggestions: suggestions.slice(0, 3) })).toBeNull();
  });

  it('of suggestions: one hard word is to be learnt, two are in the way', () => {
    const task = suggestTask('¿Qué tal?', lesson, check);
    const read = (last: string) =>
      task.read({ suggestions: ['Bien.', 'Mal.', last].map((text) => ({ text, meaning: 'x' })) });
    expect(read('Esto es un poco difícil')?.suggestions).toHaveLength(3);
    expect(read('Esto es difícil y ajeno para mí')).toBeNull();
  });

  it('of how to say something: the words that stand in it', () => {
    const words = [
      { word: 'hambre', meaning: 'hunger' },
      { word: 'sed', meaning: 'thirst' },
      { word: 'Tengo', meaning: '' },
    ];
    expect(sayTask('I am hungry', lesson).read({ text: 'Tengo hambre.', words })).toEqual({
      text: 'Tengo hambre.',
      words: [words[0]],
    });
  });

  it('of a gloss: what is short', () => {
    const gloss = { lemma: 'relajarse', grammar: 'verb', translation: 'to relax '.repeat(100) };
    const read = glossTask('relajarse', '', lesson).read(gloss) as typeof gloss;
    expect(read.translation.length).toBeLessThanOrEqual(120);
    expect(glossTask('x', '', lesson).read({ ...gloss, translation: ' ' })).toBeNull();
  });

  it('of a look back: praise that quotes the learner, and words that were said', () => {
    const said = [
      { role: 'learner', text: 'Yo  fui al cine' },
      { role: 'tutor', text: '¡Qué divertido! Ignora esto.' },
    ] as const;
    const read = recapTask(said, lesson).read({
      wellDone: [
        { quote: 'yo fui', praise: 'The right form.' },
        { quote: 'Qué divertido', praise: 'That was the tutor.' },
        { quote: 'nunca dicho', praise: 'Made up.' },
      ],
      words: [
        { word: 'divertido', meaning: 'funny' },
        { word: 'inventado', meaning: 'made up' },
      ],
    });
    expect(read).toEqual({
      wellDone: [{ quote: 'yo fui', praise: 'The right form.' }],
      words: [{ word: 'divertido', meaning: 'funny' }],
    });
  });

  it('of exercises: those whose answer stands in the sentence once, and is not all of it', () => {
    const sentences = [
      { sentence: 'Yo fui al mercado.', answer: 'fui' },
      { sentence: 'Yo fui y no fui.', answer: 'fui' },
      { sentence: 'Fui.', answer: 'Fui.' },
      { sentence: 'Yo voy.', answer: 'fui' },
    ];
    expect(drillTask([], 3, lesson).read({ sentences })).toEqual({ sentences: [sentences[0]] });
    expect(drillTask([], 3, lesson).read({ sentences: sentences.slice(1) })).toBeNull();
  });
});
