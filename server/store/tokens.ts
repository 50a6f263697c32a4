import type { Database, Row } from './database.ts';
import type { AccessToken, TokenStore } from './store.ts';

export function createTokenStore(database: Database): TokenStore {
  return {
    async addToken(name, hash, at) {
      const [row = {}] = await database.query(
        'INSERT INTO tokens (name, hash, created_at) VALUES ($1, $2, $3) RETURNING *',
        [name, hash, at],
      );
      return tokenOf(row);
    },

    async tokens() {
      const rows = await database.query('SELECT * FROM tokens ORDER BY id');
      return rows.map(tokenOf);
    },

    async revokeTokens(name, at) {
      const revoked = await database.query(
        'UPDATE tokens SET revoked_at = $2 WHERE name = $1 AND revoked_at IS NULL RETURNING id',
        [name, at],
      );
      return revoked.length;
    },

    async findToken(hash) {
      const [row] = await database.query('SELECT * FROM tokens WHERE hash = $1 AND revoked_at IS NULL', [hash]);
      return row && tokenOf(row);
    },
  };
}

function tokenOf(row: Row): AccessToken {
  return {
    id: Number(row['id']),
    name: String(row['name']),
    createdAt: Number(row['created_at']),
    revokedAt: row['revoked_at'] === null ? null : Number(row['revoked_at']),
  };
}
