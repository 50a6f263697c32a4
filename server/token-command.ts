import { hashAccessToken, mintAccessToken } from './access/access-token.ts';
import type { TokenStore } from './store/store.ts';

export const tokenUsage = `\
npm run server -- token create NAME   makes an access token and shows it, this once
npm run server -- token list          shows the names, and which are revoked
npm run server -- token revoke NAME   makes the tokens of that name worthless`;

/**
 * Manages access tokens.
 *
 * @returns what to print; `undefined` where the arguments are no such command
 * @throws {PatterError} where the store can not be used
 */
export async function tokenCommand(
  [command, name = '', ...more]: readonly string[],
  store: TokenStore,
): Promise<string | undefined> {
  if (more.length > 0) return undefined;
  if (command === 'list' && name === '') {
    const tokens = await store.tokens();
    return tokens.map(({ name: of, revokedAt }) => (revokedAt === null ? of : `${of} (revoked)`)).join('\n');
  }
  if (name === '') return undefined;
  if (command === 'create') {
    const token = mintAccessToken();
    await store.addToken(name, hashAccessToken(token), Date.now());
    return token;
  }
  if (command !== 'revoke') return undefined;
  const count = await store.revokeTokens(name, Date.now());
  return count === 0 ? `There is no token called ${name} that still holds.` : `Revoked: ${name}`;
}
