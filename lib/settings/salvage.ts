import type * as z from 'zod/mini';
import type { ProviderId } from '#lib/providers/provider.ts';
import { settingsSchema, type Settings, type TutorSettings } from './settings.ts';

/**
 * What of stored settings can be read, one field at a time, with `first` for the rest. Anything can be stored; nothing is
 * thrown.
 */
export function salvageSettings(stored: unknown, first: Settings): Settings {
  const { shape } = settingsSchema;
  const found = fieldsOf(stored);
  const tutors = fieldsOf(found['tutors']);
  const tutor = (id: ProviderId) => salvageTutor(shape.tutors.shape[id].shape, tutors[id], first.tutors[id]);
  return {
    tutor: readable(shape.tutor, found['tutor'], first.tutor),
    language: readable(shape.language, found['language'], first.language),
    level: readable(shape.level, found['level'], first.level),
    learnerLanguage: readable(shape.learnerLanguage, found['learnerLanguage'], first.learnerLanguage),
    correct: readable(shape.correct, found['correct'], first.correct),
    hints: readable(shape.hints, found['hints'], first.hints),
    idleWork: readable(shape.idleWork, found['idleWork'], first.idleWork),
    recognition: readable(shape.recognition, found['recognition'], first.recognition),
    newWordsPerDay: readable(shape.newWordsPerDay, found['newWordsPerDay'], first.newWordsPerDay),
    reviewsPerDay: readable(shape.reviewsPerDay, found['reviewsPerDay'], first.reviewsPerDay),
    retention: readable(shape.retention, found['retention'], first.retention),
    typeAnswers: readable(shape.typeAnswers, found['typeAnswers'], first.typeAnswers),
    remind: readable(shape.remind, found['remind'], first.remind),
    remindAt: readable(shape.remindAt, found['remindAt'], first.remindAt),
    speakReplies: readable(shape.speakReplies, found['speakReplies'], first.speakReplies),
    speechRate: readable(shape.speechRate, found['speechRate'], first.speechRate),
    voices: readable(shape.voices, found['voices'], first.voices),
    ankiAddress: readable(shape.ankiAddress, found['ankiAddress'], first.ankiAddress),
    interests: readable(shape.interests, found['interests'], first.interests),
    tutors: {
      guided: tutor('guided'),
      ollama: tutor('ollama'),
      claude: tutor('claude'),
      gemini: tutor('gemini'),
      remote: tutor('remote'),
    },
  };
}

type TutorShape = (typeof settingsSchema.shape.tutors.shape)[ProviderId]['shape'];

function salvageTutor(shape: TutorShape, stored: unknown, first: TutorSettings): TutorSettings {
  const found = fieldsOf(stored);
  return {
    model: readable(shape.model, found['model'], first.model),
    address: readable(shape.address, found['address'], first.address),
    requestsPerMinute: readable(shape.requestsPerMinute, found['requestsPerMinute'], first.requestsPerMinute),
    dailyTokens: readable(shape.dailyTokens, found['dailyTokens'], first.dailyTokens),
  };
}

function fieldsOf(stored: unknown): Record<string, unknown> {
  return typeof stored === 'object' && stored !== null ? { ...stored } : {};
}

function readable<Value>(schema: z.ZodMiniType<Value>, stored: unknown, first: Value): Value {
  const result = schema.safeParse(stored);
  return result.success ? result.data : first;
}
