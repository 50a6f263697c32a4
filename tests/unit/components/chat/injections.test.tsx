import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AnswerIdeas } from '#components/chat/answer-ideas.tsx';
import { CorrectionCard } from '#components/chat/correction-card.tsx';
import { GlossPopover } from '#components/chat/gloss-popover.tsx';
import { HowToSay } from '#components/chat/how-to-say.tsx';
import { MessageView } from '#components/chat/message-view.tsx';
import { RecapCard } from '#components/chat/recap-card.tsx';
import { useAside } from '#components/chat/use-aside.ts';
import { Markdown } from '#components/markdown/markdown.tsx';
import type { Card } from '#lib/corrections/card.ts';
import { firstSettings } from '#lib/settings/settings.ts';
import { speakEnglish } from '#tests/helpers/i18n.ts';
import { injections } from '#tests/helpers/injections.ts';

vi.mock('#components/chat/use-aside.ts');

const lesson = { language: 'es', level: 'A2' } as const;
const settings = { ...firstSettings('en'), tutor: 'claude' as const, learnerLanguage: 'en' };
const own = { learnerLanguage: 'en' } as const;
const nothing = () => undefined;
const actions = { onDispute: nothing, onPractise: nothing };

beforeEach(speakEnglish);

/** Has whatever is asked for beside the conversation be answered with this. */
function answerWith(answer: unknown): void {
  vi.mocked(useAside).mockReturnValue({ answer, busy: false, error: null, ask: nothing, clear: nothing });
}

function cardOf(text: string): Card {
  const edit = {
    start: 0,
    end: 2,
    original: 'Yo',
    replacement: text,
    op: 'replace',
    tier: 'error',
    shown: true,
  } as const;
  return {
    kind: 'edits',
    corrected: text,
    edits: [{ ...edit, category: 'spelling', severity: 'wrong', explanation: text, hint: text }],
    wellDone: text,
  };
}

const drawings: Record<string, (text: string) => string> = {
  'a reply': (text) => renderToStaticMarkup(<Markdown text={text} arriving={false} quotesIn="en" />),
  'a reply that is arriving': (text) =>
    [text.length >> 2, text.length >> 1, text.length]
      .map((end) => renderToStaticMarkup(<Markdown text={text.slice(0, end)} arriving quotesIn="en" />))
      .join(''),
  'a message of either': (text) =>
    (['tutor', 'learner'] as const)
      .map((role) =>
        renderToStaticMarkup(
          <MessageView
            message={{ id: `t/${role}`, turnId: 't', role, text, state: 'done', card: cardOf(text) }}
            {...lesson}
            settings={settings}
            cardActions={() => actions}
          />,
        ),
      )
      .join(''),
  'a correction': (text) =>
    [
      cardOf(text),
      { kind: 'natural', natural: text, wellDone: text } as const,
      { kind: 'well-said', wellDone: text } as const,
    ]
      .flatMap((card) => [true, false].map((hints) => ({ card, hints })))
      .map(({ card, hints }) =>
        renderToStaticMarkup(
          <CorrectionCard message={`Yo ${text}`} card={card} {...lesson} {...own} hints={hints} {...actions} />,
        ),
      )
      .join(''),
  'a gloss': (text) => {
    const entry = { lemma: text, grammar: text, translation: text };
    answerWith({ word: text, sentence: text, gloss: { ...entry, others: [entry], source: 'tutor' } });
    const tapped = { sentence: text, at: 0, rect: {} as DOMRect };
    return renderToStaticMarkup(
      <GlossPopover conversationId={1} tapped={tapped} {...lesson} settings={settings} onClose={nothing} />,
    );
  },
  'a look back': (text) =>
    renderToStaticMarkup(
      <RecapCard
        recap={{
          messages: 2,
          wellDone: [{ quote: text, praise: text }],
          recurring: { category: 'spelling', count: 2, wrong: text, right: text },
          words: [{ word: text, meaning: text }],
        }}
        language="es"
        {...own}
        onPractise={nothing}
      />,
    ),
  suggestions: (text) => {
    answerWith({ suggestions: [{ text, meaning: text }] });
    return renderToStaticMarkup(<AnswerIdeas turnId="t" {...lesson} settings={settings} onUse={nothing} />);
  },
  'how to say it': (text) => {
    answerWith({ text, words: [{ word: text, meaning: text }] });
    return renderToStaticMarkup(<HowToSay {...lesson} settings={settings} onUse={nothing} />);
  },
};

/** What can be followed, fetched or run. The panel's own icons are drawings without any of it. */
const elements =
  /<(?:a|img|image|script|iframe|style|object|embed|link|meta|base|math|video|audio|source|canvas|template)\b/i;
const attributes = /<[^>]*\s(?:on\w+|src\w*|href|xlink:href|data|style|action|formaction|background|poster)=/i;

describe.each(Object.entries(drawings))('%s', (_, draw) => {
  it.each(injections)('draws $id as text: nothing to follow, to fetch or to run', ({ attempt }) => {
    const markup = draw(attempt).replaceAll(/"[^"]*"/g, '""');
    expect(markup).not.toMatch(elements);
    expect(markup).not.toMatch(attributes);
    expect(markup.length).toBeGreaterThan(20);
  });
});
