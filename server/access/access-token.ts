import { createHash, randomBytes } from 'node:crypto';

/** So that people, and programs that look for secrets, know one when they see it. */
const prefix = 'patter_';

/** 256 bits: nobody guesses one, and so a fast hash keeps it as well as a slow one would. */
const bytes = 32;

export function mintAccessToken(): string {
  return prefix + randomBytes(bytes).toString('base64url');
}

/** What is stored of a token. */
export function hashAccessToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
