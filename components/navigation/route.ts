/** Where the panel is. `latest` is whichever conversation was written to last, if there is one. */
export type Route = { room: 'chat'; conversation: number | 'latest' | 'new' } | { room: 'settings' };

/** The route that a `location.hash` names; an unknown one is the latest conversation. */
export function parseRoute(hash: string): Route {
  if (hash === '#/settings') return { room: 'settings' };
  const conversation = /^#\/chat\/(new|[1-9]\d{0,15})$/.exec(hash)?.[1];
  if (conversation === undefined) return { room: 'chat', conversation: 'latest' };
  return { room: 'chat', conversation: conversation === 'new' ? 'new' : Number(conversation) };
}

/** The `location.hash` of a route, for links. */
export function routeHash(route: Route): string {
  if (route.room === 'settings') return '#/settings';
  return route.conversation === 'latest' ? '#/chat' : `#/chat/${route.conversation}`;
}
