import { expect, test } from 'vitest';
import { askForCorrection } from '#lib/tutor/ask-for-correction.ts';
import { noGuidance } from '#lib/tutor/prompt.ts';
import { answeringTutor } from '#tests/helpers/answering-tutor.ts';

const correction = { corrected: 'Yo fui al cine.', notes: [], wellDone: null };
const never = new AbortController().signal;

const toCorrect = {
  message: 'Yo fue al cine.',
  before: '¿Qué hiciste?',
  turn: {
    conversationId: 1,
    turnId: 't',
    model: 'm',
    lesson: { language: 'es', level: 'A2', learnerLanguage: 'en' },
    setting: { scene: null, reading: null },
    corrections: true,
    guidance: noGuidance,
    begun: '',
  },
  async *newestFirst() {
    yield { role: 'learner', text: 'Yo fue al cine.' } as const;
    yield { role: 'tutor', text: '¿Qué hiciste?' } as const;
  },
} as const;

test('is asked for with the message and what it answers', async () => {
  const tutor = answeringTutor([correction]);
  expect(await askForCorrection(toCorrect, tutor, never)).toEqual(correction);
  const [{ messages, lesson } = { messages: [], lesson: undefined }] = tutor.requests;
  expect(messages).toHaveLength(1);
  expect(messages[0]?.text).toMatch(/¿Qué hiciste\?[^]*Yo fue al cine\./);
  expect(lesson).toMatchObject({ conversationId: 1, turnId: 't', task: { name: 'correct', waited: false } });
});

test('goes behind the reply’s own prompt with a tutor that keeps only its latest in mind', async () => {
  const tutor = answeringTutor([correction], { parallel: false }, 'ollama');
  await askForCorrection(toCorrect, tutor, never);
  expect(tutor.requests[0]?.messages.map(({ text }) => text).slice(0, 2)).toEqual(['¿Qué hiciste?', 'Yo fue al cine.']);
});

test('fails as the tutor does', async () => {
  const asked = askForCorrection(toCorrect, answeringTutor(['I can not do that.']), never);
  await expect(asked).rejects.toMatchObject({ code: 'bad-output' });
});
