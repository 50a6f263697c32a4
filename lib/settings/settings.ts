import * as z from 'zod/mini';
import { levels, providerIds, type ProviderId } from '#lib/providers/provider.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import { normaliseAddress } from './address.ts';
import { interests } from './interests.ts';
import { isLanguageTag, learnableLanguages } from './languages.ts';

/** The most that `requestsPerMinute` can be. */
export const mostRequestsPerMinute = 600;

/** What nobody reaches by talking, and what runs away does at once. Settings that are older than limits are read with it. */
const firstLimits = { requestsPerMinute: 60, dailyTokens: 0 };

const tutorSettings = z.object({
  /** The vendor's model id; empty until one is chosen. */
  model: z.string(),
  /** Where the tutor is reached; empty means the vendor's own address. */
  address: z.string(),
  requestsPerMinute: z.prefault(
    z.int().check(z.minimum(1), z.maximum(mostRequestsPerMinute)),
    firstLimits.requestsPerMinute,
  ),
  /** How many tokens may be used in one day, sent and received; 0 for as many as the learner likes. */
  dailyTokens: z.prefault(z.int().check(z.minimum(0)), firstLimits.dailyTokens),
});

/** The most that `newWordsPerDay` can be, and what it is at first. */
export const mostNewWordsPerDay = 500;
const firstNewWordsPerDay = 10;

const languageTag = z.string().check(z.refine(isLanguageTag));

/** What the learner has chosen. API keys are not part of it: they stay with the worker (`keys.ts`). */
export const settingsSchema = z.object({
  tutor: z.enum(providerIds),
  /** BCP 47 tag of the language that new conversations are in. */
  language: languageTag,
  level: z.enum(levels),
  /** BCP 47 tag of the language explanations are given in. */
  learnerLanguage: languageTag,
  correct: z.boolean(),
  /** A card shows where something is wrong before it shows what is right. */
  hints: z.prefault(z.boolean(), false),
  /** Whether tutors are asked for what nobody waits for, while nobody wants anything: new words, summaries. */
  idleWork: z.prefault(z.boolean(), true),
  /** How many new cards a day a review brings, in each language. */
  newWordsPerDay: z.prefault(z.int().check(z.minimum(0), z.maximum(mostNewWordsPerDay)), firstNewWordsPerDay),
  /** Where AnkiConnect is reached, without a trailing slash; empty for where it usually is. */
  ankiAddress: z.prefault(z.string().check(z.refine((text) => text === '' || normaliseAddress(text) === text)), ''),
  /** What the learner likes to talk about; none is as good as all. */
  interests: z.prefault(z.array(z.enum(interests)), []),
  tutors: z.object({
    guided: tutorSettings,
    ollama: tutorSettings,
    claude: tutorSettings,
    gemini: tutorSettings,
    remote: tutorSettings,
  } satisfies Record<ProviderId, typeof tutorSettings>),
});

export type Settings = z.infer<typeof settingsSchema>;
export type TutorSettings = z.infer<typeof tutorSettings>;

const unset: TutorSettings = { model: '', address: '', ...firstLimits };

/**
 * The first run's settings: guided practice, since it needs nothing.
 * @param browserLanguage BCP 47 tag; a language that Patter does not list leaves explanations in English
 */
export function firstSettings(browserLanguage: string): Settings {
  const { language } = new Intl.Locale(browserLanguage);
  const learnerLanguage = learnableLanguages.find((tag) => tag === language) ?? 'en';
  return {
    tutor: 'guided',
    language: learnerLanguage === 'es' ? 'fr' : 'es',
    level: 'A1',
    learnerLanguage,
    correct: true,
    hints: false,
    idleWork: true,
    newWordsPerDay: firstNewWordsPerDay,
    ankiAddress: '',
    interests: [],
    tutors: {
      guided: { ...unset },
      ollama: { ...unset },
      claude: { ...unset },
      gemini: { ...unset },
      remote: { ...unset },
    },
  };
}

/** The address a tutor is reached at, without a trailing slash; empty for one that is nowhere but here. */
export function tutorAddress(settings: Settings, id: ProviderId): string {
  return (settings.tutors[id].address || providerSetups[id].defaultAddress || '').replace(/\/+$/, '');
}

/** Where the add-on listens that nobody has told otherwise. */
export const usualAnkiAddress = 'http://127.0.0.1:8765';

/** The address that AnkiConnect is reached at, without a trailing slash. */
export function ankiAddress(settings: Pick<Settings, 'ankiAddress'>): string {
  return settings.ankiAddress || usualAnkiAddress;
}

/** Whether reaching a tutor at this address, as it is stored (empty for its own), takes a host permission. */
export function needsHostPermission(id: ProviderId, address: string): boolean {
  const { cors, defaultAddress } = providerSetups[id];
  return !(cors && (address === '' || address === defaultAddress));
}
