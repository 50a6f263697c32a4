import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it } from 'vitest';
import { errorCodes, type ErrorCode } from '#lib/errors/patter-error.ts';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { errorWords } from '#components/ui/error-words.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

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

  it.each(['offline', 'unreachable', 'rate-limited', 'overloaded', 'server-error', 'timeout'] as const)(
    '%s, which passes by itself, can be tried again',
    (code) => {
      expect(errorWords[code].action).toBe('retry');
    },
  );
});

it('names the tutor and how long it asks to wait', () => {
  const alert = renderToStaticMarkup(<ErrorAlert error={{ code: 'overloaded', retryAfterMs: 3_200 }} tutor="claude" />);
  expect(alert).toContain('Claude is overloaded');
  expect(alert).toContain('4 seconds');
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
