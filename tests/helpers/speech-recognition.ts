import type { Page } from 'playwright';

/** What a stand-in for the browser's speech recognition does, as a page's test tells it. */
export interface StandIn {
  /** What `available` answers for recognition on the device. */
  onDevice: 'available' | 'downloadable' | 'unavailable';
  /** Whether a download succeeds. */
  installs: boolean;
  /** A download goes on until `setStandIn` has this false. */
  downloading: boolean;
  /** The error that every session ends with at once. */
  error: string | null;
}

/** What a session was begun with, as it was when it began. */
export interface Begun {
  lang: string;
  continuous: boolean;
  processLocally: boolean;
  maxAlternatives: number;
}

interface StandInWindow {
  standIn: {
    script: StandIn;
    begun: Begun[];
    installed: string[];
    /** Has the present session hear: each utterance its alternatives, then whether it is final. */
    hear: (results: [string | string[], boolean][]) => void;
    /** The present session ends by itself. */
    end: () => void;
    fail: (error: string) => void;
    live: () => boolean;
  };
}

/**
 * Puts a stand-in in the place of the browser's `SpeechRecognition` in every page that is loaded from now on. All above it is
 * real; it behaves as Chromium's does, as far as that was seen.
 */
export async function standInForRecognition(page: Page, script: Partial<StandIn> = {}): Promise<void> {
  await page.addInitScript((given: Partial<StandIn>) => {
    const standIn: StandInWindow['standIn'] & { present: Recognition | null } = {
      script: { onDevice: 'available', installs: true, downloading: false, error: null, ...given },
      begun: [],
      installed: [],
      present: null,
      hear(results) {
        this.present?.hear(results);
      },
      end() {
        this.present?.finish();
      },
      fail(error) {
        this.present?.fail(error);
      },
      live() {
        return this.present !== null;
      },
    };

    class Recognition extends EventTarget {
      lang = '';
      continuous = false;
      interimResults = false;
      maxAlternatives = 1;
      processLocally = false;
      heard: [string | string[], boolean][] = [];

      static async available({ processLocally }: { processLocally?: boolean }): Promise<string> {
        return processLocally ? standIn.script.onDevice : 'available';
      }

      static async install({ langs }: { langs: string[] }): Promise<boolean> {
        // Chromium refuses what no click has asked for.
        if (!navigator.userActivation.isActive) throw new DOMException('Requires a user gesture', 'NotAllowedError');
        while (standIn.script.downloading) {
          await new Promise((resolve) => {
            setTimeout(resolve, 10);
          });
        }
        if (!standIn.script.installs) return false;
        standIn.installed.push(...langs);
        standIn.script.onDevice = 'available';
        return true;
      }

      start(): void {
        const { lang, continuous, processLocally, maxAlternatives } = this;
        standIn.begun.push({ lang, continuous, processLocally, maxAlternatives });
        // One at a time: another session ends.
        standIn.present?.fail('aborted');
        standIn.present = this;
        setTimeout(() => {
          const refused =
            processLocally && standIn.script.onDevice !== 'available' ? 'language-not-supported' : standIn.script.error;
          if (refused === null) this.dispatchEvent(new Event('start'));
          else this.fail(refused);
        });
      }

      stop(): void {
        setTimeout(() => {
          this.heard = this.heard.map(([text]) => [text, true]);
          if (this.heard.length > 0) this.tell();
          this.finish();
        });
      }

      abort(): void {
        if (standIn.present === this) standIn.present = null;
      }

      hear(results: [string | string[], boolean][]): void {
        this.heard = results;
        this.tell();
        if (!this.continuous && results.every(([, isFinal]) => isFinal)) this.finish();
      }

      tell(): void {
        const results = this.heard.map(([text, isFinal]) =>
          Object.assign(
            [text].flat().map((transcript) => ({ transcript, confidence: 0.9 })),
            { isFinal },
          ),
        );
        this.dispatchEvent(Object.assign(new Event('result'), { results }));
      }

      fail(error: string): void {
        this.dispatchEvent(Object.assign(new Event('error'), { error, message: '' }));
        // Chromium tells of no end where it never began.
        if (error === 'language-not-supported') this.abort();
        else this.finish();
      }

      finish(): void {
        this.abort();
        this.dispatchEvent(new Event('end'));
      }
    }

    Object.assign(globalThis, { standIn, SpeechRecognition: Recognition, webkitSpeechRecognition: Recognition });
  }, script);
}

/** Has the page's present session hear something, as `[what, whether that is final]`. */
export async function hear(page: Page, ...results: [string | string[], boolean][]): Promise<void> {
  await page.waitForFunction(() => (globalThis as unknown as StandInWindow).standIn.live());
  await page.evaluate((heard) => (globalThis as unknown as StandInWindow).standIn.hear(heard), results);
}

/** The page's present session ends by itself, or with an error. */
export async function endSession(page: Page, error?: string): Promise<void> {
  await page.waitForFunction(() => (globalThis as unknown as StandInWindow).standIn.live());
  await page.evaluate((code) => {
    const { standIn } = globalThis as unknown as StandInWindow;
    if (code === undefined) standIn.end();
    else standIn.fail(code);
  }, error);
}

/** What the page's sessions were begun with so far, and what was downloaded. */
export async function sessions(page: Page): Promise<{ begun: Begun[]; installed: string[]; live: boolean }> {
  return page.evaluate(() => {
    const { standIn } = globalThis as unknown as StandInWindow;
    return { begun: standIn.begun, installed: standIn.installed, live: standIn.live() };
  });
}

/** Changes what the stand-in does from now on. */
export async function setStandIn(page: Page, script: Partial<StandIn>): Promise<void> {
  await page.evaluate((changed) => {
    Object.assign((globalThis as unknown as StandInWindow).standIn.script, changed);
  }, script);
}
