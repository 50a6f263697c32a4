import { describe, expect, it } from 'vitest';
import { levels } from '#lib/providers/provider.ts';
import { levelCaps } from '#lib/tutor/level/caps.ts';
import type { ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import { noGuidance, reminder, systemPrompt, type Setting } from '#lib/tutor/prompt.ts';
import { sampleExchange } from '#lib/tutor/sample-exchanges.ts';
import { rolePlays } from '#lib/tutor/scenes/role-plays.ts';
import { modelScene, playSceneId, topicSceneId } from '#lib/tutor/scenes/scene-id.ts';
import { estimateTokens } from '#lib/tutor/tokens.ts';

const lesson = { language: 'es', level: 'A2', learnerLanguage: 'en' } as const;
const plain: Setting = { scene: null, reading: null };
const missed: ReplyCheck = {
  words: 61,
  longestSentence: 19,
  hard: ['desarrollo', 'sostenible'],
  hardShare: 0.2,
  verdict: 'act',
  breaches: ['words', 'sentence', 'vocabulary'],
};

/** A prompt as it is read, and what it costs. */
function priced(prompt: string): string {
  return `${prompt}\n\n≈ ${estimateTokens(prompt)} tokens`;
}

describe('the standing instructions', () => {
  it('read as one rule a line', () => {
    expect(priced(systemPrompt(lesson, plain))).toMatchSnapshot();
  });

  it('hold a role-play: who plays whom, what the learner wants, and when it is over', () => {
    const scene = modelScene(playSceneId('hotel'));
    expect(priced(systemPrompt(lesson, { ...plain, scene }))).toMatchSnapshot();
  });

  it('hold a topic', () => {
    const scene = modelScene(topicSceneId('food', 'easy'));
    expect(priced(systemPrompt(lesson, { ...plain, scene }))).toMatchSnapshot();
  });

  it('hold what the learner is reading as reading material', () => {
    const reading = { title: 'Los faros', text: 'Durante siglos, los fareros vivieron aislados.', nonce: 'a1b2c3' };
    expect(priced(systemPrompt(lesson, { ...plain, reading }))).toMatchSnapshot();
  });

  it('do without a sample where none has been written', () => {
    expect(systemPrompt({ ...lesson, language: 'uk' }, plain)).not.toContain('for example');
  });

  it.each(levels)('are the same to the byte in every turn of a conversation at %s', (level) => {
    const setting = { scene: modelScene(playSceneId('cafe')), reading: null };
    const first = systemPrompt({ ...lesson, level }, setting);
    const later = systemPrompt({ ...lesson, level }, { ...setting });
    expect(later).toBe(first);
    // What changes from turn to turn has its own place, behind everything that is repeated.
    expect(reminder({ ...lesson, level }, { ...noGuidance, lastReply: missed })).not.toBe(
      reminder({ ...lesson, level }, noGuidance),
    );
  });
});

describe('what is restated after the last message', () => {
  it.each(levels)('ends with the caps of %s', (level) => {
    const text = reminder({ ...lesson, level }, noGuidance);
    expect(text).toMatchSnapshot();
    expect(text).toContain(`at most ${levelCaps[level].wordsPerReply} words`);
  });

  it('says what the last reply got wrong', () => {
    expect(priced(reminder(lesson, { ...noGuidance, lastReply: missed }))).toMatchSnapshot();
    const elsewhere: ReplyCheck = { ...missed, breaches: ['language'] };
    expect(reminder(lesson, { ...noGuidance, lastReply: elsewhere })).toContain('was not in Spanish');
  });

  it('says nothing of a reply that fits, nor of one that is only near the limit', () => {
    const fits: ReplyCheck = { ...missed, verdict: 'warn', breaches: [] };
    expect(reminder(lesson, { ...noGuidance, lastReply: fits })).toBe(reminder(lesson, noGuidance));
  });

  it('has the learner’s habits come up', () => {
    const recurring = [{ wrong: 'fue', right: 'fui' }];
    expect(priced(reminder(lesson, { ...noGuidance, recurring }))).toMatchSnapshot();
  });
});

describe('sample exchanges', () => {
  it.each(['es', 'fr', 'de', 'it', 'pt', 'en', 'ja'])('of %s are three lines at every level', (language) => {
    for (const level of levels) expect(sampleExchange(language, level)?.split('\n')).toHaveLength(3);
  });
});

describe('scenes for models', () => {
  it('are found again by what a conversation keeps of them', () => {
    for (const { id } of rolePlays) expect(modelScene(playSceneId(id))).toMatchObject({ kind: 'play', play: { id } });
    expect(rolePlays.length).toBeGreaterThanOrEqual(12);
  });

  it.each([undefined, '', 'cafe', 'play:', 'play:nothing', 'topic:food', 'topic:food/none', 'topic:/easy'])(
    'are not found by %j',
    (id) => {
      expect(modelScene(id)).toBeNull();
    },
  );
});
