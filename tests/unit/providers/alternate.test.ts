import { expect, test } from 'vitest';
import { alternate } from '#lib/providers/alternate.ts';
import { chatRequest } from '#tests/helpers/read-reply.ts';

test('one side’s messages are put together, and the reminder comes last', () => {
  const sides = alternate(
    chatRequest({
      messages: [
        { role: 'learner', text: 'Hola' },
        { role: 'learner', text: '¿Qué tal?' },
        { role: 'tutor', text: 'Bien.' },
        { role: 'learner', text: 'Yo va.' },
      ],
      reminder: 'Answer in Spanish.',
    }),
  );

  expect(sides).toEqual([
    { role: 'learner', texts: ['Hola', '¿Qué tal?'] },
    { role: 'tutor', texts: ['Bien.'] },
    { role: 'learner', texts: ['Yo va.', 'Answer in Spanish.'] },
  ]);
});

test('empty messages are left out', () => {
  const messages = [
    { role: 'learner', text: 'Hola' },
    { role: 'tutor', text: ' ' },
    { role: 'learner', text: '¿Sí?' },
  ] as const;
  expect(alternate(chatRequest({ messages, reminder: '' }))).toEqual([{ role: 'learner', texts: ['Hola', '¿Sí?'] }]);
});

test('a conversation that the tutor began still begins with the learner', () => {
  const messages = [
    { role: 'tutor', text: '¡Hola!' },
    { role: 'learner', text: 'Hola' },
  ] as const;
  const [first, ...rest] = alternate(chatRequest({ messages, reminder: '' }));
  expect(first).toEqual({ role: 'learner', texts: [expect.stringMatching(/\S/)] });
  expect(rest.map(({ role }) => role)).toEqual(['tutor', 'learner']);
});

test('a tutor that speaks first is asked by the reminder alone', () => {
  expect(alternate(chatRequest({ messages: [], reminder: 'Greet.' }))).toEqual([
    { role: 'learner', texts: ['Greet.'] },
  ]);
});

test('there is always something to answer', () => {
  expect(alternate(chatRequest({ messages: [], reminder: '' }))).toMatchObject([{ texts: [expect.anything()] }]);
});
