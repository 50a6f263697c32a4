import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import { openerLifeMs, type Opener } from '#lib/db/memory-rows.ts';
import { openersFor } from '#lib/db/read/openers.ts';
import { changeOpeners, takeOpener } from '#lib/db/write/openers.ts';

const now = 10 * openerLifeMs;
const lesson = { tutor: 'claude', model: 'm', language: 'es', level: 'A1', learnerLanguage: 'en' } as const;
const opener = (key: string, change: Partial<Opener> = {}): Opener => ({
  key,
  ...lesson,
  scene: 'topic:food/easy',
  text: '¡Hola!',
  createdAt: now - 1,
  ...change,
});
const damaged = { key: 'damaged', text: 7 } as unknown as Opener;
const keys = async () => (await database.openers.toArray()).map(({ key }) => key);

beforeEach(() => database.openers.clear());

describe('openers that wait', () => {
  it('are those of a lesson and its tutor that are not too old and can be read', async () => {
    await database.openers.bulkAdd([
      opener('a'),
      opener('b', { tutor: 'ollama' }),
      opener('c', { model: 'other' }),
      opener('d', { language: 'de' }),
      opener('e', { level: 'A2' }),
      opener('f', { learnerLanguage: 'fr' }),
      opener('g', { createdAt: now - openerLifeMs }),
      // Before the clock was set back.
      opener('h', { createdAt: now + openerLifeMs }),
      damaged,
    ]);
    expect((await openersFor(lesson, now)).map(({ key }) => key)).toEqual(['a']);
  });

  it('are taken once, and not when they are too old', async () => {
    await database.openers.bulkAdd([opener('a'), opener('old', { createdAt: now - openerLifeMs })]);
    expect(await takeOpener('a', now)).toEqual(opener('a'));
    expect(await takeOpener('a', now)).toBeNull();
    expect(await takeOpener('old', now)).toBeNull();
    expect(await keys()).toEqual([]);
  });

  it('are taken by one of two that come together', async () => {
    await database.openers.add(opener('a'));
    const taken = await Promise.all([takeOpener('a', now), takeOpener('a', now)]);
    expect(taken.filter((one) => one !== null)).toHaveLength(1);
  });

  it('that can not be read are left alone', async () => {
    await database.openers.add(damaged);
    expect(await takeOpener('damaged', now)).toBeNull();
    await changeOpeners([], null, now);
    expect(await keys()).toEqual(['damaged']);
  });

  it('make room for new ones', async () => {
    await database.openers.bulkAdd([opener('a'), opener('b'), opener('old', { createdAt: now - openerLifeMs })]);
    await changeOpeners(['a'], opener('c'), now);
    expect(await keys()).toEqual(['b', 'c']);
  });
});
