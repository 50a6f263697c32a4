import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { errorCodes, type ErrorCode } from '#lib/errors/patter-error.ts';
import { retryPolicy } from '#lib/errors/retry-policy.ts';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { errorWords } from '#components/ui/error-words.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(() => {
  speakEnglish();
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({
    manifest_version: 3,
    name: 'Patter',
    version: '1.2.3',
  });
});

function alertFor(code: ErrorCode, tutor: 'ollama' | 'claude' = 'claude'): string {
  return renderToStaticMarkup(
    <ErrorAlert error={{ code }} tutor={tutor} kept="It is kept." onRetry={() => undefined} />,
  );
}

describe('every error', () => {
  it.each(errorCodes)('%s says what happened, what was kept, and offers one thing first', (code) => {
    const alert = alertFor(code);
    expect(alert).toMatch(
      /^<div class="alert" role="alert"><strong class="alert-title">[^<$]{5,}<\/strong><p>[^<$]{5,} It is kept\./,
    );
    expect(alert.match(/button-primary/g) ?? []).toHaveLength(errorWords[code].action === 'none' ? 0 : 1);
  });

  it.each(errorCodes)('%s offers to try again exactly where that may help', (code) => {
    const policy = retryPolicy[code];
    expect(alertFor(code).includes('Retry')).toBe(policy !== 'never');
    expect(errorWords[code].action === 'none').toBe(policy === 'never');
    if (policy === 'automatic') expect(errorWords[code].action).toBe('retry');
  });
});

it.each([
  [3_200, '4 seconds'],
  [400, '1 second'],
  [119_000, '119 seconds'],
  [121_000, '3 minutes'],
  [7_200_000, '2 hours'],
])('names the tutor and how long it asks to wait: %d ms', (retryAfterMs, wait) => {
  const alert = renderToStaticMarkup(<ErrorAlert error={{ code: 'overloaded', retryAfterMs }} tutor="claude" />);
  expect(alert).toContain('Claude is overloaded');
  expect(alert).toContain(`It asks to wait ${wait}.`);
  expect(alert).not.toContain('<button');
});

it('shows the line that lets Ollama answer this extension, to Ollama users alone', () => {
  expect(alertFor('blocked', 'ollama')).toMatch(/OLLAMA_ORIGINS=\S+/);
  expect(alertFor('blocked', 'claude')).not.toContain('OLLAMA_ORIGINS');
});

it('does not send a learner to Settings who is there', () => {
  const alert = renderToStaticMarkup(<ErrorAlert error={{ code: 'auth' }} tutor="claude" inSettings />);
  expect(alert).not.toContain('href');
});

it('gives a report of a fault of its own, for copying', () => {
  const error = { code: 'bug', trace: ['TypeError', 'readReply background.js:1:2'] } as const;
  const alert = renderToStaticMarkup(<ErrorAlert error={{ ...error, trace: [...error.trace] }} tutor="claude" />);
  expect(alert).toContain('readReply background.js:1:2');
  expect(alert).toContain('Copy');
  expect(alertFor('auth')).not.toContain('Copy');
});
