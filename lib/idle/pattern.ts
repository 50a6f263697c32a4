import { levels, type Level } from '#lib/providers/provider.ts';
import type { Interest } from '#lib/settings/interests.ts';
import { modelScene, topicSceneId } from '#lib/tutor/scenes/scene-id.ts';
import { tierOf } from '#lib/tutor/scenes/topics.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** How far back a habit shows, and how long somebody may have been away for it to be one still. */
export const habitMs = 28 * dayMs;
const awayMs = 7 * dayMs;

/** How far apart two times of day may lie that are the same to a learner. */
const sameTimeMs = 90 * 60 * 1000;

/** On fewer days than these a habit is chance. */
const fewestDays = 3;

/** What the learner has done in the panel and when, in milliseconds since the epoch. */
export interface Doings {
  talked: readonly number[];
  reviewed: readonly number[];
}

/**
 * Whether who opens the panel now is likely to talk. Only a habit says otherwise: somebody who at this time of day has reviewed words
 * on at least three of the last 28 days, and talked on less than half as many.
 */
export function isTimeToTalk({ talked, reviewed }: Doings, now: number): boolean {
  const reviewing = daysAtThisTime(reviewed, now);
  return reviewing < fewestDays || daysAtThisTime(talked, now) * 2 >= reviewing;
}

/** On how many days something was done about as late in the day as now. */
function daysAtThisTime(times: readonly number[], now: number): number {
  const near = times.filter((time) => {
    const ago = now - time;
    const apart = ago % dayMs;
    // What was done just now is no habit.
    return ago > sameTimeMs && ago <= habitMs && Math.min(apart, dayMs - apart) <= sameTimeMs;
  });
  return new Set(near.map((time) => Math.round((now - time) / dayMs))).size;
}

/** A conversation as far as it tells how one is begun. */
export interface Start {
  language: string;
  scene?: string | undefined;
  createdAt: number;
}

/** What a new conversation would be begun with. */
export interface Usual {
  /** BCP 47 tag. */
  language: string;
  level: Level;
  interests: readonly Interest[];
}

/** As many openers may be of use. */
const mostStarts = 3;

/** A start counts half as much after a week. */
const halfLifeMs = 7 * dayMs;

/** So many conversations in a row that began without a starter: the learner has no use for any. */
const fewestPlain = 5;

/**
 * The scenes that the next conversation is likely to begin with, the likeliest first: what was begun lately and often, at the present
 * level, and then what the learner likes to talk about. None for who has been away, or begins by writing.
 * @param starts newest first
 */
export function usualScenes(starts: readonly Start[], { language, level, interests }: Usual, now: number): string[] {
  const own = starts.filter((start) => start.language === language);
  const [latest] = own;
  if (latest === undefined || latest.createdAt < now - awayMs) return [];
  const plain = own.findIndex(({ scene }) => modelScene(scene) !== null);
  if (plain >= fewestPlain || (plain === -1 && own.length >= fewestPlain)) return [];
  const weights = new Map<string, number>();
  for (const { scene, createdAt } of own) {
    const offered = sceneAt(level, scene);
    if (offered === null || createdAt < now - habitMs) continue;
    // What was begun before the clock was set back counts as if it were begun now.
    const weight = 2 ** (Math.min(createdAt - now, 0) / halfLifeMs);
    weights.set(offered, (weights.get(offered) ?? 0) + weight);
  }
  const begun = [...weights].toSorted(([, a], [, b]) => b - a).map(([scene]) => scene);
  const liked = interests.map((interest) => topicSceneId(interest, tierOf(level)));
  return [...new Set([...begun, ...liked])].slice(0, mostStarts);
}

/** A model's scene as it is offered at a level: a topic's tier goes with it. `null` where it is not. */
function sceneAt(level: Level, id: string | undefined): string | null {
  const scene = modelScene(id);
  if (id === undefined || scene === null) return null;
  if (scene.kind === 'play') return levels.indexOf(scene.play.from) <= levels.indexOf(level) ? id : null;
  return topicSceneId(scene.interest, tierOf(level));
}
