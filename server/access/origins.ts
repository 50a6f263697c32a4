/**
 * Whether pages of this origin may read answers. Two schemes are whole extensions' stores: `chrome-extension://*`.
 *
 * @param allowed origins, or `scheme://*` for all of a scheme
 */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) =>
    entry.endsWith('://*') ? origin.startsWith(entry.slice(0, -1)) : origin.toLowerCase() === entry.toLowerCase(),
  );
}
