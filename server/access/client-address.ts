import { BlockList, isIP } from 'node:net';

/** Which addresses are proxies of the host's own, whose word on who stands behind them is taken. */
export type ProxyList = BlockList;

/**
 * @param entries addresses and networks (`10.0.0.0/8`)
 * @throws {RangeError} for one that is neither
 */
export function proxyList(entries: readonly string[]): ProxyList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address);
    const longest = family === 4 ? 32 : 128;
    const length = prefix === undefined ? longest : Number(prefix);
    if (family === 0 || !Number.isInteger(length) || length < 0 || length > longest) throw new RangeError(entry);
    list.addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/**
 * Who sent a request: the peer, or, as far as the peers are trusted, whom the last of them names.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-For#selecting_an_ip_address
 *
 * @param forwardedFor the header `X-Forwarded-For`, nearest last
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, trusted: ProxyList): string {
  const named = (forwardedFor ?? '').split(',').map((entry) => entry.trim());
  let address = plainAddress(peer);
  while (isTrusted(address, trusted)) {
    const next = plainAddress(named.pop() ?? '');
    if (isIP(next) === 0) break;
    address = next;
  }
  return address;
}

/** What one client is counted by: an IPv4 address, or the network of 64 bits that one gets with IPv6 (RFC 6177). */
export function clientNetwork(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.toLowerCase().split('%', 1).join('').split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = tail?.split(':').filter((group) => group !== '') ?? [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}

/** IPv4 on a socket for both: `::ffff:192.0.2.1`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function isTrusted(address: string, trusted: ProxyList): boolean {
  const family = isIP(address);
  return family !== 0 && trusted.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
