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

/**
 * Where the learner's speech may be turned into text. On this device is always preferred; the browser's online service is
 * used only by those who have allowed it.
 */
export const recognitionPlaces = ['ask', 'on-device', 'online'] as const;
export type RecognitionPlace = (typeof recognitionPlaces)[number];

/** The most that `reviewsPerDay` can be, and what it is at first: more than anybody has who learns a few words a day. */
export const mostReviewsPerDay = 9_999;
const firstReviewsPerDay = 200;

/** What `retention` can be, in percent: below it most is forgotten, above it a card comes nearly every day. */
export const retentionRange = { least: 70, most: 97 } as const;
const firstRetention = 90;

/** Seven in the evening. */
const firstReminder = 19 * 60;

const languageTag = z.string().check(z.refine(isLanguageTag));

/** How fast voices speak. */
const speechRates = ['normal', 'slow'] as const;

/** What the learner has chosen. Keys are not part of it: they stay with the worker (`keys.ts`). */
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
  recognition: z.prefault(z.enum(recognitionPlaces), 'ask'),
  /** How many new cards a day a review brings, in each language. */
  newWordsPerDay: z.prefault(z.int().check(z.minimum(0), z.maximum(mostNewWordsPerDay)), firstNewWordsPerDay),
  /** How many cards that were learnt before a day brings, in each language. */
  reviewsPerDay: z.prefault(z.int().check(z.minimum(0), z.maximum(mostReviewsPerDay)), firstReviewsPerDay),
  /** How many words of a hundred the learner wants to remember when they come again. */
  retention: z.prefault(z.int().check(z.minimum(retentionRange.least), z.maximum(retentionRange.most)), firstRetention),
  /** Whether answers in a review are typed, where a word is asked for. */
  typeAnswers: z.prefault(z.boolean(), false),
  /** Whether the learner is reminded of due words each day, and when: in minutes since midnight. */
  remind: z.prefault(z.boolean(), false),
  remindAt: z.prefault(z.int().check(z.minimum(0), z.maximum(24 * 60 - 1)), firstReminder),
  /** A reply is spoken as soon as it is whole. */
  speakReplies: z.prefault(z.boolean(), false),
  speechRate: z.prefault(z.enum(speechRates), 'normal'),
  /** The names of the voices that were chosen, by the language (BCP 47 tag) that they speak. */
  voices: z.prefault(z.record(z.string(), z.string()), {}),
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
    recognition: 'ask',
    newWordsPerDay: firstNewWordsPerDay,
    reviewsPerDay: firstReviewsPerDay,
    retention: firstRetention,
    typeAnswers: false,
    remind: false,
    remindAt: firstReminder,
    // A sound that nobody asked for is a fright, and in company more than that: the switch is in sight in the chat.
    speakReplies: false,
    speechRate: 'normal',
    voices: {},
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
