import type { Page } from 'playwright';
import { scheduleId, type NewWord, type Schedule, type Word } from '#lib/db/word-rows.ts';
import { wordKey } from '#lib/words/identity.ts';
import { newSchedule, remember } from '#lib/words/scheduling.ts';
import { searchTokens } from '#lib/words/search-tokens.ts';

const mostDue = 1_000;
const day = 24 * 60 * 60 * 1000;

function libraryOf(size: number, now: number): { word: Word; cards: Schedule[] }[] {
  return Array.from({ length: size }, (_, index) => {
    const id = `word-${index}`;
    const met: NewWord = {
      language: 'es',
      learnerLanguage: 'en',
      lemma: `palabra${index}`,
      partOfSpeech: 'noun',
      translation: `meaning ${index}`,
      surface: `palabra${index}`,
      sentence: `Ayer vimos una palabra${index} muy divertida en el cine.`,
    };
    const createdAt = now - index * 1000;
    const word: Word = {
      ...met,
      id,
      key: wordKey(met),
      state: 'learning',
      createdAt,
      deletedAt: 0,
      tokens: searchTokens(met),
    };
    const due = index < mostDue;
    const asked = remember(newSchedule(id, 'recognise', 'es', now - 30 * day), 4, now - 30 * day);
    const cards = (['recognise', 'produce', 'cloze'] as const).map((kind): Schedule => {
      const shownFrom = due ? asked.due : now + (1 + (index % 60)) * day;
      const own = { id: scheduleId(id, kind), wordId: id, kind, language: 'es', suspended: 0, shownFrom } as const;
      return Object.assign({}, asked, own, { due: shownFrom });
    });
    return { word, cards };
  });
}

/** Puts very many words in the panel's database, of which a thousand are due. */
export async function fillWords(page: Page, size: number): Promise<void> {
  const library = libraryOf(size, Date.now());
  for (let from = 0; from < library.length; from += 2_000) {
    await page.evaluate(
      async (part) => {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const open = indexedDB.open('patter');
          open.addEventListener('success', () => resolve(open.result));
          open.addEventListener('error', () => reject(open.error ?? new Error('no database')));
        });
        const filling = database.transaction(['words', 'schedules'], 'readwrite');
        for (const { word, cards } of part) {
          filling.objectStore('words').put(word);
          for (const card of cards) filling.objectStore('schedules').put(card);
        }
        await new Promise((resolve) => {
          filling.addEventListener('complete', resolve);
        });
        database.close();
      },
      library.slice(from, from + 2_000),
    );
  }
}
