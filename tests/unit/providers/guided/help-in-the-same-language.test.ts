import { describe, expect, test } from 'vitest';
import { compileLanguage } from '#lib/providers/guided/compile.ts';
import { beginning, open, respond } from '#lib/providers/guided/conversation.ts';
import { phrasesSchema, sceneSchema, wordsSchema } from '#lib/providers/guided/scene.ts';
import introductions from '#lib/providers/guided/scenes/en/introductions.json' with { type: 'json' };
import phrases from '#lib/providers/guided/scenes/en/phrases.json' with { type: 'json' };
import shopping from '#lib/providers/guided/scenes/en/shopping.json' with { type: 'json' };
import directions from '#lib/providers/guided/scenes/en/directions.json' with { type: 'json' };
import words from '#lib/providers/guided/scenes/en/words.json' with { type: 'json' };
import { help } from './practice.ts';

const scenes = [introductions, shopping, directions].map((scene) => sceneSchema.parse(scene));
const pack = compileLanguage(
  'en',
  scenes,
  phrasesSchema.parse(phrases),
  wordsSchema.parse(words),
  help.phrases,
  help.language,
);

/** What is said to a message at one exchange of a scene. */
function replyAt(sceneId: string, exchangeId: string, text: string): string {
  const scene = pack.scenes.find((candidate) => candidate.scene.id === sceneId);
  const at = scene?.exchanges.findIndex(({ exchange }) => exchange.id === exchangeId) ?? -1;
  if (scene === undefined || at === -1) throw new Error(`no exchange ${sceneId}/${exchangeId}`);
  const state = { ...open(beginning(scene), { pack, help }).state, at };
  return respond(state, text, { pack, help }).reply.text;
}

describe('a learner of English whose help is in English', () => {
  test.each([
    ['introductions', 'name', 'Hello, my name is Ana', 'Nice to meet you, Ana!'],
    ['introductions', 'work', 'I do not work at the moment', 'Ah, I see.'],
    ['introductions', 'home', 'I live with my family', 'That sounds nice.'],
    ['shopping', 'help', 'Can you help me, please?', "Sure, I'm happy to help."],
    ['directions', 'where-to', "I'm lost", "Don't worry"],
    ['introductions', 'likes', 'Shopping!', 'Oh, me too!'],
  ])('%s %s: “%s” is an answer', (scene, exchange, text, reaction) => {
    expect(replyAt(scene, exchange, text)).toContain(reaction);
  });

  test('no word gives a message away as not meant for the practice', () => {
    expect(help.phrases.telltale.filter((word) => pack.lexicon.isForeign(word))).toEqual([]);
    expect(replyAt('introductions', 'name', 'Hi, hello!')).not.toContain('Hint:');
  });

  test.each(['help', 'Help, please!', 'can you help me', 'I don’t understand', 'what?', 'I know not what this is'])(
    '“%s” is helped where it answers nothing',
    (text) => {
      expect(replyAt('introductions', 'age', text)).toContain('Hint: say your age');
    },
  );

  test('commands of one word are never answers', () => {
    expect(replyAt('shopping', 'help', 'help')).toContain('Hint:');
    expect(replyAt('introductions', 'name', 'next')).toContain('Where are you from?');
    expect(replyAt('introductions', 'name', 'again')).toContain("What's your name?");
  });

  test('a scene is named where that answers nothing', () => {
    expect(replyAt('introductions', 'name', 'shopping')).toContain('a small clothes shop');
    expect(replyAt('shopping', 'size', 'directions')).toContain('a street in London');
  });
});
