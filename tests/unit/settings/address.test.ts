import { describe, expect, it } from 'vitest';
import { hostPattern, normaliseAddress } from '#lib/settings/address.ts';

describe('a server address', () => {
  it.each([
    ['http://localhost:11434', 'http://localhost:11434'],
    [' localhost:11434/ ', 'http://localhost:11434'],
    ['192.168.1.20:8000', 'http://192.168.1.20:8000'],
    ['nas:11434', 'http://nas:11434'],
    ['[::1]:8000', 'http://[::1]:8000'],
    ['api.anthropic.com', 'https://api.anthropic.com'],
    ['https://gateway.example/anthropic/', 'https://gateway.example/anthropic'],
    ['HTTPS://Example.COM/?key=1#x', 'https://example.com'],
    ['https://例え.jp', 'https://xn--r8jz45g.jp'],
  ])('%s becomes %s', (typed, address) => {
    expect(normaliseAddress(typed)).toBe(address);
  });

  it.each([
    '',
    '  ',
    'ftp://example.com',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://',
    'a b',
    'my server:80',
    'http://my%20server',
    'https://me:pw@example.com',
  ])('refuses "%s"', (typed) => {
    expect(normaliseAddress(typed)).toBeNull();
  });

  it('asks for one host, without its port', () => {
    expect(hostPattern('http://localhost:11434')).toBe('http://localhost/*');
    expect(hostPattern('https://gateway.example/anthropic')).toBe('https://gateway.example/*');
  });
});
