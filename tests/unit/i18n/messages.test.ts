import { expect, it } from 'vitest';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };

it('texts of the interface have one apostrophe', () => {
  const straight = Object.entries(messages).filter(([, { message }]) => message.includes("'"));
  expect(straight).toEqual([]);
});
