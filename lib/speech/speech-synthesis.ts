import type { SpeechEngine, SpeechEvent } from './engine.ts';

type Synthesis = Pick<
  SpeechSynthesis,
  'getVoices' | 'speak' | 'cancel' | 'addEventListener' | 'removeEventListener' | 'resume'
>;

/** So long a browser is given to find its voices: the first answer may be that there are none yet. Firefox takes seconds. */
const findingMs = 5_000;

/** So long an utterance that was silenced before it began is given to say that it is over. */
const leavingMs = 500;

interface Followed {
  /** One that nobody holds is collected while it is spoken, and its events with it. */
  utterance: SpeechSynthesisUtterance;
  begun: boolean;
  over: boolean;
  whenOver: Promise<void>;
}

/**
 * The voices of the Web Speech API, for browsers without `chrome.tts` (Firefox: in its background page).
 * @param createUtterance makes a `SpeechSynthesisUtterance`
 * @see https://webaudio.github.io/web-speech-api/#tts-section
 */
export function speechSynthesisEngine(
  synthesis: Synthesis,
  createUtterance: (text: string) => SpeechSynthesisUtterance,
): SpeechEngine {
  /** What is listened to. */
  let wanted: Followed | null = null;
  /** What the browser was given last. */
  let given: Followed | null = null;
  /** What was silenced before it began. */
  let leaving: { silenced: Followed; gone: Promise<void> } | null = null;
  let found: Promise<void> | null = null;

  function give(asked: Followed): void {
    given = asked;
    // A synthesiser that was paused elsewhere would wait for ever.
    synthesis.resume();
    synthesis.speak(asked.utterance);
  }

  function silence(): void {
    if (given !== null && !given.begun && !given.over) leaving = leave(given);
    wanted = null;
    given = null;
    synthesis.cancel();
  }

  function leave(silenced: Followed): typeof leaving {
    const gone = Promise.race([silenced.whenOver, pause(leavingMs)]).then(() => {
      if (leaving?.silenced === silenced) leaving = null;
    });
    return { silenced, gone };
  }

  return {
    async voices() {
      if (synthesis.getVoices().length === 0) await (found ??= voicesFound(synthesis));
      return synthesis.getVoices().map((voice) => {
        const remote = isRemote(voice);
        // It does not say what it will report; every browser's own reports both for voices on the computer.
        return { name: voice.name, language: voice.lang, remote, reportsEnd: true, reportsWords: !remote };
      });
    },
    speak(text, voice, rate, onEvent) {
      silence();
      const own = synthesis.getVoices().find(({ name, lang }) => name === voice.name && lang === voice.language);
      if (own === undefined) {
        onEvent({ type: 'error' });
        return;
      }
      const utterance = createUtterance(text);
      utterance.voice = own;
      utterance.lang = own.lang;
      utterance.rate = rate;
      const asked = follow(utterance, (event) => wanted === asked && onEvent(event));
      wanted = asked;
      // Firefox takes the next one for the one that is leaving, drops it, and says nothing.
      if (leaving === null) give(asked);
      else void leaving.gone.then(() => wanted === asked && give(asked));
    },
    stop: silence,
  };
}

/** Firefox has the system's voices only, but does not call those of speech-dispatcher (Linux) local. */
function isRemote({ localService, voiceURI }: SpeechSynthesisVoice): boolean {
  return !localService && !voiceURI.startsWith('urn:moz-tts:');
}

/** Tells what an utterance says, and how far it is before it tells: the next one may be asked for at once. */
function follow(utterance: SpeechSynthesisUtterance, tell: (event: SpeechEvent) => void): Followed {
  const { promise: whenOver, resolve } = Promise.withResolvers<void>();
  const followed: Followed = { utterance, begun: false, over: false, whenOver };
  const end = (event: SpeechEvent): void => {
    followed.over = true;
    resolve();
    tell(event);
  };
  utterance.addEventListener('start', () => {
    followed.begun = true;
    tell({ type: 'start' });
  });
  utterance.addEventListener('boundary', ({ name, charIndex, charLength }) => {
    if (name === 'word') tell({ type: 'word', at: charIndex, ...(charLength > 0 && { length: charLength }) });
  });
  utterance.addEventListener('end', () => end({ type: 'end' }));
  utterance.addEventListener('error', ({ error }) => {
    end({ type: error === 'interrupted' || error === 'canceled' ? 'interrupted' : 'error' });
  });
  return followed;
}

/** Resolves once there are voices, or none have come for long. */
function voicesFound(synthesis: Synthesis): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      synthesis.removeEventListener('voiceschanged', done);
      resolve();
    };
    const timer = setTimeout(done, findingMs);
    synthesis.addEventListener('voiceschanged', done);
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
