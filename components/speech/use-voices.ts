import { useEffect, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import type { CommandOutput } from '#lib/commands/table.ts';

export type FoundVoices = CommandOutput<'speech.voices'>;

/**
 * The voices of a language (BCP 47 tag), and the system that others can be installed on; `null` until they are known. They may come
 * and go while the page is open: not every browser tells, so that they are looked for again where the learner comes back to the page.
 */
export function useVoices(language: string): FoundVoices | null {
  const [found, setFound] = useState<FoundVoices | null>(null);
  useEffect(() => {
    const over = new AbortController();
    // Without an answer there is nothing to choose from; speaking tells what is wrong.
    const look = (): void =>
      void request('speech.voices', { language }).then(
        (voices) => over.signal.aborted || setFound(voices),
        () => undefined,
      );
    look();
    window.addEventListener('focus', look, { signal: over.signal });
    window.speechSynthesis?.addEventListener('voiceschanged', look, { signal: over.signal });
    return () => over.abort();
  }, [language]);
  return found;
}
