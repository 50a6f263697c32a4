import { film, relax } from '#tests/helpers/learnt-words.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, test } from './patter.ts';
import { store } from './store-words.ts';

const message = 'Los domingos me relajo en casa y vemos una película';
const right = { corrected: message, notes: [], wellDone: null };

test('a due word that is used well is counted as a review when the learner agrees, and can be taken back', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.asides = { correct: right };
  const panel = await openPanel(patter);
  const { page } = panel;
  await store(page, [relax, film]);
  await panel.say(message);
  await panel.settled();
  const offers = page.getByText('well. Count it as a review?');
  await expect(offers).toHaveText([
    'You used relajarse well. Count it as a review?',
    'You used película well. Count it as a review?',
  ]);
  await expectClean(page, 'a good use of two words');

  await panel.button('Count it').first().click();
  await expect(page.getByText('relajarse was counted as a review.')).toBeVisible();
  await expect(offers).toHaveText(['You used película well. Count it as a review?']);
  await expect(panel.button('Undo counting “relajarse”')).toBeFocused();
  await expectClean(page, 'a good use that was counted');
  await panel.button('Undo counting “relajarse”').press('Enter');
  await expect(offers).toHaveCount(2);
  await expect(panel.message).toBeFocused();

  await panel.button('Count it').first().click();
  await expect(offers).toHaveCount(1);
  await panel.button('Not now').click();
  await expect(offers).toHaveCount(0);
  await page.reload();
  await expect(panel.learner.last()).toHaveText(message);
  await page.getByRole('link', { name: 'Words' }).click();
  await expect(panel.button('Review 1 due word')).toBeVisible();
  await page.getByRole('link', { name: 'Chat' }).click();
  await expect(panel.learner.last()).toHaveText(message);
  await expect(offers).toHaveCount(0);
});

test('what was put right is not praised, and an offer goes when the word is asked in a review', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.asides = { correct: { ...right, corrected: message.replace('relajo', 'relajé') } };
  const panel = await openPanel(patter);
  const { page } = panel;
  await store(page, [relax, film]);
  await panel.say(message);
  await panel.settled();
  const offers = page.getByText('well. Count it as a review?');
  await expect(offers).toHaveText(['You used película well. Count it as a review?']);
  await page.reload();
  await expect(offers).toHaveCount(1);

  const other = await openPanel(patter);
  await other.page.getByRole('link', { name: 'Words' }).click();
  await other.button('Review 2 due words').click();
  for (let count = 0; count < 2; count += 1) {
    await other.button('Show the answer').click();
    await other.page.getByRole('button', { name: /^Easy/ }).click();
    await expect(other.page.getByRole('group', { name: 'Answer' })).toHaveCount(0);
  }
  await expect(offers).toHaveCount(0);
});

test('without corrections a good use is offered as soon as the reply is there', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  const panel = await openPanel(patter);
  await store(panel.page, [relax]);
  await panel.say('Quiero relajarme');
  await panel.settled();
  await expect(panel.page.getByText('You used relajarse well.')).toBeVisible();
  expect(vendors.asides).toEqual([]);
});

test('guided practice, which corrects with its replies, sees a good use as well', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  await store(panel.page, [{ ...film, lemma: 'amigo', article: 'el', gender: 'm', translation: 'friend' }]);
  await panel.say('Me gusta salir con mis amigos');
  await panel.settled();
  await expect(panel.page.getByText('You used amigo well.')).toBeVisible();
});
