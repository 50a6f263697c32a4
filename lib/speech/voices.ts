import type { Voice } from './engine.ts';

interface Wish {
  /** BCP 47 tag of what is spoken. */
  language: string;
  /** The name of the voice that the learner chose for it. */
  chosen?: string | undefined;
  /** The languages that the learner reads, best first (`navigator.languages`): they tell which region is meant. */
  reads: readonly string[];
}

/** The voices of a language, local ones first, each group with the best first. */
export function voicesOf(voices: readonly Voice[], { language, reads }: Omit<Wish, 'chosen'>): Voice[] {
  const wanted = localeOf(language);
  if (wanted === null) return [];
  const region = regionOf(language, reads);
  const score = (voice: Voice): number => {
    const locale = localeOf(voice.language);
    return (
      (voice.remote ? 0 : 64) +
      // Without its end, every sentence waits for a watchdog.
      (voice.reportsEnd ? 32 : 0) +
      (isJoke(voice) ? 0 : 16) +
      (locale?.region === region ? 8 : 0) +
      (/\b(?:premium|enhanced|natural|neural)\b/i.test(voice.name) ? 4 : 0) +
      (isRobot(voice) ? 0 : 2) +
      (voice.reportsWords ? 1 : 0)
    );
  };
  return voices
    .filter((voice) => localeOf(voice.language)?.language === wanted.language)
    .map((voice) => ({ voice, score: score(voice) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ voice }) => voice);
}

/**
 * The voices to speak a language with, the one to try first at the front. An online one is never among them but where the
 * learner has chosen it: what is spoken would be sent to its maker.
 */
export function voicesFor(voices: readonly Voice[], wish: Wish): Voice[] {
  const all = voicesOf(voices, wish);
  const chosen = all.find(({ name }) => name === wish.chosen);
  const local = all.filter((voice) => !voice.remote && voice !== chosen);
  return chosen === undefined ? local : [chosen, ...local];
}

interface SpokenLocale {
  language: string;
  region: string | undefined;
}

/** Linux may have thirteen thousand voices, of a hundred languages. */
const locales = new Map<string, SpokenLocale | null>();

/** What a tag means, with what it leaves out where that is sure (CLDR's likely subtags); `null` for what is no tag. */
function localeOf(tag: string): SpokenLocale | null {
  const known = locales.get(tag);
  if (known !== undefined) return known;
  const locale = readLocale(tag);
  locales.set(tag, locale);
  return locale;
}

function readLocale(tag: string): SpokenLocale | null {
  try {
    // Systems write es_ES, too.
    const { language, region } = new Intl.Locale(tag.replaceAll('_', '-')).maximize();
    return { language: spokenLanguage(language, region), region };
  } catch {
    return null;
  }
}

/** One language where tags have several: what is written as Chinese in Hong Kong is another language when it is spoken. */
function spokenLanguage(language: string, region: string | undefined): string {
  if (language === 'zh' && (region === 'HK' || region === 'MO')) return 'yue';
  return sameSpoken.get(language) ?? language;
}

const sameSpoken: ReadonlyMap<string, string> = new Map([
  ['cmn', 'zh'],
  ['no', 'nb'],
  ['arb', 'ar'],
]);

function regionOf(language: string, reads: readonly string[]): string | undefined {
  const own = localeOf(language);
  const said = new Intl.Locale(language).region;
  if (said !== undefined) return said;
  const read = reads.find((tag) => localeOf(tag)?.language === own?.language && tag.includes('-'));
  return read === undefined ? own?.region : localeOf(read)?.region;
}

/** Voices that come with macOS to amuse. Its list begins with one of them. */
const jokes = new Set(
  'Albert,Bad News,Bahh,Bells,Boing,Bubbles,Cellos,Good News,Jester,Organ,Superstar,Trinoids,Whisper,Wobble,Zarvox'.split(
    ',',
  ),
);

/** Nor does anybody mean the manners (`Spanish (Spain)+whisper`) in which Linux has each voice of eSpeak a hundred times more. */
function isJoke({ name }: Voice): boolean {
  return jokes.has(name) || /\S\+\p{L}/u.test(name);
}

/** macOS' voices of an older kind, which every language has, and Linux' formant synthesis. */
function isRobot({ name }: Voice): boolean {
  return /^(?:Eddy|Flo|Fred|Grandma|Grandpa|Junior|Kathy|Ralph|Reed|Rocko|Sandy|Shelley)\b|espeak/i.test(name);
}
