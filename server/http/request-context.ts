import type { HttpBindings } from '@hono/node-server';

/** What routes know of a request. */
export interface RequestContext {
  /** Node's own request, where there is one: not in a test that calls the app itself. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** Whose conversations these are: an access token's id, 0 where the server asks for none. */
    owner: number;
    /** What a page of another origin has to be told (CORS), for what is not answered through Hono. */
    crossOrigin?: Readonly<Record<string, string>>;
  };
}
