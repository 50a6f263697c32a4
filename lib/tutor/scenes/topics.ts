import type { Level } from '#lib/providers/provider.ts';
import type { Interest } from '#lib/settings/interests.ts';

/** How demanding a topic is. */
export const tiers = ['easy', 'middle', 'hard'] as const;
export type Tier = (typeof tiers)[number];

/** What the tutor begins to talk about, by interest and tier. Their titles are among the interface's texts. */
export const topics: Readonly<Record<Interest, Readonly<Record<Tier, string>>>> = {
  food: {
    easy: 'what the learner likes to eat and drink in the morning',
    middle: 'a dish that reminds the learner of home, and how it is made',
    hard: 'whether what we eat is a private matter',
  },
  travel: {
    easy: 'where the learner would like to go on holiday',
    middle: 'a journey on which something went wrong',
    hard: 'whether travelling still broadens the mind',
  },
  music: {
    easy: 'which music the learner likes',
    middle: 'a song that belongs to a certain time of the learner’s life',
    hard: 'what music is worth when a machine can make it',
  },
  films: {
    easy: 'a film or a series that the learner likes',
    middle: 'a film whose end the learner would change, and how',
    hard: 'whether a good work can be told apart from a bad person who made it',
  },
  sport: {
    easy: 'whether the learner does sport, and which',
    middle: 'something that was learnt only by much practice',
    hard: 'what money has done to sport',
  },
  family: {
    easy: 'who belongs to the learner’s family',
    middle: 'a family custom, and where it comes from',
    hard: 'what one generation owes to another',
  },
  work: {
    easy: 'what the learner does on a normal day at work or school',
    middle: 'the best and the worst of what the learner does',
    hard: 'what work would be if nobody had to earn money',
  },
  nature: {
    easy: 'the weather today and the season that the learner likes best',
    middle: 'an animal or a place outdoors that means something to the learner',
    hard: 'who ought to decide about nature that belongs to everybody',
  },
  technology: {
    easy: 'what the learner uses a phone for',
    middle: 'a device that has changed the learner’s everyday life',
    hard: 'which decisions should never be left to a machine',
  },
  books: {
    easy: 'whether the learner likes to read, and what',
    middle: 'a book that the learner would give as a present, and to whom',
    hard: 'whether reading makes people better',
  },
};

/** The tier of a level's topics. */
export function tierOf(level: Level): Tier {
  if (level === 'A1' || level === 'A2') return 'easy';
  return level === 'B1' || level === 'B2' ? 'middle' : 'hard';
}
