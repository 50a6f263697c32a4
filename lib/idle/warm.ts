import type { Settings } from '#lib/settings/settings.ts';
import { connectTutorWithModel, type Access } from '#lib/tutor/connect.ts';

/** A model that was loaded stays for half an hour: so often it is worth asking for, in milliseconds. */
const everyMs = 5 * 60_000;

/** Whoever has not loaded a model by then is left alone, in milliseconds. */
const patienceMs = 2 * 60_000;

export interface WarmerOptions {
  access: Access;
  settings: () => Promise<Settings>;
  /** Whether a reply is on its way: its request loads the model itself. */
  isTurnLive: () => boolean;
  now: () => number;
}

/**
 * Has a tutor on this computer load the model that is likely to be asked next. It never throws: a turn says what is wrong.
 * @returns what to call when a turn may be near, as often as that is
 */
export function createWarmer({ access, settings, isTurnLive, now }: WarmerOptions): () => Promise<void> {
  let warmed: { what: string; at: number } | null = null;
  return async () => {
    try {
      const chosen = await settings();
      const { model, address } = chosen.tutors[chosen.tutor];
      const what = [chosen.tutor, address, model].join('\n');
      // Connecting for nothing would point the browser's rule for Ollama's origin check at an address that is being changed.
      if (model === '') return;
      if (isTurnLive() || (warmed?.what === what && now() - warmed.at < everyMs)) return;
      const { provider } = await connectTutorWithModel(chosen.tutor, chosen, access);
      if (provider.warm === undefined || isTurnLive()) return;
      warmed = { what, at: now() };
      await provider.warm(model, { signal: AbortSignal.timeout(patienceMs) });
    } catch {
      warmed = null;
    }
  };
}
