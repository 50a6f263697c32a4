import { expectClean } from './axe.ts';
import { choose, expect, openPanel, test } from './patter.ts';

test('guided practice says what a reply means, says it more easily and has ideas for an answer, offline', async ({
  patter,
}) => {
  const panel = await openPanel(patter);
  await patter.context.setOffline(true);
  await panel.page.getByRole('button', { name: /café/i }).click();
  await expect(panel.tutor).toHaveCount(1);
  await panel.settled();

  await panel.button('Translate').click();
  const translation = panel.page.getByRole('group', { name: 'Translation' });
  await expect(translation).toContainText('You are in a café in Madrid.');
  await expect(translation).toContainText('Would you rather sit inside or on the terrace?');
  await panel.button('Simpler').click();
  await expect(panel.page.getByRole('group', { name: 'In simpler words' })).toHaveText('¿Dentro o fuera?');

  await panel.button('Ideas for an answer').click();
  const ideas = panel.page.getByRole('group', { name: 'Ideas for an answer' });
  await expect(ideas.getByRole('listitem')).toHaveCount(3);
  await expect(ideas).toContainText('On the terrace, please.');
  await expectClean(panel.page, 'ideas');
  await ideas.getByRole('button', { name: /Dentro, por favor/ }).click();
  await expect(panel.message).toHaveValue('Dentro, por favor.');
  await panel.message.press('Enter');
  await expect(panel.tutor).toHaveCount(2);
  await panel.settled();
  await expect(panel.tutor.last()).toContainText('¿Qué desea beber?');
  await expect(panel.page.getByRole('note', { name: 'Correction' })).toHaveCount(0);

  await panel.button('Translate').last().click();
  await expect(translation.last()).toContainText('What would you like to drink?');
  await expect(panel.page.getByRole('alert')).toHaveCount(0);
  await patter.context.setOffline(false);
});

test('what guided practice has not said it does not pretend to know', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.settled();
  await choose(patter, 'guided');
  await panel.page.reload();
  await panel.button('Translate').click();
  await expect(panel.page.getByRole('alert')).toBeVisible();
});
