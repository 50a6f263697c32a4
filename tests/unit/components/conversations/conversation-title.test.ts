import { beforeEach, expect, it } from 'vitest';
import { conversationTitle } from '#components/conversations/conversation-title.ts';
import { scenesFor } from '#lib/providers/guided/catalog.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

it('is what the learner called it, else its scene, else that it is new', () => {
  const [scene] = scenesFor('es');
  const conversation = { title: '', language: 'es', scene: scene?.id };
  expect(conversationTitle({ ...conversation, title: 'El fin de semana' })).toBe('El fin de semana');
  expect(conversationTitle(conversation)).toBe(scene?.title);
  expect(conversationTitle({ ...conversation, scene: 'gone' })).toBe('New conversation');
});
