import { expect, it } from 'vitest';
import { restoredSettings } from '#lib/settings/restored-settings.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';

const first = firstSettings('en');
const reached = (address: string): Settings => ({
  ...first,
  level: 'B2',
  tutors: {
    ...first.tutors,
    claude: { ...first.tutors.claude, address, model: 'chosen' },
    remote: { ...first.tutors.remote, address },
  },
});

it('the settings of a backup are taken as they are where no key is saved', () => {
  const backup = reached('https://example.org');
  expect(restoredSettings(backup, first, [])).toEqual(backup);
});

it('a saved key goes nowhere else than before', () => {
  const restored = restoredSettings(reached('https://elsewhere.example'), first, ['claude']);
  expect(restored.level).toBe('B2');
  expect(restored.tutors.claude).toEqual({ ...first.tutors.claude, model: 'chosen' });
  expect(restored.tutors.remote.address).toBe('https://elsewhere.example');
  const backup = { ...first, ankiAddress: 'https://elsewhere.example' };
  expect(restoredSettings(backup, first, ['anki']).ankiAddress).toBe(first.ankiAddress);
  expect(restoredSettings(backup, first, []).ankiAddress).toBe('https://elsewhere.example');
});
