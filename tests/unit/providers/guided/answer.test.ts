import { describe, expect, test } from 'vitest';
import { hear } from '#lib/providers/guided/answer.ts';
import { answersWithSlips, otherAnswers, rightAnswers } from './answers.ts';
import { allScenes, languages, materialOf, sceneOf } from './practice.ts';

function listen(language: string, sceneId: string, exchangeId: string, text: string) {
  const scene = sceneOf(language, sceneId);
  const exchange = scene.exchanges.find((candidate) => candidate.exchange.id === exchangeId);
  if (exchange === undefined) throw new Error(`no exchange ${exchangeId}`);
  return hear(text, exchange, scene, materialOf(language));
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

describe('an answer within more', () => {
  test.each([
    ['es', 'name', 'Hola, yo soy Ana y me gusta mucho el café', 'Ana'],
    ['es', 'name', 'Hace mucho calor hoy en mi ciudad. Me llamo Ana', 'Ana'],
    ['de', 'name', 'Das Wetter ist heute sehr schön und ich heiße Ana', 'Ana'],
    ['fr', 'name', 'Je mange beaucoup de fromage et je m’appelle Ana', 'Ana'],
    ['it', 'name', 'Io mi chiamo Ana e mi piace molto il gelato al limone', 'Ana'],
    ['pt', 'name', 'Gosto muito de música brasileira, e eu me chamo Ana', 'Ana'],
    ['en', 'name', 'The weather is very nice today and my name is Ana', 'Ana'],
  ])('%s %s: “%s”', (language, exchange, text, name) => {
    const heard = listen(language, 'introductions', exchange, text);
    expect(heard.verdict).toBe('understood');
    expect(heard.slots.get('name')).toBe(name);
  });

  test('is corrected where it stands, and what follows is heard too', () => {
    const text = 'Hace mucho calor hoy en mi ciudad. Yo llamo Ana, y soy de Madrid';
    const heard = listen('es', 'introductions', 'name', text);
    expect(heard.correction?.corrected).toBe('Hace mucho calor hoy en mi ciudad. Me llamo Ana, y soy de Madrid');
    expect(heard.rest).toContain('soy de Madrid');
  });
});

describe('reactions', () => {
  test('answer what was said: yes and no are not the same', () => {
    const liked = listen('es', 'introductions', 'likes', 'Me gusta el fútbol');
    const disliked = listen('es', 'introductions', 'likes', 'No me gusta el fútbol');
    expect(liked.reaction?.text).toBe('¡A mí también!');
    expect(disliked.reaction?.text).toBe('¡Ja, ja! Te entiendo.');
  });

  test('say nothing back that only the learner could say', () => {
    const heard = listen('fr', 'weekend', 'saturday', "J'ai allé au cinéma avec ma sœur");
    expect(heard.reaction?.text).toBe('Ah, tu es allé au cinéma ! Bonne idée !');
    expect(listen('es', 'weekend', 'plans', 'Voy visitar a mi hermana').reaction?.text).toBe('¡Qué buena idea!');
  });

  test('begin with a capital, whatever the learner wrote', () => {
    expect(listen('es', 'introductions', 'origin', 'de los Estados Unidos').reaction?.text).toMatch(
      /^¡Los Estados Unidos!/,
    );
  });
});

describe('what is no answer', () => {
  const robot: Record<string, string[]> = {
    de: ['Bist du ein Roboter?', 'bist du ein roboter ?'],
    en: ['Are you a robot?', 'are you a robot ?'],
    es: ['¿Eres un robot?', 'eres un robot?'],
    fr: ['Es-tu un robot ?', 'tu es un robot?'],
    it: ['Sei un robot?', 'sei un robot?'],
    ja: ['ロボットですか？', 'あなたはロボットですか。'],
    pt: ['Você é um robô?', 'voce e um robo?'],
  };

  test.each(allScenes)('$name: a question about the tutor', ({ language, id }) => {
    for (const { exchange } of sceneOf(language, id).exchanges) {
      for (const text of robot[language] ?? []) {
        expect(listen(language, id, exchange.id, text).verdict, `${exchange.id}: ${text}`).not.toBe('understood');
      }
    }
  });

  test.each([
    ['es', 'introductions', 'age', '¿Tienes un perro?'],
    ['es', 'introductions', 'age', 'tengo un perro'],
    ['es', 'introductions', 'age', '¿Dos y dos son cuatro?'],
    ['de', 'introductions', 'age', 'Sind zwei und zwei vier?'],
    ['it', 'introductions', 'age', 'Hai un minuto?'],
    ['it', 'plans', 'time', 'Due e due fanno quattro?'],
  ])('%s %s/%s: a question is no number: “%s”', (language, scene, exchange, text) => {
    expect(listen(language, scene, exchange, text).verdict).not.toBe('understood');
  });

  test.each([
    ['de', 'introductions', 'age', 'und'],
    ['es', 'introductions', 'age', 'y'],
    ['es', 'plans', 'time', 'y'],
    ['fr', 'introductions', 'age', 'et'],
    ['pt', 'introductions', 'age', 'e'],
  ])('%s %s/%s: “%s” alone is no number', (language, scene, exchange, text) => {
    expect(listen(language, scene, exchange, text).verdict).not.toBe('understood');
  });

  test.each([
    ['it', 'name', 'la luna canta forte'],
    ['it', 'origin', 'la luna canta forte'],
    ['it', 'name', 'luna forte'],
    ['en', 'name', 'the moon sings loudly'],
    ['es', 'name', 'La Luna Canta Fuerte'],
  ])('%s %s: a sentence is no name: “%s”', (language, exchange, text) => {
    expect(listen(language, 'introductions', exchange, text).verdict).not.toBe('understood');
  });

  test.each([
    ['es', 'name', 'ana', 'name', 'Ana'],
    ['es', 'name', 'Hola, ana, encantada', 'name', 'Ana'],
    ['it', 'name', 'Luna Forte', 'name', 'Luna Forte'],
    ['it', 'name', 'mi chiamo luna canta forte', 'name', 'Luna Canta Forte'],
    ['es', 'name', 'Me llamo Ana. ¿Eres un robot?', 'name', 'Ana'],
    ['es', 'age', '32, ¿y tú?', 'age', '32'],
    ['es', 'age', 'treinta y dos', 'age', 'treinta y dos'],
  ])('%s %s: but “%s” is one', (language, exchange, text, slot, value) => {
    const heard = listen(language, 'introductions', exchange, text);
    expect(heard.verdict).toBe('understood');
    expect(heard.slots.get(slot)).toBe(value);
  });

  test('a thing on the list may be asked for', () => {
    expect(listen('es', 'cafe', 'drink', '¿Un café?').verdict).toBe('understood');
  });
});

describe('what is said back within a line', () => {
  test.each([
    ['es', 'cafe', 'drink', 'Un café con leche, por favor', 'Muy bien, un café con leche.'],
    ['it', 'cafe', 'drink', 'Un cappuccino', 'Un cappuccino, subito!'],
    ['it', 'cafe', 'drink', 'un cappuccino', 'Un cappuccino, subito!'],
    ['de', 'introductions', 'likes', 'Lesen', 'Oh, das mag ich auch!'],
  ])('%s %s/%s: “%s” → “%s”', (language, scene, exchange, text, reaction) => {
    expect(listen(language, scene, exchange, text).reaction?.text).toBe(reaction);
  });

  test.each([
    ['de', 'introductions', 'likes', 'Lesen', 'hobby', 'Lesen'],
    ['de', 'cafe', 'drink', 'Einen Kaffee, bitte', 'drink', 'einen Kaffee'],
    ['en', 'introductions', 'languages', 'English and French', 'languages', 'English and French'],
    ['en', 'introductions', 'likes', 'Reading books', 'hobby', 'reading books'],
    ['es', 'introductions', 'likes', 'Leer y Netflix', 'hobby', 'leer y Netflix'],
    ['es', 'introductions', 'age', 'Treinta', 'age', 'treinta'],
    ['fr', 'introductions', 'likes', "J'aime Netflix", 'hobby', 'Netflix'],
    ['fr', 'cafe', 'drink', 'Je voudrais un Café', 'drink', 'un Café'],
  ])('%s %s/%s: “%s” → {%s} is “%s”', (language, scene, exchange, text, slot, value) => {
    expect(listen(language, scene, exchange, text).slots.get(slot)).toBe(value);
  });

  test('also where a slip is said right in passing', () => {
    expect(listen('en', 'shopping', 'colour', 'Blue dark').reaction?.text).toBe('Ah, dark blue! Good choice!');
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
