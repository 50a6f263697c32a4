import { use, useCallback, useEffect } from 'react';
import type { ReviewCard } from '#lib/db/read/schedules.ts';
import { withArticle } from '#lib/words/identity.ts';
import { silence, speak, SpeechContext, textId, type Utterance } from '#components/speech/speech.ts';

/** What of a card can be heard: the sentence it came from, else the word. */
export function utteranceOf({ word }: ReviewCard): Utterance {
  const text = word.sentence === '' ? withArticle(word) : word.sentence;
  return { id: textId(text), text, language: word.language };
}

/**
 * Speaks a card once more; `null` where nothing can. A card that is only heard is spoken by itself when it comes, unless
 * nobody has pressed anything on this page yet: a sound out of nowhere is a fright.
 */
export function useCardSound(card: ReviewCard): (() => void) | null {
  const client = use(SpeechContext);
  const { id, text, language } = utteranceOf(card);
  const isHeard = card.schedule.kind === 'listen';
  const replay = useCallback(() => {
    if (client !== null) speak(client, { id, text, language });
  }, [client, id, text, language]);
  useEffect(() => {
    if (isHeard && navigator.userActivation.hasBeenActive) replay();
    return () => silence(client);
  }, [isHeard, replay, client]);
  return client === null ? null : replay;
}
