import type { ReactNode } from 'react';
import type { ReviewCard } from '#lib/db/read/schedules.ts';
import { t } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { splitSentence } from '#lib/words/cards.ts';
import { withArticle } from '#lib/words/identity.ts';
import { SpeakButton } from '#components/speech/speak-button.tsx';
import { textId } from '#components/speech/speech.ts';
import { grammarOf } from '#components/ui/grammar-words.ts';
import { utteranceOf } from './use-card-sound.ts';

interface QuestionProps {
  card: ReviewCard;
  /** Nothing more is asked by ear. */
  onSkipListening: () => void;
}

/** What a card asks about. */
export function Question({ card, onSkipListening }: QuestionProps) {
  const { schedule, word } = card;
  const own = { lang: word.language, dir: textDirection(word.language) };
  if (schedule.kind === 'listen') return <Listening card={card} onSkip={onSkipListening} />;
  if (schedule.kind === 'produce') return <Meaning word={word} />;
  const split = splitSentence(word);
  if (split === null) {
    return (
      <div className="spoken-line">
        <p className="review-sentence" {...own}>
          <mark data-speech={textId(word.lemma)}>{word.lemma}</mark>
        </p>
        <SpeakButton text={word.lemma} language={word.language} />
      </div>
    );
  }
  if (schedule.kind === 'recognise') {
    return (
      <SpokenSentence word={word}>
        {split.before}
        <mark>{split.word}</mark>
        {split.after}
      </SpokenSentence>
    );
  }
  return (
    <>
      <p className="review-sentence" {...own}>
        {split.before}
        <span className="review-blank">
          <span className="visually-hidden">{t('blank')}</span>
        </span>
        {split.after}
      </p>
      <Meaning word={word} />
    </>
  );
}

/** What is heard in place of a text. */
function Listening({ card, onSkip }: { card: ReviewCard; onSkip: () => void }) {
  return (
    <div className="review-listening">
      <SpeakButton {...utteranceOf(card)} />
      <SpeakButton {...utteranceOf(card)} slow />
      <button type="button" className="text-button" onClick={onSkip}>
        {t('cannot_listen')}
      </button>
    </div>
  );
}

/** What was asked for. */
export function AnswerText({ card: { schedule, word } }: { card: ReviewCard }) {
  const own = { lang: word.language, dir: textDirection(word.language) };
  const split = splitSentence(word);
  const { language, reading, forms } = word;
  return (
    <>
      <div className="spoken-line">
        <p className="review-lemma" {...own}>
          <span data-speech={textId(withArticle(word))}>{withArticle(word)}</span>
          {reading !== undefined && ` (${reading})`}
        </p>
        <SpeakButton text={withArticle(word)} language={language} />
      </div>
      {(schedule.kind === 'recognise' || schedule.kind === 'listen') && <Meaning word={word} />}
      {schedule.kind !== 'recognise' && split !== null && (
        <SpokenSentence word={word}>
          {split.before}
          <mark>{split.word}</mark>
          {split.after}
        </SpokenSentence>
      )}
      {forms !== undefined && (
        <p className="review-grammar" {...own}>
          {forms}
        </p>
      )}
    </>
  );
}

/** A word's sentence, which can be heard: never where that would give the answer away. */
function SpokenSentence({
  word: { sentence, language },
  children,
}: Pick<ReviewCard, 'word'> & { children: ReactNode }) {
  return (
    <div className="spoken-line">
      <p className="review-sentence" lang={language} dir={textDirection(language)} data-speech={textId(sentence)}>
        {children}
      </p>
      <SpeakButton text={sentence} language={language} />
    </div>
  );
}

function Meaning({ word }: Pick<ReviewCard, 'word'>) {
  return (
    <>
      <p className="review-meaning" lang={word.learnerLanguage} dir="auto">
        {word.translation}
      </p>
      <p className="review-grammar">{grammarOf(word)}</p>
    </>
  );
}
