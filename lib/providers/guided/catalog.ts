import type { Level } from '../provider.ts';
import catalog from './catalog.json' with { type: 'json' };

/** A scene of guided practice, as a learner chooses it. */
export interface SceneEntry {
  id: string;
  /** In the language that is learnt. */
  title: string;
  /** In English. */
  titleLearner: string;
  level: Level;
}

const entries = new Map<string, readonly SceneEntry[]>(Object.entries(catalog as Record<string, SceneEntry[]>));

/** Primary subtags (BCP 47) of the languages that have scenes. */
export const guidedLanguages: readonly string[] = [...entries.keys()];

/** The language of a BCP 47 tag without region or script: `es-MX` → `es`. */
export function primarySubtag(tag: string): string {
  return tag.split(/[-_]/, 1)[0]?.toLowerCase() ?? '';
}

/** The scenes of a language (BCP 47 tag), easiest first; empty where it has none. Loads no scene's contents. */
export function scenesFor(language: string): readonly SceneEntry[] {
  return entries.get(primarySubtag(language)) ?? [];
}
