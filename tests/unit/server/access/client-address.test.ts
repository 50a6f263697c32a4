import { describe, expect, test } from 'vitest';
import { clientAddress, clientNetwork, proxyList } from '#server/access/client-address.ts';

const proxies = proxyList(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);

test.each([
  ['203.0.113.9', undefined, '203.0.113.9'],
  ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['127.0.0.1', '192.0.2.1, 198.51.100.1, 10.1.2.3', '198.51.100.1'],
  ['127.0.0.1', 'oops', '127.0.0.1'],
  ['127.0.0.1', '198.51.100.1, oops', '127.0.0.1'],
  ['fd00::1', '2001:db8::7', '2001:db8::7'],
  ['', '198.51.100.1', ''],
])('%s saying %s is %s', (peer, forwarded, address) => {
  expect(clientAddress(peer, forwarded, proxies)).toBe(address);
});

describe('one client is', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('%s: %s', (address, network) => {
    expect(clientNetwork(address)).toBe(network);
  });
});

test.each(['example.org', '10.0.0.0/33', '10.0.0.0/x', '::/129', ''])('%s is no proxy', (entry) => {
  expect(() => proxyList([entry])).toThrow(RangeError);
});
