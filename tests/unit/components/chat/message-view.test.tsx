import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ShownMessage } from '#components/chat/merge-turn.ts';
import { MessageView } from '#components/chat/message-view.tsx';
import type { Correction } from '#lib/providers/correction.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

function draw(message: Partial<ShownMessage>, corrections: string | null = 'en', language = 'es'): string {
  const whole: ShownMessage = { id: 't/tutor', turnId: 't', role: 'tutor', text: '', state: 'done', ...message };
  return renderToStaticMarkup(<MessageView message={whole} language={language} corrections={corrections} />);
}

const correction: Correction = {
  corrected: 'Yo fui',
  notes: [
    { original: 'fue', replacement: 'fui', category: 'verb_form', severity: 'wrong', explanation: '“Yo” takes fui.' },
  ],
  wellDone: null,
};

describe('a message of the tutor', () => {
  it('is an article in the language and direction of the conversation', () => {
    expect(draw({ text: 'Hola' })).toMatch(/^<article class="tutor" aria-label="Tutor" lang="es" dir="ltr">/);
    expect(draw({ text: 'مرحبا' }, 'en', 'ar')).toMatch(/lang="ar" dir="rtl"/);
  });

  it('is busy for as long as it is not committed, and shows a cursor only while text arrives', () => {
    const arriving = draw({ text: 'Ho', state: 'arriving', phase: 'arriving' });
    expect(arriving).toMatch(/aria-busy="true".*data-cursor/);
    const replied = draw({ text: 'Hola', state: 'arriving', phase: 'replied' });
    expect(replied).toContain('aria-busy="true"');
    expect(replied).not.toContain('data-cursor');
    expect(draw({ text: 'Hola' })).not.toContain('aria-busy');
  });

  it('says what it waits for', () => {
    expect(draw({ state: 'arriving', phase: 'waiting' })).toContain('class="dots"');
    expect(draw({ state: 'arriving', phase: 'waiting', waitingFor: { what: 'model' } })).toContain(
      'Loading the model…',
    );
  });

  it('keeps the text that a retry will replace in view', () => {
    expect(draw({ text: 'Bue', state: 'arriving', phase: 'waiting', outdated: true })).toMatch(
      /data-outdated.*Bue.*class="dots"/,
    );
  });

  it('is not there where nothing has arrived', () => {
    expect(draw({ state: 'failed', error: { code: 'offline' } })).toBe('');
  });
});

describe('a message of the learner', () => {
  const mine = { id: 't/learner', role: 'learner', text: 'Yo fue <b>' } as const;

  it('is an article with the text as it was written', () => {
    expect(draw(mine)).toContain(
      '<article class="bubble" aria-label="You" lang="es" dir="auto">Yo fue &lt;b&gt;</article>',
    );
  });

  it('has its correction beside it, with what changes, what kind of change it is, and why', () => {
    const markup = draw({ ...mine, text: 'Yo fue', correction });
    expect(markup).toMatch(/Yo <del>fue<\/del> <ins>fui<\/ins>/);
    expect(markup).toContain('verb form');
    expect(markup).toContain('<span lang="en" dir="auto">“Yo” takes fui.</span>');
  });

  it('has none where the learner does not want corrections, or there is nothing to say', () => {
    expect(draw({ ...mine, correction }, null)).not.toContain('correction');
    expect(draw({ ...mine, text: 'Fui', correction: { corrected: 'Fui', notes: [], wellDone: null } })).not.toContain(
      'correction',
    );
  });

  it('is praised for what went well', () => {
    const praised = draw({
      ...mine,
      text: 'Fui',
      correction: { corrected: 'Fui', notes: [], wellDone: 'A good past tense.' },
    });
    expect(praised).toContain('A good past tense.');
    expect(praised).not.toContain('<del>');
  });
});

it.each(['tutor', 'learner'] as const)('says of a %s’s message that can not be read that it is kept', (role) => {
  const message = { id: `t/${role}`, turnId: 't', role, text: '', state: 'done', damaged: true } as const;
  const drawn = renderToStaticMarkup(<MessageView message={message} language="es" corrections="en" />);
  expect(drawn).toBe('<p class="outcome">This message can not be read. It is kept as it is.</p>');
});
