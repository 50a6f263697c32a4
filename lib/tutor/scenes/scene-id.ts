import { interests, type Interest } from '#lib/settings/interests.ts';
import { rolePlays, type RolePlay } from './role-plays.ts';
import { tiers, topics, type Tier } from './topics.ts';

/** What a conversation with a model is about: a situation to be played, or a topic to begin with. */
export type ModelScene = { kind: 'play'; play: RolePlay } | { kind: 'topic'; interest: Interest; topic: string };

/** As a conversation keeps it: `play:cafe`. Guided practice's scenes have no prefix. */
export function playSceneId(id: RolePlay['id']): string {
  return `play:${id}`;
}

/** As a conversation keeps it: `topic:food/easy`. */
export function topicSceneId(interest: Interest, tier: Tier): string {
  return `topic:${interest}/${tier}`;
}

/** The scene that an id names; `null` where it is none of a model's. */
export function modelScene(id: string | undefined): ModelScene | null {
  const [kind, name = ''] = id?.split(':') ?? [];
  if (kind === 'play') {
    const play = rolePlays.find((candidate) => candidate.id === name);
    return play === undefined ? null : { kind, play };
  }
  if (kind !== 'topic') return null;
  const [first, second] = name.split('/');
  const interest = interests.find((candidate) => candidate === first);
  const tier = tiers.find((candidate) => candidate === second);
  return interest === undefined || tier === undefined ? null : { kind, interest, topic: topics[interest][tier] };
}
