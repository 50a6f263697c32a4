import { build } from 'vite';
import type { Page } from 'playwright';

/** What the speaking page's script (`tests/fixtures/speaking-page.ts`) holds ready. */
interface Speaking {
  speak: (text: string, language: string, rate?: number) => Promise<void>;
  stop: () => void;
  /** What is spoken, and how it ended, oldest first. */
  log: string[];
}

declare global {
  var speaking: Speaking;
}

/** The script of a page that speaks by the Web Speech API, as Patter does in browsers without `chrome.tts`. */
export async function speakingScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: new URL('../fixtures/speaking-page.ts', import.meta.url).pathname,
        formats: ['iife'],
        name: 'page',
      },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  const script = bundle && 'output' in bundle ? bundle.output[0].code : undefined;
  if (script === undefined) throw new Error('Nothing was built');
  return script;
}

/** Makes a page one that speaks. Chromium has a page speak only once it has been clicked. */
export async function makeSpeak(page: Page, script: string): Promise<void> {
  await page.setContent('<button>Speak</button>');
  await page.addScriptTag({ content: script });
  await page.getByRole('button').click();
}
