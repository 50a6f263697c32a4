import { expect, test } from 'vitest';
import { blankHelp } from '#lib/tutor/help-lines.ts';

test('help is blanked, and what is practised stays where it is', () => {
  const said = '¿De dónde eres? 5 > 3';
  const text = `> This is help.\n\n${said}\n>Hint: say “Soy de …”.`;
  const blanked = blankHelp(text);
  expect(blanked.trim()).toBe(said);
  expect(blanked).toHaveLength(text.length);
  expect(blanked.indexOf(said)).toBe(text.indexOf(said));
});
