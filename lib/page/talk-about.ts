import { browser } from 'wxt/browser';
import { plainText } from '#lib/corrections/plain-text.ts';
import { newConversationId } from '#lib/db/rows.ts';
import { createConversation } from '#lib/db/write/conversations.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { toWire } from '#lib/errors/wire-error.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { newNonce, stripUntrusted } from '#lib/tutor/untrusted.ts';
import { excerpt } from './excerpt.ts';
import { pageText } from './page-text.ts';
import type { PageTopic } from './topic.ts';

/** What the learner pointed at. */
export interface Pointed {
  /** What was selected; without it, the whole page is meant. */
  selection?: string | undefined;
  tabId?: number | undefined;
  /** The page's. */
  title?: string | undefined;
}

/**
 * Begins a conversation about a page or a part of it, in the language and at the level of the settings.
 *
 * @param chosen the settings, as they are read
 * @returns what the panel is to lead to: where nothing could be begun, why
 */
export async function talkAbout(
  { selection, tabId, title = '' }: Pointed,
  chosen: Promise<Settings>,
): Promise<PageTopic> {
  try {
    const { language, level, tutor } = await chosen;
    const whole = stripUntrusted(selection ?? (await readPage(tabId)));
    if (whole === '') throw new PatterError('page-empty');
    const text = excerpt(whole);
    const named = plainText(stripUntrusted(title), longestTitle);
    const conversation = newConversationId();
    const reading = { title: named, text, nonce: newNonce(), length: whole.length };
    const given = { id: conversation, title: named || plainText(text, longestTitle), language, level, reading };
    await createConversation(given, Date.now());
    return { conversation, begins: providerSetups[tutor].reads };
  } catch (error) {
    return { error: toWire(error) };
  }
}

const longestTitle = { graphemes: 100, units: 200 };

/** Where reading a page stops, in UTF-16 units: more than is used, so that it can be said of how much. */
const mostRead = 200_000;
/** A page that is busy with itself for longer is not to be read, in milliseconds. */
const patienceMs = 10_000;

/** @throws {PatterError} `page-unreadable` where the browser lets nobody read: its own pages, its store, its PDF viewer */
async function readPage(tabId = browser.tabs.TAB_ID_NONE): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const reading = browser.scripting.executeScript({
      target: { tabId },
      func: pageText,
      args: [mostRead],
      injectImmediately: true,
    });
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the page does not answer')), patienceMs);
    });
    const [frame] = await Promise.race([reading, late]);
    return typeof frame?.result === 'string' ? frame.result : '';
  } catch (cause) {
    throw new PatterError('page-unreadable', { cause });
  } finally {
    clearTimeout(timer);
  }
}
