import type { ProviderId } from './provider.ts';

/** What a learner has to give before a tutor can be used. Light enough for the panel: it loads no vendor's client. */
export interface ProviderSetup {
  /** The vendor's own address; `null` where there is nothing to reach. Empty where only the learner can know it. */
  defaultAddress: string | null;
  key: 'none' | 'optional' | 'required';
  /** Whether the learner chooses a model. */
  model: boolean;
}

export const providerSetups = {
  guided: { defaultAddress: null, key: 'none', model: false },
  ollama: { defaultAddress: 'http://localhost:11434', key: 'none', model: true },
  claude: { defaultAddress: 'https://api.anthropic.com', key: 'required', model: true },
  gemini: { defaultAddress: 'https://generativelanguage.googleapis.com', key: 'required', model: true },
  remote: { defaultAddress: 'http://localhost:8000', key: 'optional', model: false },
} as const satisfies Record<ProviderId, ProviderSetup>;
