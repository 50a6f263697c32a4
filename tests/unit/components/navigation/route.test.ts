import { expect, it } from 'vitest';
import { isWordsRoom, parseRoute, routeHash, type Route } from '#components/navigation/route.ts';

it.each<Route>([
  { room: 'settings' },
  { room: 'words' },
  { room: 'review' },
  { room: 'words', language: 'es' },
  { room: 'review', language: 'zh-Hant' },
  { room: 'export', language: 'es' },
  { room: 'import' },
  { room: 'progress' },
  { room: 'progress', language: 'pt-BR' },
  { room: 'chat', conversation: 'latest' },
  { room: 'chat', conversation: 'new' },
  { room: 'chat', conversation: Number.MAX_SAFE_INTEGER },
])('comes back from the address: %j', (route) => {
  expect(parseRoute(routeHash(route))).toEqual(route);
});

it.each([
  '',
  '#',
  '#/chat/',
  '#/chat/0',
  '#/chat/-1',
  '#/chat/abc',
  '#/chat/1/2',
  '#/nowhere',
  '#/words/',
  '#/words/<b>',
  '#/review/es/1',
])('takes %j for the latest conversation', (hash) => {
  expect(parseRoute(hash)).toEqual({ room: 'chat', conversation: 'latest' });
});

it('tells the rooms about words from the others', () => {
  const rooms = ['words', 'review', 'export', 'import', 'progress', 'chat', 'settings'] as const;
  expect(rooms.filter(isWordsRoom)).toEqual(['words', 'review', 'export', 'import']);
});
