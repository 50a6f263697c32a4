import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReminder, type ReminderTools } from '#lib/reminder/reminder.ts';
import { nextReminder, reminderDue, type ReminderState } from '#lib/reminder/reminder-time.ts';

const zone = process.env['TZ'];
const seven = 19 * 60;
const at = (text: string): number => new Date(text).getTime();

afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('the next reminder', () => {
  beforeEach(() => {
    process.env['TZ'] = 'Europe/Berlin';
  });

  it.each([
    ['later today', seven, '2026-05-10T08:00', '2026-05-10T19:00'],
    ['tomorrow', seven, '2026-05-10T19:00', '2026-05-11T19:00'],
    ['in the next year', seven, '2026-12-31T22:00', '2027-01-01T19:00'],
    ['on the day that has 23 hours', seven, '2026-03-28T20:00', '2026-03-29T19:00'],
    ['on the day that has 25 hours', seven, '2026-10-24T20:00', '2026-10-25T19:00'],
    ['an hour later where there is no such time', 150, '2026-03-29T00:00', '2026-03-29T03:30'],
    ['after that', 150, '2026-03-29T03:30', '2026-03-30T02:30'],
  ])('is %s', (_, minutes, now, next) => {
    expect(nextReminder(minutes, at(now))).toBe(at(next));
  });

  it('comes once where there are two such times', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30);
    expect(nextReminder(150, first - 1)).toBe(first);
    expect(nextReminder(150, first)).toBe(Date.UTC(2026, 9, 26, 1, 30));
  });

  it('is at the same time of day where the learner has travelled', () => {
    const now = Date.UTC(2026, 4, 10, 12);
    expect(nextReminder(seven, now)).toBe(Date.UTC(2026, 4, 10, 17));
    process.env['TZ'] = 'America/New_York';
    expect(nextReminder(seven, now)).toBe(Date.UTC(2026, 4, 10, 23));
  });
});

describe('a reminder is due', () => {
  const state = { at: seven, day: '2026-05-09' };

  it('once a day, from its time on', () => {
    expect(reminderDue(state, seven, at('2026-05-10T18:59')).due).toBe(false);
    const rung = reminderDue(state, seven, at('2026-05-10T21:30'));
    expect(rung).toEqual({ due: true, state: { at: seven, day: '2026-05-10' } });
    expect(reminderDue(rung.state, seven, at('2026-05-10T23:00')).due).toBe(false);
    expect(reminderDue(rung.state, seven, at('2026-05-11T09:00')).due).toBe(false);
    expect(reminderDue(rung.state, seven, at('2026-05-11T19:00')).due).toBe(true);
  });

  it('not for a time that was chosen when it was over', () => {
    const fresh = reminderDue(null, seven, at('2026-05-10T20:00'));
    expect(fresh).toEqual({ due: false, state: { at: seven, day: '2026-05-10' } });
    const changed = reminderDue(state, 8 * 60, at('2026-05-10T20:00'));
    expect(changed.due).toBe(false);
    expect(reminderDue(changed.state, 8 * 60, at('2026-05-10T22:00')).due).toBe(false);
    expect(reminderDue(changed.state, 8 * 60, at('2026-05-11T08:00')).due).toBe(true);
    expect(reminderDue(null, seven, at('2026-05-10T10:00')).state.day).toBe('');
  });

  it('not twice on a day that a traveller has twice', () => {
    const rung = { at: seven, day: '2026-05-10' };
    expect(reminderDue(rung, seven, at('2026-05-09T19:30')).due).toBe(false);
  });
});

/** What a worker has to do with, and what became of it. */
class World {
  time = at('2026-05-10T19:00');
  wanted: number | null = seven;
  allowed = true;
  there = false;
  due = 12;
  broken = false;
  state: ReminderState | null = { at: seven, day: '2026-05-09' };
  wake: number | null = null;
  readonly shown: number[] = [];

  readonly look = createReminder(this.#tools());

  #tools(): ReminderTools {
    return {
      wanted: async () => this.wanted,
      now: () => this.time,
      allowed: async () => this.allowed,
      isThere: async () => this.there,
      countDue: async () => this.due,
      notify: async (due) => void this.shown.push(due),
      wakeAt: async (time) => {
        this.wake = time;
      },
      readState: async () => {
        if (this.broken) throw new Error('no storage');
        return this.state;
      },
      writeState: async (state) => {
        this.state = state;
      },
    };
  }
}

describe('the learner is reminded', () => {
  it('once, with how many words are due, and the worker is woken the next day', async () => {
    const world = new World();
    await Promise.all([world.look(), world.look()]);
    expect(world.shown).toEqual([12]);
    expect(world.wake).toBe(at('2026-05-11T19:00'));
    world.time = at('2026-05-11T19:00');
    await world.look();
    expect(world.shown).toEqual([12, 12]);
  });

  it.each([
    ['nothing is due', { due: 0 }],
    ['the learner is there, or was today', { there: true }],
    ['notifications are not allowed', { allowed: false }],
    ['it is too early', { time: at('2026-05-10T12:00') }],
    ['it was switched on just now', { state: null }],
  ])('not where %s', async (_, change: Partial<World>) => {
    const world = Object.assign(new World(), change);
    await world.look();
    expect(world.shown).toEqual([]);
    expect(world.wake).not.toBeNull();
  });

  it('no more once it is switched off', async () => {
    const world = new World();
    world.wake = 5;
    world.wanted = null;
    await world.look();
    expect([world.shown, world.wake, world.state]).toEqual([[], null, null]);
  });

  it('the next time where something failed', async () => {
    const world = new World();
    world.broken = true;
    await world.look();
    expect(world.shown).toEqual([]);
    world.broken = false;
    await world.look();
    expect(world.shown).toEqual([12]);
  });
});
