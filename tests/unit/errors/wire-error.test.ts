import { describe, expect, it } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { fromWire, toWire, wireErrorSchema } from '#lib/errors/wire-error.ts';

describe('an error on its way out', () => {
  it('keeps its code, its wait and its status, and nothing else', () => {
    const cause = new Error('sk-secret');
    const wire = toWire(new PatterError('rate-limited', { retryAfterMs: 2_000, status: 429, cause }));
    expect(wire).toEqual({ code: 'rate-limited', retryAfterMs: 2_000, status: 429 });
    expect(fromWire(wire)).toMatchObject({ code: 'rate-limited', retryAfterMs: 2_000, status: 429 });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('leaves out a wait that JSON can not say: %d', (retryAfterMs) => {
    const wire: unknown = JSON.parse(JSON.stringify(toWire(new PatterError('rate-limited', { retryAfterMs }))));
    expect(wireErrorSchema.parse(wire)).toEqual({ code: 'rate-limited' });
  });

  it('is a bug when it is none of ours', () => {
    const wire = toWire(new TypeError('sk-secret'));
    expect(wire).toMatchObject({ code: 'bug', trace: expect.arrayContaining(['TypeError']) });
    expect(JSON.stringify(wire)).not.toContain('sk-secret');
    expect(toWire(fromWire(wire))).toEqual(wire);
  });
});
