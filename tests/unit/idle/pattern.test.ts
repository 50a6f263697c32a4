import { describe, expect, it } from 'vitest';
import { isTimeToTalk, usualScenes, type Start } from '#lib/idle/pattern.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 24, 19);

/** So many hours after this time of day, on each of some days ago. */
const at = (hours: number, ...days: number[]): number[] => days.map((ago) => now - ago * day + hours * hour);

describe('the time to talk', () => {
  it.each([
    ['nothing is known', [], [], true],
    ['words are reviewed at this time, and nothing is said', [], at(0, 1, 2, 3), false],
    ['words are reviewed at about this time', [], at(1.4, 1, 2, 3), false],
    ['words were reviewed on two days only', [], [...at(0, 1, 2), ...at(0.5, 1, 2)], true],
    ['words are reviewed at another time of day', [], at(3, 1, 2, 3, 4), true],
    ['words were reviewed long ago', [], at(0, 40, 41, 42, 43), true],
    ['the learner mostly reviews, and talks now and then', at(0, 5), at(0, 1, 2, 3), false],
    ['the learner talks on half of the days', at(0, 5, 6), at(0, 1, 2, 3, 4), true],
    ['the learner talks at another time of day', at(-5, 1, 2, 3, 4), at(0, 1, 2, 3, 4), false],
    ['the words were all reviewed a moment ago', [], at(-0.5, 0, 0, 0), true],
  ])('%s', (_, talked, reviewed, expected) => {
    expect(isTimeToTalk({ talked, reviewed }, now)).toBe(expected);
  });

  it('is seen across midnight', () => {
    const midnight = Date.UTC(2026, 10, 24, 0, 10);
    const late = [1, 2, 3].map((ago) => midnight - ago * day - hour);
    expect(isTimeToTalk({ talked: [], reviewed: late }, midnight)).toBe(false);
  });
});

describe('what a conversation is likely to begin with', () => {
  const usual = { language: 'es', level: 'A1', interests: [] } as const;
  const start = (daysAgo: number, scene?: string, language = 'es'): Start => ({
    language,
    scene,
    createdAt: now - daysAgo * day,
  });

  it('is what was begun often, and lately', () => {
    const starts = [
      start(1, 'topic:food/easy'),
      start(2, 'play:cafe'),
      start(3, 'play:cafe'),
      start(4),
      start(15, 'topic:music/easy'),
      start(16, 'topic:music/easy'),
    ];
    expect(usualScenes(starts, usual, now)).toEqual(['play:cafe', 'topic:food/easy', 'topic:music/easy']);
  });

  it('is not for ever what was begun before the clock was set back', () => {
    const starts = [start(-3000, 'play:cafe'), start(1, 'topic:food/easy'), start(2, 'topic:food/easy')];
    expect(usualScenes(starts, usual, now)).toEqual(['topic:food/easy', 'play:cafe']);
  });

  it('is what the learner likes where there is room, and three at most', () => {
    const interests = ['books', 'food', 'sport', 'work'] as const;
    expect(usualScenes([start(1)], { ...usual, interests }, now)).toEqual([
      'topic:books/easy',
      'topic:food/easy',
      'topic:sport/easy',
    ]);
    expect(usualScenes([start(1, 'topic:food/easy')], { ...usual, interests }, now)).toEqual([
      'topic:food/easy',
      'topic:books/easy',
      'topic:sport/easy',
    ]);
  });

  it('is at the present level', () => {
    const starts = [start(1, 'topic:food/easy'), start(2, 'play:debate')];
    expect(usualScenes(starts, { ...usual, level: 'B1' }, now)).toEqual(['topic:food/middle']);
    expect(usualScenes(starts, { ...usual, level: 'C1' }, now)).toEqual(['topic:food/hard', 'play:debate']);
  });

  it.each([
    ['in another language', [start(1, 'play:cafe', 'de')]],
    ['from before the learner was away', [start(8, 'play:cafe')]],
    ['of guided practice', [start(1, 'cafe')]],
    ['that there is no more', [start(1, 'play:moon'), start(1, 'topic:moon/easy')]],
    [
      'of somebody who begins by writing',
      [1, 2, 3, 4, 5, 6].map((ago) => start(ago, ago === 6 ? 'play:cafe' : undefined)),
    ],
  ])('is nothing %s', (_, starts) => {
    expect(usualScenes(starts, usual, now)).toEqual([]);
  });

  it('is nothing where nothing has been begun', () => {
    expect(usualScenes([], { ...usual, interests: ['food'] }, now)).toEqual([]);
  });

  it('is nothing for who begins by writing, whatever is liked', () => {
    expect(
      usualScenes(
        [1, 2, 3, 4, 5].map((ago) => start(ago)),
        { ...usual, interests: ['food'] },
        now,
      ),
    ).toEqual([]);
  });
});
