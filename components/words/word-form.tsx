import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { longestSentence, longestText, partsOfSpeech, type Word } from '#lib/db/word-rows.ts';
import { t } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { Button } from '#components/ui/button.tsx';
import { partOfSpeechName } from '#components/ui/grammar-words.ts';
import type { WordActions } from './use-word-edits.ts';

interface WordFormProps {
  word: Word;
  actions: WordActions;
  onLeave: () => void;
}

/** So that the browser says what is missing: to it, blanks are something. */
const notBlank = String.raw`.*\S.*`;

/** What of a word the learner can put right. */
export function WordForm({ word, actions, onLeave }: WordFormProps) {
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const [lemma, setLemma] = useState(word.lemma);
  const [translation, setTranslation] = useState(word.translation);
  const [partOfSpeech, setPartOfSpeech] = useState(word.partOfSpeech);
  const [sentence, setSentence] = useState(word.sentence);
  const [taken, setTaken] = useState(false);
  useEffect(() => first.current?.focus(), []);
  const own = { lang: word.language, dir: textDirection(word.language) };

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const change = { lemma: lemma.trim(), translation: translation.trim(), partOfSpeech, sentence: sentence.trim() };
    const changed = await actions.edit(word.id, change);
    if (changed === true) onLeave();
    setTaken(changed === false);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) onLeave();
  }

  return (
    <form className="word-form" aria-label={t('edit_word', word.lemma)} onSubmit={(event) => void onSubmit(event)}>
      <div className="field">
        <label htmlFor={`${id}-lemma`}>{t('word')}</label>
        <input
          ref={first}
          id={`${id}-lemma`}
          {...own}
          required
          pattern={notBlank}
          maxLength={longestText}
          value={lemma}
          onChange={({ target }) => setLemma(target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-meaning`}>{t('meaning')}</label>
        <input
          id={`${id}-meaning`}
          lang={word.learnerLanguage}
          dir="auto"
          required
          pattern={notBlank}
          maxLength={longestText}
          value={translation}
          onChange={({ target }) => setTranslation(target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-part`}>{t('part_of_speech')}</label>
        <select
          id={`${id}-part`}
          value={partOfSpeech}
          onChange={({ target }) => setPartOfSpeech(target.value as Word['partOfSpeech'])}
          onKeyDown={onKeyDown}
        >
          {partsOfSpeech.map((part) => (
            <option key={part} value={part}>
              {partOfSpeechName(part)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-sentence`}>{t('sentence')}</label>
        <input
          id={`${id}-sentence`}
          {...own}
          maxLength={longestSentence}
          value={sentence}
          onChange={({ target }) => setSentence(target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      {taken && (
        <p className="field-error" role="alert">
          {t('word_exists')}
        </p>
      )}
      <div className="alert-actions">
        <Button type="submit" primary>
          {t('save')}
        </Button>
        <Button onClick={onLeave}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
