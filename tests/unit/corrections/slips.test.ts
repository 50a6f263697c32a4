import { describe, expect, it } from 'vitest';
import { buildCard, type Card } from '#lib/corrections/card.ts';
import { drillVerdict } from '#lib/corrections/drill-verdict.ts';
import { recurringCategories } from '#lib/corrections/recurring.ts';
import { slipsOf } from '#lib/corrections/slips.ts';
import type { CorrectionCategory } from '#lib/providers/correction.ts';

function cardFor(source: string, corrected: string, language = 'es'): Card | null {
  const correction = { corrected, notes: [], wellDone: null };
  return buildCard({ source, correction, language, level: 'B1', learnerLanguage: 'en', recurring: new Set() });
}

function slips(source: string, corrected: string, language = 'es') {
  const card = cardFor(source, corrected, language);
  return card === null ? [] : slipsOf(card, language);
}

describe('the mistakes that a card shows', () => {
  it('stand in the sentence as it should have been', () => {
    const found = slips('Hola. Yo fue al cine con mi amigos. Adiós.', 'Hola. Yo fui al cine con mis amigos. Adiós.');
    expect(found.map(({ wrong, right, sentence }) => ({ wrong, right, sentence }))).toEqual([
      { wrong: 'fue', right: 'fui', sentence: 'Yo fui al cine con mis amigos.' },
      { wrong: 'mi', right: 'mis', sentence: 'Yo fui al cine con mis amigos.' },
    ]);
    for (const { sentence, start, end, right } of found) expect(sentence.slice(start, end)).toBe(right);
  });

  it('are found in what is missing and in what is too much', () => {
    const [missing] = slips('Voy a playa mañana con Ana', 'Voy a la playa mañana con Ana');
    expect(missing?.right).toBe('la');
    expect(missing?.sentence.slice(missing.start, missing.end).trim()).toBe('la');
    const [extra] = slips('Me gusta a mucho el té negro', 'Me gusta mucho el té negro');
    expect(extra).toMatchObject({ wrong: 'a', right: '' });
  });

  it('are found without spaces', () => {
    const [slip] = slips(
      '昨日は映画を見ます。とても楽しかったです。',
      '昨日は映画を見ました。とても楽しかったです。',
      'ja',
    );
    expect(slip?.sentence).toBe('昨日は映画を見ました。');
    expect(slip?.sentence.slice(slip.start, slip.end)).toBe(slip?.right);
  });

  it('are not what is a matter of phrasing, hidden, behind “more”, or disputed', () => {
    const card = cardFor('Yo fue al cine con mi amigos', 'Yo fui al cine con mis amigos');
    if (card?.kind !== 'edits') throw new Error('no edits');
    const marked = (change: object): Card => ({
      ...card,
      edits: card.edits.map((edit) => Object.assign({}, edit, change)),
    });
    for (const change of [{ tier: 'phrasing' }, { tier: 'hidden' }, { shown: false }, { disputed: true }]) {
      expect(slipsOf(marked(change), 'es')).toEqual([]);
    }
    expect(slipsOf({ kind: 'natural', natural: 'x', wellDone: null }, 'es')).toEqual([]);
  });
});

describe('what recurs', () => {
  const slipsOfKind = (...categories: (CorrectionCategory | null)[]) => categories.map((category) => ({ category }));

  it('is what was got wrong three times, the most frequent first', () => {
    const list = slipsOfKind('case', 'case', 'case', 'pronoun', 'pronoun', null, null, null);
    expect(recurringCategories(list)).toEqual([{ category: 'case', count: 3 }]);
    const more = [...list, ...slipsOfKind('pronoun', 'pronoun')];
    expect(recurringCategories(more).map(({ category }) => category)).toEqual(['pronoun', 'case']);
  });
});

describe('an answer in an exercise', () => {
  it.each([
    ['fui', 'fui', 'right'],
    [' Fui ', 'fui', 'right'],
    ['pelicula', 'película', 'close'],
    ['fue', 'fui', 'wrong'],
    ['', 'fui', 'wrong'],
  ])('%j for %j is %s', (attempt, answer, verdict) => {
    expect(drillVerdict(answer, attempt, 'A2')).toBe(verdict);
  });
});
