import type { SpeechEngine, SpeechEvent } from './engine.ts';

type Synthesis = Pick<
  SpeechSynthesis,
  'getVoices' | 'speak' | 'cancel' | 'addEventListener' | 'removeEventListener' | 'resume'
>;

/** So long a browser is given to find its voices: the first answer may be that there are none yet. */
const findingMs = 1_000;

/**
 * The voices of the Web Speech API, for browsers without `chrome.tts` (Firefox: in its background page).
 * @param createUtterance makes a `SpeechSynthesisUtterance`
 * @see https://webaudio.github.io/web-speech-api/#tts-section
 */
export function speechSynthesisEngine(
  synthesis: Synthesis,
  createUtterance: (text: string) => SpeechSynthesisUtterance,
): SpeechEngine {
  // An utterance that nobody holds is collected while it is spoken, and its events with it.
  let speaking: SpeechSynthesisUtterance | null = null;
  return {
    async voices() {
      const found = synthesis.getVoices().length > 0 ? synthesis.getVoices() : await voicesFound(synthesis);
      return found.map(({ name, lang, localService }) => ({
        name,
        language: lang,
        remote: !localService,
        // It does not say what it will report; every browser's own reports both for voices on the computer.
        reportsEnd: true,
        reportsWords: localService,
      }));
    },
    speak(text, voice, rate, onEvent) {
      const utterance = createUtterance(text);
      const own = synthesis.getVoices().find(({ name, lang }) => name === voice.name && lang === voice.language);
      if (own === undefined) {
        onEvent({ type: 'error' });
        return;
      }
      utterance.voice = own;
      utterance.lang = own.lang;
      utterance.rate = rate;
      const tell = (event: SpeechEvent): void => {
        if (utterance === speaking) onEvent(event);
      };
      utterance.addEventListener('start', () => tell({ type: 'start' }));
      utterance.addEventListener('end', () => tell({ type: 'end' }));
      utterance.addEventListener('error', ({ error }) => {
        tell({ type: error === 'interrupted' || error === 'canceled' ? 'interrupted' : 'error' });
      });
      utterance.addEventListener('boundary', ({ name, charIndex, charLength }) => {
        if (name === 'word') tell({ type: 'word', at: charIndex, ...(charLength > 0 && { length: charLength }) });
      });
      speaking = utterance;
      synthesis.cancel();
      // A synthesiser that was paused elsewhere would wait for ever.
      synthesis.resume();
      synthesis.speak(utterance);
    },
    stop() {
      speaking = null;
      synthesis.cancel();
    },
  };
}

function voicesFound(synthesis: Synthesis): Promise<SpeechSynthesisVoice[]> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      synthesis.removeEventListener('voiceschanged', done);
      resolve(synthesis.getVoices());
    };
    const timer = setTimeout(done, findingMs);
    synthesis.addEventListener('voiceschanged', done);
  });
}
