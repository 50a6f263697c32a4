import type { NewWord } from '#lib/db/word-rows.ts';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import { endSession, hear, sessions, standInForRecognition } from '#tests/helpers/speech-recognition.ts';
import { TestVoice, testVoice } from '#tests/helpers/test-voice.ts';
import { expectClean } from './axe.ts';
import { choose, expect, Panel, test as base } from './patter.ts';

const test = base.extend<{ voice: TestVoice }>({
  voice: async ({ patter }, use) => use(await TestVoice.in(patter.context)),
});

test.use({ beside: [testVoice], microphone: 'allowed' });

async function openPanel(patter: PatterBrowser): Promise<Panel> {
  const page = await patter.context.newPage();
  await page.setViewportSize({ width: 420, height: 800 });
  await standInForRecognition(page);
  await page.goto(patter.url('sidepanel.html'));
  const panel = new Panel(page);
  await expect(panel.message).toBeVisible();
  return panel;
}

async function talk(patter: PatterBrowser, vendorsUrl: string, language = 'es'): Promise<Panel> {
  await choose(patter, 'claude', { address: vendorsUrl, language, correct: false });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect(panel.button('Say it')).toBeVisible();
  return panel;
}

test('a sentence of a reply is said, and its words are shown as heard, different or missed', async ({
  patter,
  vendors,
}) => {
  vendors.script.pieces = ['Ayer fui al cine con **tres** amigos. ', '¿Y tú?'];
  const panel = await talk(patter, vendors.url);
  const { page } = panel;
  await panel.button('Say it').click();
  const part = page.getByRole('group', { name: 'Say it' });
  await expect(part).toContainText('Sentence 1 of 2');
  await expect(part).toContainText('Ayer fui al cine con tres amigos.');
  await expectClean(page, 'a sentence to say');
  const record = part.getByRole('button', { name: 'Record this sentence' });
  await record.click();
  await expect(record).toHaveAttribute('aria-pressed', 'true');
  await expect(part.getByRole('status')).toHaveText('Listening…');
  await hear(page, ['ayer fue al', false]);
  await expect(part.locator('.say-interim')).toHaveText('ayer fue al');
  await hear(page, [['ayer fue al cine mis 4 amigos', 'ayer fue al cine muy 3 amigos'], true]);
  await record.click();
  const words = part.getByRole('group', { name: 'The sentence, word by word' });
  await expect(words).toBeVisible();
  await expect(words.locator('.compared [data-verdict="heard"]')).toHaveText(['Ayer', 'al', 'cine', 'tres', 'amigos']);
  await expect(words).toContainText('fui (heard as “fue”)');
  await expect(part.getByRole('status')).toHaveText('5 of 7 words were heard.');
  await expectClean(page, 'what was heard');
  await expect
    .poll(async () => (await sessions(page)).begun.at(-1))
    .toMatchObject({ lang: 'es-ES', maxAlternatives: 5 });

  // All of it, and it ends by itself.
  await part.getByRole('button', { name: 'Say it again' }).click();
  await hear(page, ['ayer fui al cine con 3 amigos', true]);
  await expect(part.getByRole('status')).toHaveText('Every word was heard.');
  await expect.poll(async () => (await sessions(page)).live).toBe(false);

  await part.getByRole('button', { name: 'Next sentence' }).click();
  await expect(part).toContainText('Sentence 2 of 2');
  await expect(part.getByRole('button', { name: 'Record this sentence' })).toBeFocused();
  await page.keyboard.press('Enter');
  await hear(page, ['something else', true]);
  await page.keyboard.press('Escape');
  await expect(part.getByRole('status')).toHaveText(
    'None of these words was heard. Say it once more, a little slower.',
  );
  await expect(words.locator('.compared [data-verdict="missed"]')).toHaveText(['Y (missed)', 'tú (missed)']);
  await expect(part).toContainText('What was heard: something else');
});

test('what a sentence needs to be heard is asked for beside it, and an error is told of there', async ({
  patter,
  vendors,
}) => {
  const panel = await talk(patter, vendors.url);
  const { page } = panel;
  await panel.button('Say it').click();
  const part = page.getByRole('group', { name: 'Say it' });
  await part.getByRole('button', { name: 'Record this sentence' }).click();
  await endSession(page, 'network');
  await expect(part.getByRole('alert')).toContainText('The browser’s speech service could not be reached');
  await part.getByRole('button', { name: 'Record again' }).click();
  await expect(part.getByRole('alert')).toHaveCount(0);
  await expect(part.getByRole('status')).toHaveText('Listening…');
  // Recording a message takes the microphone over.
  await panel.button('Record').click();
  await expect(part.getByRole('button', { name: 'Record this sentence' })).toHaveAttribute('aria-pressed', 'false');
  await hear(page, ['hola', true]);
  await expect(panel.message).toHaveValue('hola');
});

test('a Japanese sentence is compared letter by letter, and shown by its words', async ({ patter, vendors }) => {
  vendors.script.pieces = ['私は学生です。'];
  const panel = await talk(patter, vendors.url, 'ja');
  const { page } = panel;
  await panel.button('Say it').click();
  const part = page.getByRole('group', { name: 'Say it' });
  await part.getByRole('button', { name: 'Record this sentence' }).click();
  await hear(page, ['私は学校です', true]);
  await part.getByRole('button', { name: 'Record this sentence' }).click();
  const words = part.getByRole('group', { name: 'The sentence, word by word' });
  await expect(words.locator('.compared [data-verdict="heard"]')).toHaveText(['私', 'は', 'です']);
  await expect(words.locator('.compared [data-verdict="different"]').first()).toContainText('学校');
});

test('dictation: hear a reply that is not shown, write it, and see what was right', async ({
  patter,
  vendors,
  voice,
}) => {
  vendors.script.pieces = ['Él vive en España. ', '¿Y tú?'];
  const panel = await talk(patter, vendors.url);
  const { page } = panel;
  await expect(panel.tutor).toBeVisible();
  await panel.button('Slower').click();
  await panel.button('Dictation').click();
  const part = page.getByRole('group', { name: 'Dictation' });
  await expect.poll(() => voice.texts()).toEqual(['Él vive en España.']);
  // Nothing on the page gives it away.
  await expect(panel.log.getByText('España')).toBeHidden();
  await expect(page.getByRole('group', { name: 'Sentence by sentence' })).toHaveCount(0);
  const field = part.getByRole('textbox', { name: 'Write what you hear' });
  await expect(field).toBeFocused();
  await expectClean(page, 'a dictation');
  await part.getByRole('button', { name: 'Slowly' }).click();
  await expect.poll(async () => (await voice.asked()).length).toBe(2);
  const [normal, slow] = await voice.asked();
  expect(slow?.rate).toBeLessThan(normal?.rate ?? 0);

  // What is said there later is read out only where it comes into something that was there before.
  await expect(part.getByRole('status')).toBeEmpty();
  await field.fill('el bibe en espana');
  await field.press('Enter');
  const words = part.getByRole('group', { name: 'The sentence, word by word' });
  await expect(words.locator('.compared [data-verdict="close"]')).toHaveCount(2);
  await expect(words).toContainText('vive (written as “bibe”)');
  await expect(part.getByRole('status')).toHaveText('3 of 4 words are right.');
  await expectClean(page, 'a dictation that was checked');
  // The next sentence is not read yet.
  await expect(panel.log.getByText('¿Y tú?')).toBeHidden();

  const again = part.getByRole('button', { name: 'Write it again' });
  await expect(again).toBeFocused();
  await again.click();
  await field.fill('El vive en España');
  await part.getByRole('button', { name: 'Check' }).click();
  await expect(part.getByRole('status')).toHaveText('Almost: look at accents and capitals.');
  await part.getByRole('button', { name: 'Next sentence' }).click();
  await expect.poll(async () => (await voice.texts()).at(-1)).toBe('¿Y tú?');
  await field.fill('¿Y tú?');
  await field.press('Enter');
  await expect(part.getByRole('status')).toHaveText('Right!');
  await expect(panel.tutor).toBeVisible();
  await panel.button('Dictation').click();
  await expect(part).toHaveCount(0);
});

test('a dictation that no voice can read says what is missing, and begins once there is one', async ({
  patter,
  vendors,
  voice,
}) => {
  vendors.script.pieces = ['Hij woont in Spanje.'];
  const panel = await talk(patter, vendors.url, 'nl');
  const { page } = panel;
  await panel.button('Dictation').click();
  const part = page.getByRole('group', { name: 'Dictation' });
  const missing = part.getByRole('status').filter({ hasText: 'There is no voice for Dutch on this computer.' });
  await expect(missing).toBeVisible();
  await expect(part.getByRole('textbox')).toHaveCount(0);
  // There is nothing to be heard, so that it may be read.
  await expect(panel.tutor.getByText('Spanje')).toBeVisible();
  await expectClean(page, 'a dictation without a voice');
  await voice.install('Stem', 'nl-NL');
  await expect(part.getByRole('textbox', { name: 'Write what you hear' })).toBeFocused();
  await expect(missing).toHaveCount(0);
  await expect(panel.log.getByText('Spanje')).toBeHidden();
  await expect.poll(() => voice.texts()).toEqual(['Hij woont in Spanje.']);
});

test('a dictation that only an online voice could read is read by one that the learner chooses', async ({
  patter,
  vendors,
  voice,
}) => {
  vendors.script.pieces = ['Ele mora aqui.'];
  const panel = await talk(patter, vendors.url, 'pt');
  const { page } = panel;
  await panel.button('Dictation').click();
  const part = page.getByRole('group', { name: 'Dictation' });
  await expect(part.getByRole('status')).toContainText('For Portuguese there are only online voices.');
  await part.getByRole('link', { name: 'Choose a voice' }).click();
  await page.getByLabel('Voice for Portuguese').selectOption('Nube');
  await page.getByRole('link', { name: 'Chat' }).click();
  await panel.button('Dictation').click();
  await expect(part.getByRole('textbox', { name: 'Write what you hear' })).toBeFocused();
  await expect.poll(() => voice.texts()).toEqual(['Ele mora aqui.']);
});

test('a reply that is whole while the learner is heard is not spoken over it', async ({ patter, vendors, voice }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false, speakReplies: true });
  vendors.script.pieces = ['Uno.'];
  const endReply = vendors.holdAt(1);
  const panel = await openPanel(patter);
  const { page } = panel;
  await panel.say('Hola');
  await expect(panel.tutor).toContainText('Uno.');
  await panel.button('Record').click();
  await hear(page, ['ya lo', false]);
  await expect(panel.message).toHaveValue('ya lo');
  endReply();
  await panel.settled();
  await hear(page, ['ya lo sé', true]);
  await expect(panel.button('Record')).toHaveAttribute('aria-pressed', 'true');
  vendors.script.pieces = ['Dos.'];
  await panel.button('Send').click();
  await expect.poll(() => voice.texts()).toEqual(['Dos.']);
});

test('who has a sentence spoken is heard no more: the voice would be heard in their place', async ({
  patter,
  vendors,
  voice,
}) => {
  await voice.hold();
  const panel = await talk(patter, vendors.url);
  const { page } = panel;
  await panel.button('Say it').click();
  const part = page.getByRole('group', { name: 'Say it' });
  const record = part.getByRole('button', { name: 'Record this sentence' });
  await part.getByRole('button', { name: 'Speak', exact: true }).click();
  await expect(part.getByRole('button', { name: 'Stop speaking' })).toBeVisible();
  await record.click();
  await expect(part.getByRole('button', { name: 'Stop speaking' })).toHaveCount(0);
  await expect(record).toHaveAttribute('aria-pressed', 'true');
  await part.getByRole('button', { name: 'Speak', exact: true }).click();
  await expect(part.getByRole('button', { name: 'Stop speaking' })).toBeVisible();
  await expect(record).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(async () => (await sessions(page)).live).toBe(false);
  await expect.poll(() => voice.texts()).toEqual(['¡Hola!', '¡Hola!']);
});

test('a card is said once its answer is shown', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  const { page } = panel;
  const word: NewWord = {
    language: 'es',
    learnerLanguage: 'en',
    lemma: 'película',
    article: 'la',
    gender: 'f',
    partOfSpeech: 'noun',
    translation: 'film',
    surface: 'película',
    sentence: 'Vimos una película muy divertida.',
  };
  await page.evaluate((input) => chrome.runtime.sendMessage({ command: 'words.learn', input }), word);
  await page.goto(patter.url('sidepanel.html#/review/es'));
  await expect(page.getByRole('heading', { name: 'Review' })).toBeVisible();
  await expect(panel.button('Say it')).toHaveCount(0);
  await panel.button('Show the answer').click();
  await panel.button('Say it').click();
  const part = page.getByRole('group', { name: 'Say it' });
  await part.getByRole('button', { name: 'Record this sentence' }).click();
  await hear(page, ['vimos una película muy divertida', true]);
  await expect(part.getByRole('status')).toHaveText('Every word was heard.');
  await expectClean(page, 'a card that was said');
  // Nothing of that has rated the card.
  await expect(page.getByRole('button', { name: /^Again/ })).toBeVisible();
});
