import type { Hit } from './align.ts';
import type { CompiledScene, LanguagePack } from './compile.ts';
import type { Utterance } from './lexicon.ts';
import type { Material } from './library.ts';
import { fill, lineOf, type Line } from './line.ts';
import { slotsIn } from './pattern.ts';
import { findKnown, knownValue } from './slot.ts';
import { wordsInLine } from './words-in-line.ts';

/** What the learner put into the slots of an answer, as it is written within a sentence: names with their capitals. */
export function slotValues(
  hits: readonly Hit[],
  utterance: Utterance,
  { slots }: CompiledScene,
  { lexicon }: LanguagePack,
): Map<string, string> {
  const { units } = utterance;
  const values = new Map<string, string>();
  for (const { element, from, to } of hits) {
    const rule = element.kind === 'slot' ? slots.get(element.name) : undefined;
    if (element.kind !== 'slot' || rule === undefined) continue;
    const isName = rule.kind === 'name' || rule.kind === 'place';
    const value = wordsInLine(rule, utterance, { from, to }, lexicon);
    const known = isName ? knownValue(units.slice(from, to), rule, lexicon) : null;
    const lead = units[from] !== undefined && lexicon.isLittle([units[from]]);
    values.set(element.name, known?.text ?? (isName ? withCapitals(value, lead) : value));
  }
  return values;
}

/** A reaction with what the learner said in it. `null` where there is none, or what it needs can not be said back. */
export function sayBack(
  line: string,
  slots: ReadonlyMap<string, string>,
  scene: CompiledScene,
  { pack, help }: Material,
): Line | null {
  const sayable = new Map([...slots].map(([name, value]) => [name, sayablePart(name, value, scene, pack)] as const));
  for (const [name, value] of sayable) if (value === '') sayable.delete(name);
  const needed = slotsIn(line.replace(/\[[^\]]*\]/g, ''));
  if (line === '' || !needed.every((name) => sayable.has(name))) return null;
  return fill(lineOf(line, scene.scene, help), sayable);
}

/** "My brother" can not be said back as it is; of "to the cinema with my brother", "to the cinema" can. */
function sayablePart(name: string, value: string, scene: CompiledScene, { lexicon }: LanguagePack): string {
  if (lexicon.isSayable(value)) return value;
  const rule = scene.slots.get(name);
  const { units } = lexicon.hear(value);
  const [known] = rule === undefined ? [] : findKnown(units, rule, lexicon);
  return known?.at === 0 ? value.slice(0, units[known.value.units.length - 1]?.end) : '';
}

/** A name that was typed without capitals is said with them; the little words in it stay as they are. */
function withCapitals(name: string, lead: boolean): string {
  const whole = lead ? name.charAt(0).toLowerCase() + name.slice(1) : name;
  if (whole !== whole.toLowerCase()) return whole;
  return whole.replace(
    /(^|[\s'’-])(\p{Ll})(?=\p{L}{2})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
