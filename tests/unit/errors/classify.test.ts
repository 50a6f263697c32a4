import { afterEach, describe, expect, test, vi } from 'vitest';
import { classify, codeForStatus, networkError, parseRetryAfter } from '#lib/errors/classify.ts';
import { PatterError } from '#lib/errors/patter-error.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  [400, 'bad-request'],
  [422, 'bad-request'],
  [429, 'rate-limited'],
  [500, 'server-error'],
  [529, 'overloaded'],
  [599, 'server-error'],
  [304, 'bad-stream'],
])('a status of %d is %s', (status, code) => {
  expect(codeForStatus(status)).toBe(code);
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 1, 12, 0, 0);

  test.each([
    ['0', 0],
    ['120', 120_000],
    ['1.5', 1_500],
    ['Sun, 01 Nov 2026 12:00:30 GMT', 30_000],
    ['Sun, 01 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('%j', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });

  test('absent', () => expect(parseRetryAfter(null, now)).toBeUndefined());
  test('more seconds than a number holds', () => expect(parseRetryAfter('9'.repeat(400), now)).toBeUndefined());
});

describe('a fetch without a response', () => {
  const cause = new TypeError('Failed to fetch');

  test('is unreachable with a network', () => {
    vi.stubGlobal('navigator', { onLine: true });
    expect(networkError('https://example.org/v1', cause)).toMatchObject({ code: 'unreachable', cause });
  });

  test('is offline without', () => {
    vi.stubGlobal('navigator', { onLine: false });
    expect(networkError('https://example.org/v1', cause).code).toBe('offline');
  });

  test.each(['http://localhost:11434/api/chat', 'http://127.0.0.1:8000/', 'http://[::1]:1/', 'http://a.localhost/'])(
    '%s needs no network',
    (url) => {
      vi.stubGlobal('navigator', { onLine: false });
      expect(networkError(url, cause).code).toBe('unreachable');
    },
  );

  test('an address that is none is unreachable', () => {
    expect(networkError('no address', cause).code).toBe('unreachable');
  });
});

describe('anything thrown', () => {
  test('is cancelled once the caller has aborted, whatever it looks like', () => {
    expect(classify(new PatterError('interrupted'), AbortSignal.abort()).code).toBe('cancelled');
  });

  test('is the PatterError that a client has wrapped', () => {
    const inner = new PatterError('overloaded', { retryAfterMs: 5 });
    const wrapped = new Error('Connection error.', { cause: new Error('again', { cause: inner }) });
    expect(classify(wrapped, new AbortController().signal)).toBe(inner);
  });

  test('is a bad stream where JSON was expected', () => {
    expect(classify(new SyntaxError('Unexpected token'))).toMatchObject({ code: 'bad-stream' });
  });

  test.each([new TypeError('x is undefined'), 'a string', undefined])('is a bug otherwise: %s', (error) => {
    expect(classify(error).code).toBe('bug');
  });
});
