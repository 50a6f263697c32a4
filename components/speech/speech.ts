import { createContext, useSyncExternalStore } from 'react';
import { request } from '#lib/commands/request.ts';
import type { SpeechClient } from '#lib/speech/client.ts';

/** What this page hears of what is spoken; `null` where nothing can be. */
export const SpeechContext = createContext<SpeechClient | null>(null);

export interface Utterance {
  /** What it is: the same thing has the same id wherever it is shown. */
  id: string;
  text: string;
  /** Whether the text is Markdown. */
  markdown?: boolean;
  /** BCP 47 tag. */
  language: string;
  /** More slowly than the learner's own rate. */
  slow?: boolean;
}

/** The id of what is its text and nothing else. */
export function textId(text: string): string {
  return `text/${text}`;
}

/** Speaks something in place of what is spoken now. It falls silent where the learner leaves the room or the conversation. */
export function speak(client: SpeechClient, { markdown = false, slow = false, ...utterance }: Utterance): void {
  client.prepare();
  // A worker that does not answer is told of where it matters.
  void request('speech.speak', { ...utterance, markdown, slow, place: client.place }).catch(() => undefined);
}

/** Ends what is spoken, and what was asked for and is yet to begin. */
export function silence(client: SpeechClient | null): void {
  if (client === null) return;
  void request('speech.stop', {}).catch(() => undefined);
}

/** The learner has read why something could not be spoken, or it is so no more. */
export function dismissTrouble(client: SpeechClient): void {
  // A worker that rested since knows of nothing to take back, and tells that to a page that connects anew.
  client.wake();
  void request('speech.dismiss', {}).catch(() => undefined);
}

/** Whether this is spoken now. */
export function useIsSpoken(client: SpeechClient, id: string): boolean {
  return useSyncExternalStore(client.subscribe, () => client.state().speaking?.id === id);
}
