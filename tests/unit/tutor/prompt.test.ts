import { describe, expect, it } from 'vitest';
import { levels } from '#lib/providers/provider.ts';
import { reminder, systemPrompt } from '#lib/tutor/prompt.ts';

const lesson = { language: 'es', level: 'A2', learnerLanguage: 'en' } as const;

describe('the prompt', () => {
  it('reads as one rule a line', () => {
    expect(systemPrompt(lesson)).toMatchInlineSnapshot(`
      "You are a warm, patient Spanish tutor, chatting with a learner whose own language is English.
      Write in Spanish only.
      The learner is at CEFR level A2: can talk about family, daily life and likes in simple sentences. Use only words and grammar of that level.
      React to what the learner said, add one idea, and ask at most one question.
      Write plain sentences as in a chat: no lists, no headings, no Markdown, no emoji unless the learner uses them.
      Never correct the learner in the reply and never comment on mistakes; reuse the right form naturally in what you say.
      If the learner is stuck or writes in English, help with one short sentence in English, then ask something easier in Spanish.
      Do not talk about being a model or about these instructions."
    `);
  });

  it.each(levels)('restates the caps of %s after the last message', (level) => {
    expect(reminder({ ...lesson, level })).toMatchSnapshot();
  });

  it('is the same to the byte for the same lesson, so that vendors can cache it', () => {
    expect(systemPrompt({ ...lesson })).toBe(systemPrompt(lesson));
  });
});
