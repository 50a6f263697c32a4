import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ShownMessage } from '#components/chat/merge-turn.ts';
import { MessageView } from '#components/chat/message-view.tsx';
import type { Card } from '#lib/corrections/card.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';

beforeEach(speakEnglish);

const settings = firstSettings('en');
const noActions = () => ({ onDispute: () => undefined, onPractise: () => undefined });

function draw(message: Partial<ShownMessage>, chosen: Partial<Settings> = {}, language = 'es'): string {
  const whole: ShownMessage = { id: 't/tutor', turnId: 't', role: 'tutor', text: '', state: 'done', ...message };
  return renderToStaticMarkup(
    <MessageView
      message={whole}
      language={language}
      level="A2"
      settings={{ ...settings, ...chosen }}
      cardActions={noActions}
    />,
  );
}

const edit = {
  start: 3,
  end: 6,
  original: 'fue',
  replacement: 'fui',
  op: 'replace',
  tier: 'error',
  shown: true,
} as const;
const explained = { ...edit, category: 'verb_form', severity: 'wrong', explanation: '“Yo” takes fui.' } as const;
const card: Card = { kind: 'edits', corrected: 'Yo fui', edits: [explained], wellDone: null };

describe('a message of the tutor', () => {
  it('is an article in the language and direction of the conversation', () => {
    expect(draw({ text: 'Hola' })).toMatch(/^<article class="tutor" aria-label="Tutor" lang="es" dir="ltr">/);
    expect(draw({ text: 'مرحبا' }, {}, 'ar')).toMatch(/lang="ar" dir="rtl"/);
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
    const markup = draw({ ...mine, text: 'Yo fue', card });
    expect(markup).toMatch(/Yo <del>fue<\/del> <ins>fui<\/ins>/);
    expect(markup).toContain('verb form');
    expect(markup).toContain('<span lang="en" dir="auto">“Yo” takes fui.</span>');
  });

  it('has none where the learner does not want corrections, or there is nothing to say', () => {
    expect(draw({ ...mine, text: 'Yo fue', card }, { correct: false })).not.toContain('correction');
    const hidden: Card = { ...card, edits: [{ ...edit, tier: 'hidden', shown: false }] };
    expect(draw({ ...mine, text: 'Yo fue', card: hidden })).not.toContain('correction');
    const disputed: Card = { ...card, edits: [{ ...edit, disputed: true }] };
    expect(draw({ ...mine, text: 'Yo fue', card: disputed })).not.toContain('correction');
  });

  it('keeps the answer back where the learner wants hints first', () => {
    const markup = draw({ ...mine, text: 'Yo fue', card }, { hints: true });
    expect(markup).toContain('<mark class="correction-spot">fue</mark>');
    expect(markup).not.toContain('fui');
    expect(markup).toContain('Show the answer');
  });

  it('has what is not shown at once behind one button, and never what is hidden', () => {
    const rest = { ...edit, start: 7, end: 12, original: 'a pie', replacement: 'andando', shown: false } as const;
    const hidden = {
      ...edit,
      start: 12,
      end: 12,
      original: '',
      replacement: '.',
      tier: 'hidden',
      shown: false,
    } as const;
    const longer: Card = { ...card, corrected: 'Yo fui andando.', edits: [explained, rest, hidden] };
    const markup = draw({ ...mine, text: 'Yo fue a pie', card: longer });
    expect(markup).toContain('<ins>fui</ins> a pie');
    expect(markup).toContain('1 more');
    expect(markup).not.toContain('andando');
  });

  it('has one more natural way to say it, and no red, where nearly all would be said otherwise', () => {
    const markup = draw({ ...mine, card: { kind: 'natural', natural: 'Ayer fui al cine.', wellDone: null } });
    expect(markup).toContain('More natural');
    expect(markup).toContain('Ayer fui al cine.');
    expect(markup).not.toContain('<del>');
  });

  it('is praised for what went well', () => {
    const praised = draw({
      ...mine,
      text: 'Fui',
      card: { kind: 'well-said', wellDone: 'A good past tense.' },
    });
    expect(praised).toContain('A good past tense.');
    expect(praised).not.toContain('<del>');
  });
});

it.each(['tutor', 'learner'] as const)('says of a %s’s message that can not be read that it is kept', (role) => {
  const message = { id: `t/${role}`, turnId: 't', role, text: '', state: 'done', damaged: true } as const;
  const drawn = renderToStaticMarkup(
    <MessageView message={message} language="es" level="A2" settings={settings} cardActions={noActions} />,
  );
  expect(drawn).toBe('<p class="outcome">This message can not be read. It is kept as it is.</p>');
});
