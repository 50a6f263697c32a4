import { describe, expect, test } from 'vitest';
import { anchorNotes } from '#lib/corrections/anchor.ts';
import { diffWords } from '#lib/corrections/diff.ts';
import { Random } from '#tests/helpers/random.ts';
import { cardFor, explanations, note, type Note } from './cards.ts';

/** Which edit got which note: `original→replacement: explanation`. */
function anchored(language: string, source: string, target: string, notes: Note[]): string[] {
  const edits = diffWords(source, target, language);
  return Array.from(anchorNotes(source, edits, notes), ([index, { explanation }]) => {
    const edit = edits[index];
    return `${edit?.original}→${edit?.replacement}: ${explanation}`;
  });
}

const source = 'Yo gusta la pelicula porque los chico es bueno';
const target = 'Me gusta la película porque los chicos son buenos';

describe('a note is of the edit', () => {
  test.each([
    ['whose words it quotes', note('pelicula', 'película'), 'pelicula→película'],
    ['that its longer quote holds', note('la pelicula', 'la película'), 'pelicula→película'],
    ['whose capital or punctuation it leaves out', note('Yo gusta', 'me gusta'), 'Yo→Me'],
  ])('%s', (_, given, edit) => {
    expect(anchored('es', source, target, [given])).toEqual([`${edit}: ${given.explanation}`]);
  });

  test('that its quote is a part of', () => {
    const given = [note('fue', 'estuvo')];
    expect(anchored('es', 'la fiesta fue muy bien ayer', 'la fiesta estuvo genial ayer', given)).toEqual([
      'fue muy bien→estuvo genial: why estuvo',
    ]);
  });

  test('also in another form: quotes, spaces, composed letters', () => {
    const notes = [note('l’amie  est', 'l’ami est')];
    expect(anchored('fr', "c'est l'amie\nest là", "c'est l'ami\nest là", notes)).toEqual([
      "l'amie→l'ami: why l’ami est",
    ]);
    expect(anchored('es', 'un cafe\u0301 buena', 'un cafe\u0301 bueno', [note('café buena', 'café bueno')])).toEqual([
      'buena→bueno: why café bueno',
    ]);
  });

  test('where a word is missing: by the words before it, or around it', () => {
    const [from, to] = ['voy a escuela', 'voy a la escuela'];
    for (const given of [note('', 'la', { before: 'voy a' }), note('escuela', 'la escuela'), note('a', 'a la')]) {
      expect(anchored('es', from, to, [given])).toEqual([`→la : ${given.explanation}`]);
    }
  });

  test('where a word goes', () => {
    const given = note('muy', '', { explanation: 'not here' });
    expect(anchored('es', 'es muy un perro', 'es un perro', [given])).toEqual(['muy →: not here']);
  });

  test('that the words before it tell apart', () => {
    const notes = [note('es', 'son', { before: 'gatos', explanation: 'cats' })];
    expect(
      anchored('es', 'los perros es feos y los gatos es feos', 'los perros son feos y los gatos son feos', notes),
    ).toHaveLength(1);
    const edits = diffWords('los perros es feos y los gatos es feos', 'los perros son feos y los gatos son feos', 'es');
    const map = anchorNotes('los perros es feos y los gatos es feos', edits, notes);
    expect([...map.keys()]).toEqual([1]);
  });

  test('each its own, where the same word is wrong twice', () => {
    const notes = [note('es', 'son', { explanation: 'first' }), note('es', 'son', { explanation: 'second' })];
    expect(
      anchored('es', 'los perros es feos y los gatos es feos', 'los perros son feos y los gatos son feos', notes),
    ).toEqual(['es→son: first', 'es→son: second']);
  });

  test('by a part of a word, in scripts without spaces', () => {
    const notes = [note('行くました', '行きました')];
    expect(anchored('ja', '学校に行くました', '学校に行きました', notes)).toEqual(['く→き: why 行きました']);
    expect(anchored('zh', '他的意见很重点', '他的意见很重要', [note('重点', '重要')])).toEqual(['点→要: why 重要']);
  });

  test('that it fits best, and at most one', () => {
    const notes = [
      note('la pelicula', 'la película', { explanation: 'wide' }),
      note('pelicula', 'película', { explanation: 'exact' }),
    ];
    expect(anchored('es', source, target, notes)).toEqual(['pelicula→película: exact']);
  });
});

describe('a note is dropped', () => {
  test.each([
    ['whose quote does not stand there', note('peliculas', 'películas')],
    ['whose quote is a part of a word', note('bue', 'buenos')],
    ['about what did not change', note('gusta', 'gustan')],
    ['with another replacement', note('pelicula', 'film')],
    ['that changes nothing', note('pelicula', 'pelicula')],
    ['without a place', note('', 'son')],
    ['that leaves out what comes', note('es', '')],
  ])('%s', (_, given) => {
    expect(anchored('es', source, target, [given])).toEqual([]);
  });

  test('made-up ones, all of them, and the true ones stay', () => {
    const random = new Random(20_261_124);
    const strange = ['zapato', 'Haus', 'ключ', '犬', 'zzz', '«nada»', 'gusta mucho la', 'chico es buenos', 'a'];
    const words = [...source.split(' '), ...strange];
    const long = `Ayer por la mañana escribí esto: ${source}`;
    for (let round = 0; round < 1_000; round += 1) {
      const fakes = Array.from({ length: 5 }, () =>
        note(random.pick(words), random.pick(strange), {
          explanation: 'fake',
          ...(random.below(2) === 0 && { before: random.pick(words) }),
        }),
      );
      const notes = [...fakes, note('pelicula', 'película', { explanation: 'true' })];
      const card = cardFor(long, `Ayer por la mañana escribí esto: ${target}`, { notes });
      expect(explanations(card), `round ${round}`).toEqual(['true']);
    }
  });
});
