/**
 * What a learner typed as a server's address, made whole: `https://` where no scheme is given (`http://` for this
 * computer and for bare IP addresses and single names), no trailing slash, no query or fragment.
 *
 * @returns `null` when it can not be an address of a web server, or when it carries a user name or a password, which
 * would end up in plain settings.
 */
export function normaliseAddress(input: string): string | null {
  const typed = input.trim();
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(typed);
  const local = /^(localhost|\[[\da-f:]+\]|\d{1,3}(\.\d{1,3}){3}|[^./:]+)(:\d+)?(\/|$)/i.test(typed);
  const candidate = hasScheme ? typed : `${local ? 'http' : 'https'}://${typed}`;
  // Chromium takes a blank within a host's name and percent-encodes it.
  if (/\s/.test(typed) || !URL.canParse(candidate)) return null;
  const url = new URL(candidate);
  if (
    !/^https?:$/.test(url.protocol) ||
    url.hostname === '' ||
    url.hostname.includes('%') ||
    url.username !== '' ||
    url.password !== ''
  )
    return null;
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** The match pattern to ask the browser's permission for, to reach an address. Patterns carry no port, which Firefox refuses. */
export function hostPattern(address: string): string {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}
