import { expect, test } from 'vitest';
import { buildCard, cardSchema } from '#lib/corrections/card.ts';
import { applyEdits } from '#lib/corrections/diff.ts';
import { readCorrection } from '#lib/corrections/read-correction.ts';
import { unwrapJson } from '#lib/corrections/unwrap.ts';
import { correctionSchema } from '#lib/providers/correction.ts';
import { levels } from '#lib/providers/provider.ts';
import { mutatedAnswer } from '#tests/helpers/mutate-answer.ts';
import { Random } from '#tests/helpers/random.ts';
import { note } from './cards.ts';

const texts = [
  ['es', 'Yo tiene 25 ano y me gusta los gato de Juan', 'Tengo 25 años y me gustan los gatos de Juan', 'gato', 'gatos'],
  ['de', 'ich gehe in die schule mit mein Freund', 'Ich gehe mit meinem Freund in die Schule', 'mein', 'meinem'],
  ['ja', '私は学校に行くました。映画が見た', '私は学校に行きました。映画を見た', 'が', 'を'],
  ['zh', '我看书昨天在图书管', '我昨天在图书馆看了书', '图书管', '图书馆'],
  ['he', 'אני הולך לבית הספר', 'אני הולכת לבית הספר', 'הולך', 'הולכת'],
] as const;

const first = Number(process.env['FUZZ_SEED'] ?? 1);
const count = Number(process.env['FUZZ_RUNS'] ?? 1_000);

test('damaged answers throw nothing, and a card of one is whole', () => {
  let cards = 0;
  for (let seed = first; seed < first + count; seed += 1) {
    const random = new Random(seed);
    const [language, source, corrected, original, replacement] = random.pick(texts);
    const correction = { corrected, notes: [note(original, replacement, { hint: 'think' })], wellDone: 'Good "me".' };
    const answer = mutatedAnswer(JSON.stringify(correction), random);
    const read = readCorrection(unwrapJson(answer));
    if (!read) continue;
    const where = `FUZZ_SEED=${seed}: ${answer}`;
    expect(correctionSchema.safeParse(read).success, where).toBe(true);
    const card = buildCard({
      source,
      correction: read,
      language,
      level: random.pick(levels),
      learnerLanguage: 'en',
      recurring: new Set(),
      protectedText: [random.pick(['', 'gusta', source])],
    });
    if (!card) continue;
    cards += 1;
    expect(cardSchema.safeParse(card).success, where).toBe(true);
    if (card.kind === 'edits') expect(applyEdits(source, card.edits), where).toBe(card.corrected);
  }
  if (count >= 1_000) expect(cards).toBeGreaterThan(count / 10);
});
