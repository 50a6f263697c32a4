import { expectClean } from './axe.ts';
import { choose, expect, openPanel, openSettings, test, type Panel } from './patter.ts';

const written = 'Yo fue al cine con mi amigos y vimos una pelicula muy divertida';
const correction = {
  corrected: 'Yo fui al cine con mis amigos y vimos una película muy divertida',
  notes: [
    {
      original: 'fue',
      replacement: 'fui',
      before: 'Yo',
      category: 'verb_form',
      severity: 'wrong',
      explanation: '“Yo” takes fui.',
      hint: 'Which person is “yo”?',
    },
    {
      original: 'mi',
      replacement: 'mis',
      category: 'agreement',
      severity: 'wrong',
      explanation: 'Amigos is plural.',
      hint: 'How many friends?',
    },
  ],
  wellDone: 'You told what happened in the right order.',
};

async function say(panel: Panel, text = written): Promise<void> {
  await panel.say(text);
  await panel.settled();
}

for (const tutor of ['ollama', 'claude', 'gemini'] as const) {
  test(`${tutor} corrects a message beside its reply`, async ({ patter, vendors }) => {
    await choose(patter, tutor, { address: vendors.url });
    vendors.script.asides = { correct: correction };
    const panel = await openPanel(patter);
    await say(panel);
    const card = panel.page.getByRole('note', { name: 'Correction' });
    await expect(card.locator('del').first()).toHaveText('fue');
    await expect(card.locator('ins').first()).toHaveText('fui');
    await expect(card).toContainText('“Yo” takes fui.');
    await expect(card).toContainText('verb form');
    await expect(card).toContainText('You told what happened in the right order.');
    // Two at a time at A1; the rest is a press away.
    await expect(card).not.toContainText('película');
    await card.getByRole('button', { name: '1 more' }).click();
    await expect(card).toContainText('película');
    await expectClean(panel.page, 'a card');
    await panel.page.reload();
    await expect(card).toContainText('“Yo” takes fui.');
    expect(vendors.asides.map(({ name }) => name)).toEqual(['correct']);
    expect(vendors.seen).toHaveLength(1);
  });
}

test('Ollama, which answers one request at a time, is asked for the correction after the reply, and leaves it for the next', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'ollama', { address: vendors.url });
  vendors.script = { ...vendors.script, asides: { correct: correction }, asideMs: 60_000 };
  const panel = await openPanel(patter);
  await say(panel);
  await expect.poll(() => vendors.asides.length).toBe(1);
  vendors.script.asideMs = 0;
  await say(panel, 'Hola');
  await expect(panel.tutor).toHaveCount(2);
  await expect(panel.page.getByRole('note', { name: 'Correction' }).first()).toContainText('“Yo” takes fui.');
});

for (const [name, answer] of [
  ['fails', ''],
  ['is rubbish', 'Sorry, I can not do that.'],
  ['has another shape', { corrected: 7 }],
] as const) {
  test(`a correction that ${name} costs the reply nothing`, async ({ patter, vendors }) => {
    await choose(patter, 'claude', { address: vendors.url });
    vendors.script.asides = { correct: answer };
    const panel = await openPanel(patter);
    await say(panel);
    await expect(panel.tutor).toHaveText(/estás/);
    await expect.poll(() => vendors.asides.length).toBe(2);
    await expect(panel.page.getByRole('note')).toHaveCount(0);
    await expect(panel.page.getByRole('alert')).toHaveCount(0);
    await say(panel, 'Hola');
    await expect(panel.tutor).toHaveCount(2);
  });
}

test('a correction that is slow keeps nobody waiting', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const correcting = Promise.withResolvers<void>();
  vendors.script = { ...vendors.script, asides: { correct: correction }, beforeAside: () => correcting.promise };
  const panel = await openPanel(patter);
  await say(panel);
  await expect.poll(() => vendors.asides.length).toBe(1);
  await say(panel, 'Hola');
  await expect(panel.tutor).toHaveCount(2);
  await expect(panel.page.getByRole('note')).toHaveCount(0);
  correcting.resolve();
  await expect(panel.page.getByRole('note').first()).toContainText('“Yo” takes fui.');
});

test('a model that rewrites everything has one more natural way to say it, and no red', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.asides = {
    correct: {
      ...correction,
      corrected: 'Ayer salimos a ver juntos un filme de lo más gracioso en la sala del centro',
    },
  };
  const panel = await openPanel(patter);
  await say(panel);
  const card = panel.page.getByRole('note', { name: 'Correction' });
  await expect(card).toContainText('More natural');
  await expect(card).toContainText('Ayer salimos');
  await expect(card.locator('del')).toHaveCount(0);
});

test('nothing is corrected where the learner does not want it', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script.asides = { correct: correction };
  const panel = await openPanel(patter);
  await say(panel);
  await say(panel, 'Hola');
  expect(vendors.asides).toHaveLength(0);
});

test('a hint comes first where it is wanted: try again, then the answer', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, hints: true });
  vendors.script.asides = { correct: correction };
  const panel = await openPanel(patter);
  await say(panel);
  const card = panel.page.getByRole('note', { name: 'Correction' });
  await expect(card).toContainText('Which person is “yo”?');
  await expect(card).not.toContainText('fui');
  await expectClean(panel.page, 'hints');
  const first = card.getByLabel(/Something is not right in “fue”/);
  await first.fill('fuiste');
  await first.press('Enter');
  await expect(card).toContainText('Not yet.');
  await first.fill('fui');
  await first.press('Enter');
  await expect(card.locator('ins').first()).toHaveText('fui');
  await expect(card).not.toContainText('mis ');
  await card.getByRole('button', { name: 'Show the answer' }).click();
  await expect(card.locator('ins')).toHaveText(['fui', 'mis', 'fui', 'mis']);
});

test('the learner can be right', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.asides = { correct: correction };
  const panel = await openPanel(patter);
  await say(panel);
  const card = panel.page.getByRole('note', { name: 'Correction' });
  await card.getByRole('button', { name: 'I was right' }).first().click();
  await expect(card).not.toContainText('fui');
  await expect(card).toContainText('mis');
  await panel.page.reload();
  await expect(card).toContainText('mis');
  await expect(card).not.toContainText('fui');
});

test('a mistake is practised: the learner’s own sentence, then new ones like it', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.asides = {
    correct: correction,
    drill: { sentences: [{ sentence: 'Ayer fui a la playa.', answer: 'fui' }] },
  };
  const panel = await openPanel(patter);
  await say(panel);
  await panel.button('Practise this').first().click();
  const drill = panel.page.getByRole('dialog', { name: 'Practise: verb form' });
  await expect(drill).toContainText('1 of 3');
  await expectClean(panel.page, 'an exercise');
  const answer = drill.getByRole('textbox');
  await expect(answer).toBeFocused();
  await answer.fill('fui');
  await answer.press('Enter');
  await expect(drill).toContainText('Right!');
  await drill.getByRole('button', { name: 'Next' }).press('Enter');
  await expect(drill).toContainText('Ayer');
  await answer.fill('fue');
  await answer.press('Enter');
  await expect(drill).toContainText('Not yet.');
  await drill.getByRole('button', { name: 'Show the answer' }).click();
  await drill.getByRole('button', { name: 'Next' }).click();
  await answer.fill('mis');
  await answer.press('Enter');
  await drill.getByRole('button', { name: 'Next' }).click();
  await expect(drill).toContainText('2 of 3 right the first time.');
  await panel.page.keyboard.press('Escape');
  await expect(drill).toHaveCount(0);
});

test('what recurs steers the tutor, and so does a reply that was too much', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.asides = { correct: correction };
  vendors.script.pieces = ['Las precipitaciones torrenciales que asolan la comarca provocan desbordamientos súbitos.'];
  const panel = await openPanel(patter);
  for (let count = 1; count <= 3; count += 1) {
    await say(panel);
    await expect(panel.page.getByRole('note')).toHaveCount(count);
  }
  await say(panel, 'Hola');
  const sent = JSON.stringify(vendors.seen.at(-1)?.body['messages']);
  expect(sent).toContain('“fui” (not “fue”)');
  expect(sent).toContain('Your last message had a sentence of');
  expect(sent).toContain('precipitaciones');
  // All of that stands behind what every turn repeats.
  const [first, last] = [vendors.seen[0], vendors.seen.at(-1)];
  expect(last?.body['system']).toEqual(first?.body['system']);
});

test('a reply in the wrong language says so, and is asked for again', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.pieces = ['The weather is lovely today. ', 'What would you like to talk about with me?'];
  const panel = await openPanel(patter);
  await say(panel, 'Hola');
  await expect(panel.log).toContainText('That was not in the language you are learning.');
  vendors.script.pieces = ['¡Hola! ¿Qué tal?'];
  await panel.button('Retry').click();
  await expect(panel.tutor).toHaveText(/Qué tal/);
  await panel.settled();
  await expect(panel.log).not.toContainText('That was not in the language');
});

test('a reply is translated, said more simply and more slowly', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script.pieces = ['Me gusta mucho relajarme en casa. ', '¿Y tú qué prefieres hacer?'];
  vendors.script.asides = {
    translate: { translation: 'I like to relax at home.' },
    simplify: { text: 'Me gusta mi casa. ¿Y a ti?' },
  };
  const panel = await openPanel(patter);
  await say(panel, 'Hola');
  await panel.button('Translate').click();
  await expect(panel.page.getByRole('group', { name: 'Translation' })).toHaveText('I like to relax at home.');
  await panel.button('Simpler').click();
  await expect(panel.page.getByRole('group', { name: 'In simpler words' })).toContainText('Me gusta mi casa.');
  await panel.button('Slower').click();
  await expect(panel.page.getByRole('group', { name: 'Sentence by sentence' }).getByRole('listitem')).toHaveCount(2);
  await expectClean(panel.page, 'a reply in other words');
  await panel.page.reload();
  await panel.button('Translate').click();
  await expect(panel.page.getByRole('group', { name: 'Translation' })).toHaveText('I like to relax at home.');
  expect(vendors.asides.map(({ name }) => name)).toEqual(['translate', 'simplify']);
  await panel.button('Translate').click();
  await expect(panel.page.getByRole('group', { name: 'Translation' })).toHaveCount(0);
});

test('what can not be translated says why, and is asked for again', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  const panel = await openPanel(patter);
  await say(panel, 'Hola');
  await panel.button('Translate').click();
  const alert = panel.page.getByRole('alert');
  await expect(alert).toBeVisible();
  await expect(panel.tutor).toHaveText(/estás/);
  vendors.script.asides = { translate: { translation: 'How are you?' } };
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(panel.page.getByRole('group', { name: 'Translation' })).toHaveText('How are you?');
});

test('a word that is tapped says what it means, from the core list or the tutor', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script.pieces = ['Me gusta la zarzuela.'];
  vendors.script.asides = { gloss: { lemma: 'zarzuela', grammar: 'noun, feminine', translation: 'Spanish operetta' } };
  const panel = await openPanel(patter);
  await say(panel, 'Hola');
  const gloss = panel.page.locator('.gloss');
  await panel.tutor.locator('p').click({ position: { x: 32, y: 14 } });
  await expect(gloss).toContainText('gustar');
  await expect(gloss).toContainText('verb · A1');
  await expectClean(panel.page, 'a gloss');
  await panel.page.keyboard.press('Escape');
  await expect(gloss).toHaveCount(0);

  await panel.button('Look up words').click();
  const words = panel.page.getByRole('list', { name: 'Words of this reply' });
  // What is above the level comes first.
  await expect(words.getByRole('button').first()).toHaveText('zarzuela');
  await words.getByRole('button', { name: 'zarzuela' }).press('Enter');
  await expect(gloss).toContainText('Spanish operetta');
  await panel.button('I know it').click();
  await expect(gloss).toHaveCount(0);
  await words.getByRole('button', { name: 'zarzuela' }).click();
  await expect(gloss).toContainText('Spanish operetta');
  expect(vendors.asides.map(({ name }) => name)).toEqual(['gloss']);
  await panel.page.keyboard.press('Escape');
  // A word that is known is not too hard any more.
  await say(panel, 'Hola');
  await panel.button('Look up words').last().click();
  await expect(panel.page.locator('[data-hard]')).toHaveCount(1);
});

test('ideas help on: answers to choose from, and how to say something', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  const texts = ['Muy bien, gracias.', 'Así así.', 'Estoy cansado.', 'Bien, ¿y tú?', 'No muy bien.'];
  vendors.script.asides = {
    suggest: { suggestions: texts.map((text) => ({ text, meaning: 'an answer' })) },
    say: { text: 'Tengo hambre.', words: [{ word: 'hambre', meaning: 'hunger' }] },
  };
  const panel = await openPanel(patter);
  await say(panel, 'Hola');
  await panel.button('Ideas for an answer').click();
  const ideas = panel.page.getByRole('group', { name: 'Ideas for an answer' });
  await expect(ideas.getByRole('button', { name: /Muy bien, gracias/ })).toBeVisible();
  await expect(ideas.getByRole('listitem')).toHaveCount(4);
  await ideas.getByRole('button', { name: 'How do I say …?' }).click();
  const wanted = ideas.getByLabel('How do I say this in Spanish?');
  await wanted.fill('I am hungry');
  await wanted.press('Enter');
  await expect(ideas).toContainText('Tengo hambre.');
  await expect(ideas).toContainText('hunger');
  await expectClean(panel.page, 'ideas');
  await ideas.getByRole('button', { name: 'Use it' }).click();
  await expect(panel.message).toHaveValue('Tengo hambre.');
  await expect(panel.message).toBeFocused();
  await panel.message.press('Enter');
  await expect(panel.learner.last()).toHaveText('Tengo hambre.');
  await expect(ideas).toHaveCount(0);
});

test('a conversation begins with a situation to play, whose goal the tutor knows', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, level: 'A2' });
  const panel = await openPanel(patter);
  await expectClean(panel.page, 'starters');
  await panel.page.getByRole('button', { name: /At the hotel/ }).click();
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.settled();
  expect(JSON.stringify(vendors.seen[0]?.body['system'])).toContain('You are at the reception of a hotel.');
  await panel.button('New conversation').first().click();
  await panel.page.getByRole('button', { name: 'Food', exact: true }).click();
  await expect.poll(() => vendors.seen.length).toBe(2);
  expect(JSON.stringify(vendors.seen[1]?.body['system'])).toContain('what the learner likes to eat and drink');
});

test('interests that are chosen are what is offered', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  const page = await openSettings(panel);
  await page.getByRole('checkbox', { name: 'Music' }).check();
  await page.getByRole('checkbox', { name: 'Books' }).check();
  await expect(page.getByText(/Patter’s own instructions take about [\d,]+ tokens/)).toBeVisible();
  await expectClean(page, 'settings');
  await page.getByRole('link', { name: 'Chat' }).click();
  await expect(panel.page.getByRole('button', { name: 'Music', exact: true })).toBeVisible();
  await expect(panel.page.getByRole('button', { name: 'Travel', exact: true })).toHaveCount(0);
});

test('a look back has what went well, what to look at again, and new words', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.asides = {
    correct: correction,
    recap: {
      wellDone: [
        { quote: 'al cine', praise: 'The article is right.' },
        { quote: 'nunca dicho', praise: 'Made up.' },
      ],
      words: [{ word: 'estás', meaning: 'you are' }],
    },
  };
  const panel = await openPanel(patter);
  await say(panel);
  await expect(panel.page.getByRole('note')).toBeVisible();
  await panel.button('Look back').click();
  const recap = panel.page.getByRole('region', { name: 'Look back' });
  await expect(recap).toContainText('The article is right.');
  await expect(recap).not.toContainText('Made up.');
  await expect(recap).toContainText('verb form');
  await expect(recap).toContainText('you are');
  await expectClean(panel.page, 'a look back');
  await panel.page.reload();
  await expect(recap).toContainText('The article is right.');
  await recap.getByRole('button', { name: 'Practise this' }).click();
  await expect(panel.page.getByRole('dialog', { name: 'Practise: verb form' })).toBeVisible();
});

test('guided practice has the same card, and asks nobody', async ({ patter }) => {
  await choose(patter, 'guided', { key: '' });
  const panel = await openPanel(patter);
  await panel.page.getByRole('button', { name: /Presentarse/ }).click();
  await expect(panel.tutor).toContainText('llamas');
  await panel.settled();
  await say(panel, 'Mi llamo Ana');
  const card = panel.page.getByRole('note', { name: 'Correction' });
  await expect(card.locator('del').first()).toHaveText(/Mi/);
  await expect(card.getByRole('button', { name: 'Practise this' })).toBeVisible();
});
