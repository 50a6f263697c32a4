import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ShownMessage } from '#components/chat/merge-turn.ts';
import { TurnOutcome } from '#components/chat/turn-outcome.tsx';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

const nothing = (): undefined => undefined;

function draw(message: Partial<ShownMessage>, last = true): string {
  const whole: ShownMessage = { id: 't/tutor', turnId: 't', role: 'tutor', text: '', state: 'done', ...message };
  const actions = { onRetry: nothing, onContinue: nothing, onKeep: nothing };
  return renderToStaticMarkup(<TurnOutcome message={whole} last={last} tutor="claude" {...actions} />);
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

  it('offers to go on from the part, to ask for another reply, or to let it be', () => {
    const broken = draw({ state: 'interrupted', text: 'Ho', error: { code: 'overloaded' } });
    expect(broken).toMatch(/button-primary[^>]*>Continue<.*>Retry<.*>Keep</);
    const empty = draw({ state: 'failed', error: { code: 'overloaded' } });
    expect(empty).toMatch(/button-primary[^>]*>Retry</);
    expect(empty).not.toMatch(/Continue|Keep/);
  });

  it('can not be let be before it is in the database', () => {
    expect(draw({ state: 'interrupted', text: 'Ho', unkept: true })).not.toContain('>Keep<');
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

  it('can be gone on with where it was too long, which another try would not change', () => {
    expect(draw({ cut: 'length', text: 'Ho' })).toMatch(/The reply reached its length limit\..*Continue/);
    expect(draw({ cut: 'length', text: 'Ho' })).not.toContain('Retry');
  });

  it('can be asked for again after the learner has let it be', () => {
    expect(draw({ cut: 'kept', text: 'Ho' })).toMatch(/You kept it as it is\..*Retry.*Continue/);
    expect(draw({ cut: 'kept', text: 'Ho' }, false)).not.toMatch(/Retry|Continue/);
  });

  it('can be tried again where the vendor blocked it', () => {
    expect(draw({ cut: 'refused', text: 'Ho' })).toMatch(/The tutor declined to go on\..*Retry/);
    expect(draw({ cut: 'refused', text: 'Ho' }, false)).not.toContain('Retry');
  });
});
