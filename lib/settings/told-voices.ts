import { storage } from 'wxt/utils/storage';

const item = storage.defineItem<string[]>('local:voices-told', { fallback: [] });

/**
 * Whether the learner was told before that there is no voice for a language (BCP 47 tag): from now on that is so. Where it can
 * not be written down it is told again. For the worker alone.
 */
export async function toldOfVoice(language: string): Promise<boolean> {
  const told = await item.getValue().catch((): string[] => []);
  if (told.includes(language)) return true;
  await item.setValue([...told, language]).catch(() => undefined);
  return false;
}
