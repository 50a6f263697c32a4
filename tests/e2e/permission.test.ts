import { launchPatter } from '#tests/helpers/chromium.ts';
import { choose, expect, openPanel, test } from './patter.ts';

test('without any host permission a server that answers every origin can be talked to, and another says why not', async ({
  vendors,
}) => {
  const patter = await launchPatter();
  try {
    await choose(patter, 'remote', { address: vendors.url });
    const panel = await openPanel(patter);
    await panel.say('Hola');
    await expect(panel.tutor).toHaveText(/estás/);
    await panel.settled();

    await choose(patter, 'ollama', { address: vendors.url });
    await panel.say('Otra vez');
    const alert = panel.page.getByRole('alert');
    await expect(alert).toContainText(/allow|permission|access/i);
    await alert.getByRole('link', { name: 'Open settings' }).click();
    await expect(panel.page.getByRole('button', { name: /Allow access/ })).toBeVisible();
    await panel.page.getByRole('link', { name: 'Chat' }).click();
    await expect(panel.learner.last()).toHaveText(/Otra vez/);
  } finally {
    await patter.close();
  }
});
