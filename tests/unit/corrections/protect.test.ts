import { describe, expect, test } from 'vitest';
import { cardFor, visible } from './cards.ts';

describe('never changed', () => {
  test.each([
    [
      'a number',
      'es',
      'Mi hermano tiene 25 anos ahora',
      'Mi hermano tiene 26 años ahora',
      'Mi hermano tiene 25 años ahora',
    ],
    [
      'a number as a word',
      'es',
      'Mi hermano tiene 25 anos',
      'Mi hermano tiene veinticinco años',
      'Mi hermano tiene 25 años',
    ],
    ['a decimal', 'de', 'das kosten 3,50 Euro heute', 'das kostet 3.50 Euro heute', 'das kostet 3,50 Euro heute'],
    ['a number in Chinese', 'zh', '我今年25岁很高兴认识你门', '我今年26岁很高兴认识你们', '我今年25岁很高兴认识你们'],
    ['a word as a number', 'es', 'Tengo dos gato en casa', 'Tengo 2 gatos en casa', 'Tengo dos gatos en casa'],
    [
      'an address',
      'es',
      'Mira https://exmaple.com/gato y dime que piensa',
      'Mira https://example.com/gatos y dime que piensas',
      'Mira https://exmaple.com/gato y dime que piensas',
    ],
    [
      'an e-mail address',
      'fr',
      'mon adresse est ana@exmple.fr merci beacoup',
      'mon adresse est ana@exemple.fr merci beaucoup',
      'mon adresse est ana@exmple.fr merci beaucoup',
    ],
    ['a name', 'es', 'Ayer vi a Juan en la escuala', 'Ayer vi a Pedro en la escuela', 'Ayer vi a Juan en la escuela'],
    ['a name that goes', 'es', 'Ayer vi Matrix en la escuala', 'Ayer vi en la escuela', 'Ayer vi Matrix en la escuela'],
    [
      'a name in Ukrainian',
      'uk',
      'Учора я бачив Олену у школа',
      'Учора я бачив Марію у школі',
      'Учора я бачив Олену у школі',
    ],
  ])('%s', (_, language, source, corrected, kept) => {
    expect(cardFor(source, corrected, { language })).toMatchObject({ kind: 'edits', corrected: kept });
  });

  test('text quoted from a page', () => {
    const protectedText = ['Los gatos son animales que vive en la casa desde hace siglos.'];
    const source = 'Que significa "animales que vive en"? Yo no entiendo esta frase muy larga';
    const corrected = 'Qué significa "animales que viven en"? Yo no entiendo esta frase muy larga';
    expect(visible(cardFor(source, corrected, { protectedText }))).toEqual(['Que→Qué']);
    expect(visible(cardFor(source, corrected))).toEqual(['Que→Qué', 'vive→viven']);
  });

  test('a page’s sentence that the message holds whole', () => {
    const protectedText = ['Los gato duerme mucho.'];
    const source = 'No entiendo: Los gato duerme mucho. Que es gato en esta frase?';
    const corrected = 'No entiendo: Los gatos duermen mucho. Qué es gato en esta frase?';
    expect(visible(cardFor(source, corrected, { protectedText }))).toEqual(['Que→Qué']);
  });
});

test('a word that the page has does not protect the words it is a part of', () => {
  const source = 'Ayer yo hablar con la profesora de la clase nueva';
  const corrected = 'Ayer yo hablé con la profesora de la clase nueva';
  expect(visible(cardFor(source, corrected, { protectedText: ['la', 'a'] }))).toEqual(['hablar→hablé']);
});

describe('put right all the same', () => {
  test.each([
    [
      'a name’s case',
      'cs',
      'Včera jsem viděl Bohumil na nádraží',
      'Včera jsem viděl Bohumila na nádraží',
      'Bohumil→Bohumila',
    ],
    [
      'a name’s accent',
      'es',
      'El año pasado viaje por Peru entero',
      'El año pasado viaje por Perú entero',
      'Peru→Perú',
    ],
    [
      'a word with a wrong capital',
      'es',
      'Yo voy en Septiembre a la playa',
      'Yo voy en septiembre a la playa',
      'Septiembre→septiembre',
    ],
    [
      'a noun in German',
      'de',
      'Ich sitze oft auf dem Stein im Garten',
      'Ich sitze oft auf der Bank im Garten',
      'Stein→Bank',
    ],
    [
      'the first word',
      'es',
      'Mucho personas viven en mi barrio ahora',
      'Muchas personas viven en mi barrio ahora',
      'Mucho→Muchas',
    ],
    ['a name said twice', 'es', 'Ayer vi a Juan Juan en la escuela', 'Ayer vi a Juan en la escuela', 'Juan →'],
    [
      'the words beside a number',
      'es',
      'Mi hermano tiene 25 ano y es alto',
      'Mi hermano tiene 25 años y es alto',
      'ano→años',
    ],
  ])('%s', (_, language, source, corrected, edit) => {
    const card = cardFor(source, corrected, { language, level: 'B2' });
    expect(card).toMatchObject({ corrected });
    expect(visible(card)).toContain(edit);
  });

  test('a text that is all in capitals', () => {
    expect(visible(cardFor('YO QUERER IR A CASA HOY', 'YO QUIERO IR A CASA HOY'))).toEqual(['QUERER→QUIERO']);
  });
});
