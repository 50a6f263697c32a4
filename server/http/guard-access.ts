import type { MiddlewareHandler } from 'hono';
import { hashAccessToken } from '../access/access-token.ts';
import { clientAddress, clientNetwork, type ProxyList } from '../access/client-address.ts';
import type { Limit } from '../access/limits.ts';
import { isLoopback } from '../access/loopback.ts';
import type { TokenStore } from '../store/store.ts';
import { answerProblem } from './answer-problem.ts';
import type { Problem } from './problem.ts';
import type { RequestContext } from './request-context.ts';

type Guard = MiddlewareHandler<RequestContext>;

/** Whose requests are answered without a token, while there are none: nobody's, or this computer's alone. */
export type OpenTo = 'nobody' | 'loopback';

const unauthorized: Problem = {
  status: 401,
  code: 'unauthorized',
  message: 'An access token is needed: Authorization: Bearer …',
};

/** Counts requests by the address they come from. */
export function limitByAddress(limit: Limit, proxies: ProxyList): Guard {
  return async (context, next) => {
    const peer = context.env?.incoming?.socket.remoteAddress ?? '';
    const address = clientAddress(peer, context.req.header('x-forwarded-for'), proxies);
    await limit(clientNetwork(address));
    return next();
  };
}

/**
 * Finds out whose request it is. Without a token it is only answered while none was ever made, to this computer alone:
 * neither through a proxy nor under a name that somebody else has pointed here (DNS rebinding).
 */
export function authenticate(tokens: Pick<TokenStore, 'findToken' | 'tokens'>, openTo: OpenTo): Guard {
  return async (context, next) => {
    const given = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const token = given === undefined ? undefined : await tokens.findToken(hashAccessToken(given));
    if (token !== undefined) {
      context.set('owner', token.id);
      return next();
    }
    const { hostname } = new URL(context.req.url);
    const forwarded = context.req.header('x-forwarded-for') ?? context.req.header('forwarded');
    const local = isLoopback(hostname) && forwarded === undefined;
    const open = openTo === 'loopback' && local && (await tokens.tokens()).length === 0;
    if (!open) {
      context.header('WWW-Authenticate', 'Bearer');
      return answerProblem(context, unauthorized);
    }
    context.set('owner', 0);
    return next();
  };
}
