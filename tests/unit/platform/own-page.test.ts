import { expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { isOwnPage } from '#lib/platform/own-page.ts';

const { id } = browser.runtime;
const url = browser.runtime.getURL('/sidepanel.html');

it.each([
  { name: 'the panel', sender: { id, url }, own: true },
  { name: 'a content script in a page', sender: { id, url: 'https://example.com/' }, own: false },
  { name: 'another extension', sender: { id: 'other', url: 'chrome-extension://other/page.html' }, own: false },
  { name: 'a page that calls itself one of ours', sender: { id: 'other', url }, own: false },
  { name: 'nobody', sender: undefined, own: false },
])('$name: $own', ({ sender, own }) => {
  expect(isOwnPage(sender)).toBe(own);
});
