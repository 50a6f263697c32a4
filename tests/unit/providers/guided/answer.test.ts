import { describe, expect, test } from 'vitest';
import { hear } from '#lib/providers/guided/answer.ts';
import { loadLanguage } from '#lib/providers/guided/library.ts';
import { answersWithSlips, otherAnswers, rightAnswers } from './answers.ts';
import { help, languages, sceneOf } from './practice.ts';

function listen(language: string, sceneId: string, exchangeId: string, text: string) {
  const scene = sceneOf(language, sceneId);
  const exchange = scene.exchanges.find((candidate) => candidate.exchange.id === exchangeId);
  if (exchange === undefined) throw new Error(`no exchange ${exchangeId}`);
  return hear(text, exchange, scene, loadLanguage(language, help), help);
}

function rows(table: Readonly<Record<string, readonly string[]>>, language: string) {
  return Object.entries(table).flatMap(([key, texts]) => {
    const [of = '', scene = '', exchange = ''] = key.split(' ');
    return of === language ? texts.map((text) => ({ scene, exchange, text })) : [];
  });
}

const count = (table: Readonly<Record<string, readonly string[]>>, language: string) => rows(table, language).length;

describe.each(languages)('%s', (language) => {
  test('is tried with many answers', () => {
    expect(count(rightAnswers, language)).toBeGreaterThanOrEqual(60);
    expect(count(otherAnswers, language)).toBeGreaterThanOrEqual(30);
  });

  test.each(rows(rightAnswers, language))('$scene/$exchange understands “$text”', ({ scene, exchange, text }) => {
    const heard = listen(language, scene, exchange, text);
    expect(heard.verdict).toBe('understood');
    expect(heard.correction).toBeNull();
  });

  test.each(rows(otherAnswers, language))('$scene/$exchange does not take “$text”', ({ scene, exchange, text }) => {
    expect(listen(language, scene, exchange, text).verdict).not.toBe('understood');
  });
});

describe.each(['de', 'en', 'es', 'fr', 'it', 'pt'])('%s', (language) => {
  test.each(rows(answersWithSlips, language))('$scene/$exchange corrects “$text”', ({ scene, exchange, text }) => {
    const heard = listen(language, scene, exchange, text);
    expect(heard.verdict).toBe('understood');
    expect(heard.correction?.corrected).not.toBe(text);
  });
});

describe('what is taken from an answer', () => {
  test.each([
    ['de', 'name', 'ich heisse anna-lena', 'name', 'Anna-Lena'],
    ['de', 'origin', 'aus der Schweiz', 'land', 'der Schweiz'],
    ['es', 'name', 'me llamo maría josé', 'name', 'María José'],
    ['es', 'name', 'Soy Tom, encantado de conocerte', 'name', 'Tom'],
    ['es', 'origin', 'De los Estados Unidos', 'place', 'los Estados Unidos'],
    ['es', 'origin', 'soy de mexico', 'place', 'México'],
    ['fr', 'name', 'je suis jean-paul', 'name', 'Jean-Paul'],
    ['fr', 'origin', 'De leeds', 'from', 'de Leeds'],
    ['fr', 'origin', 'des etats-unis', 'from', 'des États-Unis'],
    ['ja', 'name', '私はケンだよ', 'name', 'ケン'],
    ['ja', 'name', 'ジョン・スミスです', 'name', 'ジョン・スミス'],
    ['ja', 'origin', 'いぎりすからきました', 'place', 'イギリス'],
  ])('%s %s: “%s” → {%s} is %s', (language, exchange, text, slot, value) => {
    expect(listen(language, 'introductions', exchange, text).slots.get(slot)).toBe(value);
  });
});

describe('reactions', () => {
  test('answer what was said: yes and no are not the same', () => {
    const liked = listen('es', 'introductions', 'likes', 'Me gusta el fútbol');
    const disliked = listen('es', 'introductions', 'likes', 'No me gusta el fútbol');
    expect(liked.reaction).toBe('¡A mí también!');
    expect(disliked.reaction).toBe('¡Ja, ja! Te entiendo.');
  });

  test('say nothing back that only the learner could say', () => {
    const heard = listen('fr', 'weekend', 'saturday', "J'ai allé au cinéma avec ma sœur");
    expect(heard.reaction).toBe('Ah, tu es allé au cinéma ! Bonne idée !');
    expect(listen('es', 'weekend', 'plans', 'Voy visitar a mi hermana').reaction).toBe('¡Qué buena idea!');
  });

  test('begin with a capital, whatever the learner wrote', () => {
    expect(listen('es', 'introductions', 'origin', 'de los Estados Unidos').reaction).toMatch(/^¡Los Estados Unidos!/);
  });
});

describe('corrections', () => {
  test('an accent that is missing', () => {
    const { correction } = listen('es', 'weekend', 'weather', 'llovio todo el dia');
    expect(correction).toEqual({
      corrected: 'llovió todo el día',
      notes: [
        {
          original: 'llovio',
          replacement: 'llovió',
          category: 'spelling',
          severity: 'wrong',
          explanation: 'Mind the accent mark: “llovió”.',
        },
        {
          original: 'dia',
          replacement: 'día',
          category: 'spelling',
          severity: 'wrong',
          explanation: 'Mind the accent mark: “día”.',
        },
      ],
      wellDone: 'Your answer was clear.',
    });
  });

  test('at most two spelling notes', () => {
    const { correction } = listen('es', 'introductions', 'languages', 'hablo ingles, frances, aleman y japones');
    expect(correction?.notes).toHaveLength(2);
  });

  test('a slip and an accent together, each in its place', () => {
    const { correction } = listen('fr', 'weekend', 'saturday', "J'ai allé au cinema");
    expect(correction?.corrected).toBe('Je suis allé au cinéma');
    expect(correction?.notes.map((note) => note.category)).toEqual(['verb_form', 'spelling']);
  });

  test.each([
    ['de', 'introductions', 'work', 'Ich bin ein guter Lehrer'],
    ['de', 'introductions', 'name', 'Ich heisse Tom'],
    ['de', 'cafe', 'drink', 'Ein Kaffee, bitte'],
    ['de', 'weekend', 'saturday', 'Ich habe das Kino gesehen'],
    ['de', 'cafe', 'table', 'Ich möchte mich in die Sonne setzen, draußen'],
    ['de', 'directions', 'goal', 'Ich suche für meine Frau eine Apotheke'],
    ['de', 'plans', 'activity', 'Lass uns zu Hause kochen'],
    ['de', 'plans', 'place', 'Gehen wir ins Kino und treffen wir uns vor dem Kino'],
    ['es', 'introductions', 'work', 'Soy un profesor muy bueno'],
    ['es', 'introductions', 'likes', 'En mi tiempo libre me gusta leer'],
    ['es', 'weekend', 'company', 'Con mi hermano'],
    ['es', 'weekend', 'company', 'Fui sola, con mi perro'],
    ['es', 'cafe', 'table', 'Vamos a la terraza'],
    ['fr', 'introductions', 'work', 'Je suis un bon professeur'],
    ['fr', 'cafe', 'enjoying', "C'est très bon"],
    ['ja', 'introductions', 'home', '一人で住んでいます。ロンドンです。'],
  ])('%s %s/%s: nothing in “%s”, which is right', (language, scene, exchange, text) => {
    expect(listen(language, scene, exchange, text).correction).toBeNull();
  });
});
