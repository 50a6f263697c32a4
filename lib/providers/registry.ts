import type { Provider, ProviderConfig, ProviderId } from './provider.ts';
import { createClaude } from './claude.ts';
import { createGemini } from './gemini.ts';
import { createGuided } from './guided/guided.ts';
import type { ReadFile } from './guided/library.ts';
import { createOllama } from './ollama.ts';
import { createRemote } from './remote.ts';

interface Registration {
  create(config: ProviderConfig, readFile: ReadFile): Provider;
}

const registrations: Record<ProviderId, Registration> = {
  guided: { create: (_, readFile) => createGuided(readFile) },
  ollama: { create: createOllama },
  claude: { create: createClaude },
  gemini: { create: createGemini },
  remote: { create: createRemote },
};

/** The adapter for one tutor. Nothing is contacted or read before it is asked for something. */
export function createProvider(id: ProviderId, config: ProviderConfig, readFile: ReadFile): Provider {
  return registrations[id].create(config, readFile);
}
