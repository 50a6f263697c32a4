import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ShownMessage } from '#components/chat/merge-turn.ts';
import { TurnOutcome } from '#components/chat/turn-outcome.tsx';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

function draw(message: Partial<ShownMessage>, last = true): string {
  const whole: ShownMessage = { id: 't/tutor', turnId: 't', role: 'tutor', text: '', state: 'done', ...message };
  return renderToStaticMarkup(<TurnOutcome message={whole} last={last} tutor="claude" onRetry={() => undefined} />);
}

it('says nothing of a turn that went well or is still running', () => {
  expect(draw({ text: 'Hola' })).toBe('');
  expect(draw({ state: 'arriving' })).toBe('');
});

describe('a turn that failed', () => {
  it('is an alert that says what was kept and can be tried again', () => {
    const broken = draw({ state: 'interrupted', text: 'Ho', error: { code: 'interrupted' } });
    expect(broken).toMatch(/role="alert".*What arrived is kept\..*Retry/);
    expect(draw({ state: 'failed', error: { code: 'offline' } })).toContain('Your message is kept.');
  });

  it('is a quiet note once the conversation has gone on', () => {
    const older = draw({ state: 'failed', error: { code: 'overloaded' } }, false);
    expect(older).toBe('<p class="outcome">Claude is overloaded</p>');
  });
});

describe('a reply that is cut short', () => {
  it('says that the learner stopped it', () => {
    expect(draw({ state: 'stopped', text: 'Ho' })).toContain('Stopped. What arrived is kept.');
    expect(draw({ state: 'stopped' })).toContain('Stopped before anything arrived.');
  });

  it('says that it was too long, which another try would not change', () => {
    expect(draw({ cut: 'length', text: 'Ho' })).toBe('<p class="outcome">The reply reached its length limit. </p>');
  });

  it('can be tried again where the vendor blocked it', () => {
    expect(draw({ cut: 'refused', text: 'Ho' })).toMatch(/The tutor declined to go on\..*Retry/);
    expect(draw({ cut: 'refused', text: 'Ho' }, false)).not.toContain('Retry');
  });
});
