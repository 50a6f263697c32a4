import { describe, expect, it } from 'vitest';
import { buildCard } from '#lib/corrections/card.ts';
import { readCorrection } from '#lib/corrections/read-correction.ts';
import { unwrapJson } from '#lib/corrections/unwrap.ts';
import type { Correction } from '#lib/providers/correction.ts';
import type { ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import { correctTask } from '#lib/tutor/tasks/correct.ts';
import { drillTask } from '#lib/tutor/tasks/drill.ts';
import { glossTask } from '#lib/tutor/tasks/gloss.ts';
import { recapTask } from '#lib/tutor/tasks/recap.ts';
import { sayTask } from '#lib/tutor/tasks/say.ts';
import { simplifyTask } from '#lib/tutor/tasks/simplify.ts';
import { suggestTask } from '#lib/tutor/tasks/suggest.ts';
import type { Task } from '#lib/tutor/tasks/task.ts';
import { translateTask } from '#lib/tutor/tasks/translate.ts';
import { injections, invisiblesIn } from '#tests/helpers/injections.ts';

const lesson = { language: 'es', level: 'A2', learnerLanguage: 'en' } as const;
const written = 'Yo fue al cine con mi amigos';

function check(text: string): ReplyCheck {
  const words = text.split(/\s+/).length;
  return { words, longestSentence: words, hard: [], hardShare: 0, verdict: 'fits', breaches: [] };
}

const note = { original: 'fue', replacement: 'fui', before: 'Yo', category: 'verb_form', severity: 'wrong' };

/** Each task with answers that fit its schema and say `text` wherever they can. */
const answered: Record<string, { task: Task<unknown>; answers: (text: string) => unknown[] }> = {
  correct: {
    task: correctTask(written, '', lesson),
    answers: (text) => [
      { corrected: `Yo fui al cine con mis ${text}`, notes: [], wellDone: text },
      {
        corrected: 'Yo fui al cine con mis amigos',
        notes: [{ ...note, explanation: text, hint: text }],
        wellDone: `“cine”: ${text}`,
      },
    ],
  },
  translate: { task: translateTask('¿Qué?', lesson), answers: (text) => [{ translation: text }] },
  simplify: {
    task: simplifyTask('palabra '.repeat(4_000), lesson, check),
    answers: (text) => [{ text }],
  },
  suggest: {
    task: suggestTask('¿Qué?', lesson, check),
    answers: (text) => [{ suggestions: ['1', '2', '3'].map((n) => ({ text: `${n} ${text}`, meaning: text })) }],
  },
  say: {
    task: sayTask('hungry', lesson),
    answers: (text) => [{ text: `hambre ${text}`, words: [{ word: 'hambre', meaning: text }] }],
  },
  gloss: {
    task: glossTask('faro', 'El faro.', lesson),
    answers: (text) => [{ lemma: text, grammar: text, translation: text }],
  },
  recap: {
    task: recapTask([{ role: 'learner', text: written }], lesson),
    answers: (text) => [{ wellDone: [{ quote: 'al cine', praise: text }], words: [{ word: 'amigos', meaning: text }] }],
  },
  drill: {
    task: drillTask([], 3, lesson),
    answers: (text) => [{ sentences: [{ sentence: `Yo fui ${text}`, answer: 'fui' }] }],
  },
};

/** In UTF-16 units. */
const longestText = 8_000;
/** What is allowed in a text of a model's beside what is seen. */
const space = /[\n\t]/g;

/** Of a correction, what the model says of its own accord; its text is held against the learner's, and its quotations too. */
function shown(output: unknown): unknown {
  if (typeof output !== 'object' || output === null || !('corrected' in output)) return output;
  const { notes, wellDone } = output as Correction;
  return { notes: notes.map(({ explanation, hint }) => ({ explanation, hint })), wellDone };
}

function expectPlain(value: unknown, where: string): void {
  if (typeof value === 'string') {
    expect(invisiblesIn(value.replaceAll(space, '')), where).toEqual([]);
    expect(value.isWellFormed(), where).toBe(true);
    expect(value.length, where).toBeLessThanOrEqual(longestText);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) expectPlain(part, where);
  }
}

describe.each(injections)('$id', ({ id, attempt }) => {
  it('as an answer in JSON, is plain text of bounded length', () => {
    for (const [name, { task, answers }] of Object.entries(answered)) {
      for (const answer of answers(attempt)) expectPlain(shown(task.read(answer)), `${id} ${name}`);
    }
  });

  it('as a correction, is a card of plain text of bounded length', () => {
    for (const answer of answered['correct']?.answers(attempt) ?? []) {
      const correction = readCorrection(answer);
      if (correction === undefined) continue;
      const card = buildCard({ source: written, correction, ...lesson, recurring: new Set() });
      expectPlain(card, id);
    }
  });
});

describe('an answer in JSON', () => {
  const answers = injections.filter(({ channel }) => channel === 'model-json');

  it.each(answers)('$id lets nothing through but plain text', ({ id, task: name = '', attempt }) => {
    const { task } = answered[name] ?? {};
    const raw = unwrapJson(attempt);
    expect(raw).toBeTypeOf('object');
    const output = task?.read(raw);
    expect(output).not.toBeUndefined();
    expectPlain(shown(output), id);
    if (name !== 'correct') return;
    const correction = readCorrection(raw);
    expect(correction).toBeDefined();
    if (correction === undefined) return;
    const card = buildCard({ source: written, correction, ...lesson, recurring: new Set() });
    expectPlain(card, id);
  });

  it('that advertises in place of correcting shows no note that the learner’s message does not bear out', () => {
    const advert = injections.find(({ id }) => id === 'json-corrected-advert');
    const correction = readCorrection(unwrapJson(advert?.attempt ?? ''));
    if (correction === undefined) throw new Error('it is a correction in form');
    const card = buildCard({ source: written, correction, ...lesson, recurring: new Set() });
    expect(JSON.stringify(card)).not.toContain('evil');
  });
});
