import { beforeEach, expect, it } from 'vitest';
import { conversationTitle } from '#components/conversations/conversation-title.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

it('is the conversation’s title, or that it is new', () => {
  expect(conversationTitle({ title: 'El fin de semana' })).toBe('El fin de semana');
  expect(conversationTitle({ title: '' })).toBe('New conversation');
});
