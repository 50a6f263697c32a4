import { describe, expect, it } from 'vitest';
import { traceOf } from '#lib/errors/trace.ts';

function thrown(message: string, stack: string, cause?: unknown): Error {
  const error = new TypeError(message, { cause });
  error.stack = `TypeError: ${message}\n${stack}`;
  return error;
}

describe('a trace', () => {
  it('names the kind of error and the places that led to it, in Chromium and in Firefox', () => {
    const chromium =
      '    at async TurnServer.#start (chrome-extension://abc/background.js:7:1234)\n    at chrome-extension://abc/chunks/panel-x1.js:1:9';
    const firefox = 'readReply@moz-extension://abc/background.js:3:4\n@moz-extension://abc/background.js:5:6';
    expect(traceOf(thrown('no', chromium))).toEqual([
      'TypeError',
      'TurnServer.#start background.js:7:1234',
      'panel-x1.js:1:9',
    ]);
    expect(traceOf(thrown('no', firefox))).toEqual(['TypeError', 'readReply background.js:3:4', 'background.js:5:6']);
  });

  it('follows the causes, and ends', () => {
    const error = thrown('outer', '', thrown('inner', '    at inner (a.js:1:2)'));
    expect(traceOf(error)).toEqual(['TypeError', 'TypeError', 'inner a.js:1:2']);
    const circular = thrown('round', '    at round (a.js:1:2)');
    circular.cause = circular;
    expect(traceOf(circular).length).toBeLessThanOrEqual(10);
  });

  it('holds nothing of an error’s words, though they look like places or names', () => {
    const message = 'sk-secret\n    at meLlamoAna (secret.js:1:2)\nAna';
    const error = thrown(message, '    at real (a.js:1:2)');
    error.name = 'TypeError';
    expect(traceOf(error)).toEqual(['TypeError', 'real a.js:1:2']);
    const named = new Error('x');
    named.name = 'Me llamo Ana';
    named.stack = '';
    expect(traceOf(named)).toEqual(['Error']);
    expect(traceOf('sk-secret')).toEqual([]);
  });
});
