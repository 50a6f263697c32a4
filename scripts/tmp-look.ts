import { launchPatter } from '#tests/helpers/chromium.ts';
import { Vendors } from '#tests/helpers/vendors.ts';
import { choose, Panel } from '#tests/e2e/patter.ts';
import { mkdirSync } from 'node:fs';
mkdirSync('/tmp/shots', { recursive: true });
const patter = await launchPatter({ hostPermissions: ['http://127.0.0.1/*'] });
const vendors = await Vendors.start();
vendors.script.pieces = [
  '¡Qué bien! ',
  'A mí también me gusta ir al cine con amigos. ',
  'Una película divertida es perfecta para relajarse después de una semana de mucho trabajo. ',
  '¿De qué trata la película?',
];
vendors.script.asides = {
  correct: {
    corrected: 'Yo fui al cine con mis amigos y vimos una película muy divertida',
    notes: [
      {
        original: 'fue',
        replacement: 'fui',
        before: 'Yo',
        category: 'verb_form',
        severity: 'wrong',
        explanation: '“Yo” takes fui; fue is for él/ella.',
        hint: 'Which person is “yo”?',
      },
      {
        original: 'mi',
        replacement: 'mis',
        before: 'con',
        category: 'agreement',
        severity: 'wrong',
        explanation: 'Amigos is plural: mis.',
        hint: 'How many friends?',
      },
      {
        original: 'pelicula',
        replacement: 'película',
        before: 'una',
        category: 'spelling',
        severity: 'wrong',
        explanation: 'The stress is on the third syllable from the end.',
        hint: 'Where is the stress?',
      },
    ],
    wellDone: 'Two actions told in the right order.',
  },
  translate: {
    translation:
      'How nice! I also like going to the cinema with friends. A funny film is perfect for relaxing after a week of hard work. What is the film about?',
  },
  simplify: { text: '¡Qué bien! Me gusta el cine. ¿Qué pasa en la película?' },
  suggest: {
    suggestions: [
      { text: 'Es una comedia.', meaning: 'It is a comedy.' },
      { text: 'Es de un perro.', meaning: 'It is about a dog.' },
      { text: 'No me gusta mucho.', meaning: 'I do not like it much.' },
      { text: 'La película es buena.', meaning: 'The film is good.' },
      { text: 'Es muy larga.', meaning: 'It is very long.' },
    ],
  },
  say: {
    text: 'Trata de un perro que habla.',
    words: [
      { word: 'Trata de', meaning: 'is about' },
      { word: 'perro', meaning: 'dog' },
    ],
  },
  gloss: { lemma: 'relajarse', grammar: 'verb, reflexive', translation: 'to relax' },
  recap: {
    wellDone: [{ quote: 'al cine', praise: 'The right preposition with its article.' }],
    words: [{ word: 'divertida', meaning: 'funny' }],
  },
  drill: {
    sentences: [
      { sentence: 'Ayer yo fui a la playa.', answer: 'fui' },
      { sentence: 'Yo fui al mercado.', answer: 'fui' },
    ],
  },
};
await choose(patter, 'claude', { address: vendors.url });
const page = await patter.openPanel();
const panel = new Panel(page);
const shot = async (name: string) => {
  for (const [w, scheme] of [
    [360, 'light'],
    [420, 'dark'],
    [600, 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: w, height: 820 });
    await page.waitForTimeout(150);
    await page.screenshot({ path: `/tmp/shots/${name}-${w}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
};
await page.waitForTimeout(500);
await shot('start');
await panel.say('Yo fue al cine con mi amigos y vimos una pelicula muy divertida');
await panel.settled();
await page.waitForTimeout(800);
await shot('card');
const click = async (name: string) => page.getByRole('button', { name, exact: true }).first().click();
await click('1 more').catch((e) => console.log(String(e).slice(0, 200)));
await click('Translate');
await click('Simpler');
await page.waitForTimeout(400);
await shot('asides');
await click('Translate');
await click('Simpler');
await click('Slower');
await click('Look up words');
await page.waitForTimeout(300);
await shot('slower');
await page.getByRole('button', { name: 'relajarse', exact: true }).click();
await page.waitForTimeout(500);
await shot('gloss');
await page.keyboard.press('Escape');
await click('Ideas for an answer');
await page.waitForTimeout(500);
await click('How do I say …?');
await page.getByLabel('How do I say this in Spanish?').fill('it is about a talking dog');
await click('Ask');
await page.waitForTimeout(400);
await shot('ideas');
await click('Ideas for an answer');
await click('Practise this');
await page.waitForTimeout(600);
await shot('drill');
await page.getByRole('dialog').getByRole('textbox').fill('fui');
await page.keyboard.press('Enter');
await page.waitForTimeout(200);
await shot('drill2');
await page.keyboard.press('Escape');
await click('Look back');
await page.waitForTimeout(800);
await shot('recap');
console.log(vendors.asides.map((a) => a.name).join(), vendors.seen.length);
console.log(JSON.stringify(vendors.asides[0]?.body, null, 1).slice(0, 3000));
await patter.close();
await vendors.close();
