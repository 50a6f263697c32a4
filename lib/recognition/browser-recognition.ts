/** As much of it as is used here (https://webaudio.github.io/web-speech-api/): TypeScript has its events and results only. */
export interface BrowserRecognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  maxAlternatives: number;
  /** Only where the browser can recognise speech itself. */
  processLocally?: boolean;
  start(): void;
  /** Takes no more sound; what was said so far still comes. */
  stop(): void;
  /** Ends at once; what was said since the last result is lost. */
  abort(): void;
}

export interface BrowserRecognitionClass {
  new (): BrowserRecognition;
  available?(options: LanguagePack): Promise<Availability>;
  /** @returns whether it is there now. In Chromium it has to be called in a click. */
  install?(options: LanguagePack): Promise<boolean>;
}

interface LanguagePack {
  langs: string[];
  processLocally: true;
}

/** Whether a language can be recognised on this device. */
export type Availability = 'available' | 'downloadable' | 'downloading' | 'unavailable';

/** The browser's speech recognition, which pages have and workers do not; `null` where it has none. */
export function browserRecognition(): BrowserRecognitionClass | null {
  const scope = globalThis as {
    SpeechRecognition?: BrowserRecognitionClass;
    webkitSpeechRecognition?: BrowserRecognitionClass;
  };
  return scope.SpeechRecognition ?? scope.webkitSpeechRecognition ?? null;
}

/**
 * Whether a language can be recognised on this device. A browser that does not know the question can not.
 * @param tag a BCP 47 tag with its region
 */
export async function onDevice(recognition: BrowserRecognitionClass, tag: string): Promise<Availability> {
  try {
    return (await recognition.available?.({ langs: [tag], processLocally: true })) ?? 'unavailable';
  } catch {
    return 'unavailable';
  }
}

/** Downloads what it takes to recognise a language on this device. To be called in a click. @returns whether it is there now */
export async function installOnDevice(recognition: BrowserRecognitionClass, tag: string): Promise<boolean> {
  try {
    return (await recognition.install?.({ langs: [tag], processLocally: true })) ?? false;
  } catch {
    return false;
  }
}
