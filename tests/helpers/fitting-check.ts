import type { TurnSource } from '#lib/turn/running-turn.ts';

/** Takes every reply for one that fits the level. */
export const fitting: TurnSource['check'] = async () => ({
  words: 1,
  longestSentence: 1,
  hard: [],
  hardShare: 0,
  verdict: 'fits',
  breaches: [],
});
