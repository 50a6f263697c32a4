import { describe, expect, it } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { glossTask } from '#lib/tutor/tasks/gloss.ts';
import { runTask, type TaskContext } from '#lib/tutor/tasks/task.ts';
import { translateTask } from '#lib/tutor/tasks/translate.ts';
import { answeringTutor } from '#tests/helpers/answering-tutor.ts';

const lesson = { language: 'es', level: 'A2', learnerLanguage: 'en' } as const;
const context: TaskContext = {
  waited: true,
  conversationId: 7,
  turnId: 't',
  lesson,
  messages: [
    { role: 'learner', text: 'Hola' },
    { role: 'tutor', text: '¿Qué tal?' },
  ],
};
const never = new AbortController().signal;
const task = translateTask('¿Qué tal?', lesson);

describe('a task', () => {
  it('is asked for with its own instructions, its schema, and nothing of the conversation', async () => {
    const tutor = answeringTutor([{ translation: 'How are you?' }]);
    expect(await runTask(task, tutor, context, never)).toEqual({ translation: 'How are you?' });
    const [request] = tutor.requests;
    expect(request?.system).toBe(task.instructions);
    expect(request?.messages).toEqual([{ role: 'learner', text: task.input }]);
    expect(request?.responseSchema).toEqual({
      type: 'object',
      properties: { translation: { type: 'string' } },
      required: ['translation'],
      additionalProperties: false,
    });
    expect(request?.lesson).toMatchObject({ turnId: 't' });
    expect(request?.lesson.task).toEqual({ name: 'translate', subject: '¿Qué tal?', waited: true });
  });

  it('about a word says where it stands', async () => {
    const tutor = answeringTutor([{ lemma: 'qué', grammar: 'pronoun', translation: 'what' }]);
    await runTask(glossTask('Qué', '¿Qué tal?', lesson), tutor, context, never);
    expect(tutor.requests[0]?.lesson.task).toEqual({
      name: 'gloss',
      subject: 'Qué',
      sentence: '¿Qué tal?',
      waited: true,
    });
  });

  it('has the same instructions to the byte every time, so that vendors can cache them', () => {
    expect(translateTask('Otra cosa', lesson).instructions).toBe(task.instructions);
  });

  it.each([
    ['fences and talk', 'Sure!\n```json\n{"translation": "Hi"}\n```'],
    ['reasoning', '<think>{"translation": "no"}</think>{"translation": "Hi"}'],
  ])('is read through %s', async (_, answer) => {
    expect(await runTask(task, answeringTutor([answer]), context, never)).toEqual({ translation: 'Hi' });
  });

  it('is asked for once more where the answer can not be used, and told why', async () => {
    const tutor = answeringTutor(['I can not do that.', { translation: 'Hi' }]);
    expect(await runTask(task, tutor, context, never)).toEqual({ translation: 'Hi' });
    const messages = tutor.requests[1]?.messages ?? [];
    expect(messages.map(({ role }) => role)).toEqual(['learner', 'tutor', 'learner']);
    expect(messages[1]?.text).toBe('I can not do that.');
  });

  it('does not send an answer that ran on back whole', async () => {
    const tutor = answeringTutor(['x'.repeat(100_000), { translation: 'Hi' }]);
    await runTask(task, tutor, context, never);
    expect(tutor.requests[1]?.messages[1]?.text.length).toBeLessThan(5_000);
  });

  it('fails where no answer can be used, and asks no third time', async () => {
    const tutor = answeringTutor(['{"translation": 5}', '{}']);
    await expect(runTask(task, tutor, context, never)).rejects.toMatchObject({ code: 'bad-output' });
    expect(tutor.requests).toHaveLength(2);
  });

  it('passes the tutor’s own failures on', async () => {
    const tutor = answeringTutor([new PatterError('overloaded')]);
    await expect(runTask(task, tutor, context, never)).rejects.toMatchObject({ code: 'overloaded' });
  });

  it('tells a tutor that works by the conversation what was said, and asks it only once', async () => {
    const tutor = answeringTutor(['nothing usable'], { startsOver: true });
    await expect(runTask(task, tutor, context, never)).rejects.toMatchObject({ code: 'bad-output' });
    expect(tutor.requests).toHaveLength(1);
    expect(tutor.requests[0]?.messages).toEqual(context.messages);
  });

  it('goes behind the prompt that a tutor of one request at a time has in its cache', async () => {
    const prefix = { system: 'You are a tutor.', messages: [{ role: 'learner', text: 'Hola' } as const] };
    const local = answeringTutor([{ translation: 'Hi' }], { parallel: false });
    await runTask(task, local, { ...context, prefix }, never);
    const [request] = local.requests;
    expect(request?.system).toBe(prefix.system);
    expect(request?.messages.slice(0, 1)).toEqual(prefix.messages);
    expect(request?.messages[1]?.text).toContain(task.instructions);
    expect(request?.messages[1]?.text).toContain(task.input);
    const cloud = answeringTutor([{ translation: 'Hi' }]);
    await runTask(task, cloud, { ...context, prefix }, never);
    expect(cloud.requests[0]?.system).toBe(task.instructions);
  });
});
