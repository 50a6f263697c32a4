import type { SpeechEngine, SpeechEvent } from './engine.ts';

/** The part of `chrome.tts.TtsEvent` that is needed here. */
interface TtsEvent {
  type: string;
  charIndex?: number | undefined;
  length?: number | undefined;
}

/** The part of `chrome.tts` that is needed here. */
export interface ChromeTts {
  getVoices(): Promise<
    {
      voiceName?: string | undefined;
      lang?: string | undefined;
      remote?: boolean | undefined;
      eventTypes?: string[] | undefined;
      extensionId?: string | undefined;
    }[]
  >;
  speak(
    text: string,
    options: {
      voiceName: string;
      lang: string;
      rate: number;
      extensionId?: string;
      onEvent: (event: TtsEvent) => void;
    },
  ): Promise<void>;
  stop(): void;
}

/** Chrome's voices: the system's, the browser's own and those of extensions. Works in a worker. */
export function chromeTts(tts: ChromeTts): SpeechEngine {
  return {
    async voices() {
      const voices = await tts.getVoices();
      return voices.flatMap(({ voiceName, lang, remote = false, eventTypes = [], extensionId }) =>
        voiceName === undefined || lang === undefined
          ? []
          : {
              name: voiceName,
              language: lang,
              remote,
              reportsEnd: eventTypes.includes('end'),
              reportsWords: eventTypes.includes('word'),
              extensionId,
            },
      );
    },
    speak(text, { name, language, extensionId }, rate, onEvent) {
      const options = {
        voiceName: name,
        lang: language,
        rate,
        ...(extensionId !== undefined && { extensionId }),
        onEvent: (event: TtsEvent) => {
          const read = readEvent(event);
          if (read !== null) onEvent(read);
        },
      };
      tts.speak(text, options).catch(() => onEvent({ type: 'error' }));
    },
    stop: () => tts.stop(),
  };
}

function readEvent({ type, charIndex = 0, length = -1 }: TtsEvent): SpeechEvent | null {
  switch (type) {
    case 'start':
    case 'end':
    case 'error':
    case 'interrupted':
      return { type };
    case 'cancelled':
      return { type: 'interrupted' };
    case 'word':
      // A length of −1 is one that is not known.
      return { type, at: charIndex, ...(length > 0 && { length }) };
    default:
      return null;
  }
}
