import { describe, expect, test } from 'vitest';
import { hear } from '#lib/providers/guided/answer.ts';
import { fillLine, slotsIn } from '#lib/providers/guided/pattern.ts';
import { sceneSchema } from '#lib/providers/guided/scene.ts';
import { findSlips } from '#lib/providers/guided/slips.ts';
import { allScenes, languages, materialOf, sceneOf } from './practice.ts';

/** Words a reply and words a sentence at most, by level. */
const caps = { A1: [25, 8], A2: [40, 12], B1: [70, 18], B2: [100, 23], C1: [130, 28], C2: [150, 40] } as const;
/** Japanese is counted in the segmenter's pieces, which part a verb from its endings. */
const piecesAWord = 1.5;

function countWords(text: string, language: string): number {
  const segments = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)];
  const words = segments.filter((segment) => segment.isWordLike === true).length;
  return language === 'ja' ? words / piecesAWord : words;
}

const sentencesOf = (text: string) => text.split(/(?<=[.!?…。！？])\s*/).filter((sentence) => sentence !== '');
const withoutSlots = (line: string) => line.replace(/[[\]]/g, '').replace(/\{[a-z]+\}/g, 'Alex');
/** The slots and brackets of a line, in any order. */
const notationOf = (line: string) => (line.match(/\{[a-z]+\}|[[\]]/g) ?? []).toSorted();

/** Every line has a translation with the same notation, and nothing else has one. */
function expectTranslated(lines: readonly string[], translations: Readonly<Record<string, Record<string, string>>>) {
  for (const meanings of Object.values(translations)) {
    expect(Object.keys(meanings).toSorted()).toEqual([...new Set(lines)].toSorted());
    for (const [line, meaning] of Object.entries(meanings)) {
      expect(meaning.trim(), line).not.toBe('');
      expect(notationOf(meaning), line).toEqual(notationOf(line));
    }
  }
}

const duplicates = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

describe.each(allScenes)('$name', ({ language, id }) => {
  const material = materialOf(language);
  const { pack } = material;
  const compiled = sceneOf(language, id);
  const { scene, exchanges } = compiled;
  const ground = { lexicon: pack.lexicon, slots: compiled.slots };
  const [wordsAReply, wordsASentence] = caps[scene.level];
  const slipsIn = (text: string, exchange: (typeof exchanges)[number]) =>
    findSlips(exchange.slips, pack.lexicon.hear(text), ground, 'en');

  test('is of its language, and its exchanges have their own names', () => {
    expect(scene.language).toBe(language);
    expect(duplicates(scene.exchanges.map((exchange) => exchange.id))).toEqual([]);
    expect(scene.exchanges.length).toBeGreaterThanOrEqual(6);
    expect(scene.exchanges.length).toBeLessThanOrEqual(10);
  });

  test('begins with a fixed line: the tutor knows by it that the scene was opened', () => {
    expect(slotsIn(scene.opening)).toEqual([]);
    const others = pack.scenes.filter((other) => other !== compiled);
    for (const other of others) expect(other.scene.opening).not.toContain(scene.opening);
  });

  test('uses every slot that it names', () => {
    const used = JSON.stringify(scene.exchanges);
    for (const name of Object.keys(scene.slots)) expect(used).toContain(`{${name}}`);
  });

  test('stays within the words of its level', () => {
    const [first] = scene.exchanges;
    const replies = [`${scene.opening} ${first?.cue ?? ''}`];
    for (const [index, exchange] of scene.exchanges.entries()) {
      const next = scene.exchanges[index + 1]?.cue ?? scene.closing;
      const reactions = exchange.answers.map((answer) => answer.reaction ?? '');
      for (const reaction of [...reactions, ...exchange.slips.map((slip) => slip.recast)]) {
        replies.push(withoutSlots(`${reaction} ${exchange.andYou ?? ''} ${next}`));
      }
    }
    for (const reply of replies) {
      expect(countWords(reply, language), reply).toBeLessThanOrEqual(wordsAReply);
      for (const sentence of sentencesOf(reply)) {
        expect(countWords(sentence, language), sentence).toBeLessThanOrEqual(wordsASentence);
      }
    }
  });

  test('says in the learner’s language what every line means', () => {
    const lines = scene.exchanges.flatMap(({ cue, simpler, andYou = '', model, suggestions, answers, slips }) => {
      const replies = [...answers.map(({ reaction = '' }) => reaction), ...slips.map((slip) => slip.recast)];
      return [cue, simpler, model, ...suggestions, andYou, ...replies].filter((line) => line !== '');
    });
    expectTranslated([scene.opening, scene.closing, ...lines], scene.translations);
  });

  describe.each(exchanges.map((exchange) => ({ name: exchange.exchange.id, compiledExchange: exchange })))(
    '$name',
    ({ compiledExchange }) => {
      const { exchange } = compiledExchange;

      test('its model answer is understood, and right', () => {
        const heard = hear(exchange.model, compiledExchange, compiled, material);
        expect(heard.verdict).toBe('understood');
        expect(heard.correction).toBeNull();
      });

      test('its suggestions are understood, and right, and each says something else', () => {
        expect(duplicates(exchange.suggestions)).toEqual([]);
        for (const text of exchange.suggestions) {
          const heard = hear(text, compiledExchange, compiled, material);
          expect(heard.verdict, text).toBe('understood');
          expect(heard.correction, text).toBeNull();
          expect(notationOf(text), text).toEqual([]);
        }
      });

      test('its easier cue is shorter, and needs nothing of the learner', () => {
        expect(countWords(exchange.simpler, language)).toBeLessThan(countWords(withoutSlots(exchange.cue), language));
        expect(notationOf(exchange.simpler)).toEqual([]);
      });

      test('its glosses stand in the cue', () => {
        expect(Object.keys(exchange.glosses.en).length).toBeGreaterThan(0);
        for (const word of Object.keys(exchange.glosses.en)) expect(exchange.cue).toContain(word);
      });

      test('its slips are found where they are made, and not where it is said right', () => {
        expect(exchange.slips.length).toBeGreaterThanOrEqual(2);
        for (const slip of exchange.slips) {
          const [edit] = slipsIn(slip.example, compiledExchange);
          const name = `${slip.wrong} in ${slip.example}`;
          expect(edit?.explanation, name).toBe(slip.explanation.en);
          const heard = hear(slip.example, compiledExchange, compiled, material);
          expect(heard.verdict, name).toBe('understood');
          expect(heard.correction?.notes, name).toHaveLength(1);
          expect(heard.reaction, name).not.toBeNull();
          expect(slipsIn(heard.correction?.corrected ?? '', compiledExchange), name).toEqual([]);
          expect(slip.explanation.en.length).toBeLessThanOrEqual(160);
        }
      });

      test('no accepted way to say it is a slip', () => {
        const values = new Map(Object.entries(scene.slots).map(([name, slot]) => [name, slot.known?.[0] ?? 'Alex']));
        for (const { accept } of exchange.answers) {
          for (const pattern of accept.filter((text) => !/[[(]/.test(text))) {
            for (const way of pattern.split('|'))
              expect(slipsIn(fillLine(way, values), compiledExchange), way).toEqual([]);
          }
        }
      });

      test('its lines only take slots that are filled by then', () => {
        const earlier = scene.exchanges.slice(0, scene.exchanges.indexOf(exchange) + 1);
        const fillable = earlier.flatMap((other) => other.answers.flatMap((answer) => answer.accept.flatMap(slotsIn)));
        const required = (line: string) => slotsIn(line.replace(/\[[^\]]*\]/g, ''));
        expect(required(exchange.cue)).toEqual([]);
        for (const name of slotsIn(exchange.cue)) expect(fillable).toContain(name);
        for (const { reaction, accept } of exchange.answers) {
          for (const name of required(reaction ?? '')) expect(accept.flatMap(slotsIn)).toContain(name);
        }
      });
    },
  );
});

test.each(languages)('%s: says in the learner’s language what every stock line means', (language) => {
  const { translations, ...stock } = materialOf(language).pack.phrases;
  expectTranslated(Object.values(stock).flat(), translations);
});

test('a scene that breaks the schema is told apart', () => {
  const { scene } = sceneOf('es', 'cafe');
  expect(sceneSchema.safeParse({ ...scene, exchanges: scene.exchanges.slice(0, 5) }).success).toBe(false);
  expect(sceneSchema.safeParse({ ...scene, mood: 'sunny' }).success).toBe(false);
});
