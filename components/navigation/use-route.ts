import { useMemo, useSyncExternalStore } from 'react';
import { parseRoute, routeHash, type Route } from './route.ts';

/** The present route. It is kept in the address, so that a reload stays where it was. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** Goes to a route, as following a link would. */
export function goTo(route: Route): void {
  location.hash = routeHash(route);
}

/** Goes to what the present address stands for, leaving no step to come back to. */
export function replaceRoute(route: Route): void {
  location.replace(routeHash(route));
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
