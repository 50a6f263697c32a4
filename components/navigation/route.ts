/** The rooms that are about the words of one language. */
const wordsRooms = ['words', 'review', 'export', 'import'] as const;

type WordsRoomName = (typeof wordsRooms)[number];

/** The rooms that show one language at a time. */
const languageRooms = [...wordsRooms, 'progress'] as const;

type LanguageRoomName = (typeof languageRooms)[number];

/** Whether a room is the list of words, or one that is reached from it. */
export function isWordsRoom(room: Route['room']): room is WordsRoomName {
  return wordsRooms.some((name) => name === room);
}

/**
 * Where the panel is. `latest` is whichever conversation was written to last, if there is one; `language` is a BCP 47 tag,
 * and without it the room shows whichever language the learner is learning.
 */
export type Route =
  | { room: 'chat'; conversation: number | 'latest' | 'new' }
  | { room: LanguageRoomName; language?: string }
  | { room: 'settings' };

/** The route that a `location.hash` names; an unknown one is the latest conversation. */
export function parseRoute(hash: string): Route {
  if (hash === '#/settings') return { room: 'settings' };
  const [, named, language] = /^#\/([a-z]+)(?:\/([a-z]{2,3}(?:-[A-Za-z\d]{2,8})*))?$/.exec(hash) ?? [];
  const room = languageRooms.find((name) => name === named);
  if (room !== undefined) return { room, ...(language !== undefined && { language }) };
  const conversation = /^#\/chat\/(new|[1-9]\d{0,15})$/.exec(hash)?.[1];
  if (conversation === undefined) return { room: 'chat', conversation: 'latest' };
  return { room: 'chat', conversation: conversation === 'new' ? 'new' : Number(conversation) };
}

/** The `location.hash` of a route, for links. */
export function routeHash(route: Route): string {
  switch (route.room) {
    case 'settings':
      return '#/settings';
    case 'words':
    case 'review':
    case 'export':
    case 'import':
    case 'progress':
      return route.language === undefined ? `#/${route.room}` : `#/${route.room}/${route.language}`;
    case 'chat':
      return route.conversation === 'latest' ? '#/chat' : `#/chat/${route.conversation}`;
  }
}
