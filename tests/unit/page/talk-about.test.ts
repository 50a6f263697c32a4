import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { database } from '#lib/db/database.ts';
import { readConversation } from '#lib/db/read/conversations.ts';
import type { Conversation } from '#lib/db/rows.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { talkAbout, type Pointed } from '#lib/page/talk-about.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { firstSettings } from '#lib/settings/settings.ts';
import { injections, invisiblesIn, roleMarksIn } from '#tests/helpers/injections.ts';

const settings = { ...firstSettings('en'), tutor: 'claude' as ProviderId, language: 'fr', level: 'B1' as const };

beforeEach(() => Promise.all(database.tables.map((table) => table.clear())));

/** Has the page be read like this. */
function pageIs(read: () => Promise<unknown>): void {
  Object.assign(fakeBrowser, { scripting: { executeScript: vi.fn(read) } });
}

async function begun(pointed: Pointed, tutor: ProviderId = 'claude'): Promise<{ row: Conversation; begins: boolean }> {
  const topic = await talkAbout(pointed, Promise.resolve({ ...settings, tutor }));
  if ('error' in topic) throw new Error(topic.error.code);
  const row = await readConversation(topic.conversation);
  if (row === undefined) throw new Error('there is no such conversation');
  return { row, begins: topic.begins };
}

describe('what the learner points at', () => {
  it('becomes a conversation in the language and at the level of the settings, called after the page', async () => {
    const { row, begins } = await begun({ selection: 'Le phare éclaire.', tabId: 5, title: ' Les  phares ' });
    expect(row).toMatchObject({ title: 'Les phares', language: 'fr', level: 'B1' });
    expect(row.reading).toMatchObject({ title: 'Les phares', text: 'Le phare éclaire.', length: 17 });
    expect(row.reading?.nonce).toMatch(/^[0-9a-f]{16}$/);
    expect(begins).toBe(true);
  });

  it('is called after its own words where the page has no title, and bounded', async () => {
    pageIs(async () => [{ result: 'Le phare. '.repeat(2_000) }]);
    const { row } = await begun({ tabId: 5 });
    expect(row.title).toMatch(/^Le phare\. .*…$/);
    expect(row.reading?.text.length).toBeLessThanOrEqual(6_000);
    expect(row.reading?.length).toBe(19_999);
  });

  it.each(['guided', 'remote'] as const)('waits where the tutor (%s) can not take it', async (tutor) => {
    expect((await begun({ selection: 'Le phare.' }, tutor)).begins).toBe(false);
  });

  it.each(injections)('is kept stripped: $id', async ({ attempt }) => {
    const { row } = await begun({ selection: `Le phare. ${attempt}`, title: attempt });
    for (const text of [row.title, row.reading?.title ?? '', row.reading?.text ?? '']) {
      expect(roleMarksIn(text)).toEqual([]);
      expect(invisiblesIn(text)).toEqual([]);
    }
    expect(row.title.length).toBeLessThanOrEqual(200);
  });

  it.each([
    ['the browser refuses', () => Promise.reject(new Error('Cannot access a chrome:// URL')), 'page-unreadable'],
    ['nothing is seen', async () => [{ result: ' \u200B\n' }], 'page-empty'],
    ['something else comes', async () => [{ result: { text: 'x' } }], 'page-empty'],
    ['there is no frame', async () => [], 'page-empty'],
  ])('is told of where %s', async (_, read, code) => {
    pageIs(read);
    expect(await talkAbout({ tabId: 5, title: 'x' }, Promise.resolve(settings))).toEqual({ error: { code } });
    expect(await database.conversations.count()).toBe(0);
  });

  it('is told of where the settings can not be read', async () => {
    const refused = Promise.reject<typeof settings>(new PatterError('storage'));
    expect(await talkAbout({ selection: 'x' }, refused)).toEqual({ error: { code: 'storage' } });
  });
});
