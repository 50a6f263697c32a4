import type { MessageKey } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';

/** What each tutor is called. */
export const tutorNames = {
  guided: 'tutor_guided',
  ollama: 'tutor_ollama',
  claude: 'tutor_claude',
  gemini: 'tutor_gemini',
  remote: 'tutor_remote',
} satisfies Record<ProviderId, MessageKey>;
