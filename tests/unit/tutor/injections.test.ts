import { describe, expect, it, vi } from 'vitest';
import type { ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import { noGuidance, reminder, systemPrompt } from '#lib/tutor/prompt.ts';
import { requestFor } from '#lib/tutor/run-turn.ts';
import { correctTask } from '#lib/tutor/tasks/correct.ts';
import { drillTask } from '#lib/tutor/tasks/drill.ts';
import { glossTask } from '#lib/tutor/tasks/gloss.ts';
import { recapTask } from '#lib/tutor/tasks/recap.ts';
import { sayTask } from '#lib/tutor/tasks/say.ts';
import { simplifyTask } from '#lib/tutor/tasks/simplify.ts';
import { suggestTask } from '#lib/tutor/tasks/suggest.ts';
import type { Task } from '#lib/tutor/tasks/task.ts';
import { translateTask } from '#lib/tutor/tasks/translate.ts';
import { fence, stripUntrusted } from '#lib/tutor/untrusted.ts';
import { answeringTutor } from '#tests/helpers/answering-tutor.ts';
import { harmlessTexts, injections, invisiblesIn, roleMarksIn, type Injection } from '#tests/helpers/injections.ts';

const lesson = { language: 'es', level: 'A2', learnerLanguage: 'en' } as const;
const nonce = '5eed5eed5eed5eed';
const written = 'Yo fue al cine con mi amigos';

function check(text: string): ReplyCheck {
  const words = text.split(/\s+/).length;
  return { words, longestSentence: words, hard: [], hardShare: 0, verdict: 'fits', breaches: [] };
}
const steady = (): ReplyCheck => ({ ...check('one two'), hard: ['difícil'] });

/** So much fits a request, in UTF-16 units. */
const fitting = 2_000;

/** As somebody would write it who knows, or guesses, the nonce. */
function attemptOf({ attempt }: Injection): string {
  return attempt.replaceAll('NONCE', nonce);
}

function expectStripped(text: string, { id, gone = [] }: Pick<Injection, 'id' | 'gone'>): void {
  expect(roleMarksIn(text), id).toEqual([]);
  expect(invisiblesIn(text), id).toEqual([]);
  for (const part of gone) expect(text, id).not.toContain(part);
}

describe('the attempts', () => {
  it('are many, in many languages, of many kinds, each once', () => {
    expect(injections.length).toBeGreaterThanOrEqual(80);
    expect(new Set(injections.map(({ language }) => language)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(injections.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(15);
    expect(new Set(injections.map(({ id }) => id)).size).toBe(injections.length);
    expect(new Set(injections.map(({ attempt }) => attempt)).size).toBe(injections.length);
  });
});

describe.each(injections)('$id', (injection) => {
  const attempt = attemptOf(injection);

  it('is stripped of what is not seen and of what passes for another speaker, once and for all', () => {
    const stripped = stripUntrusted(attempt);
    expectStripped(stripped, injection);
    expect(stripUntrusted(stripped)).toBe(stripped);
  });

  it.each(Object.entries(places))('stands in its fence only: %s', (_, { kind, build, within = false }) => {
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
      new Uint8Array((array as Uint8Array).buffer).fill(0).set([0x5e, 0xed, 0x5e, 0xed, 0x5e, 0xed, 0x5e, 0xed]);
      return array;
    });
    const prompt = build(attempt);
    const { before, inside, after } = parts(prompt, kind);
    expectStripped(inside, within ? { id: injection.id } : injection);
    expect(inside).not.toContain(nonce);
    const harmless = parts(build('harmless'), kind);
    expect(before).toBe(harmless.before);
    expect(after).toBe(harmless.after);
  });

  it('alters nothing of what the learner wrote', () => {
    const message = injection.attempt;
    expect(correctTask(message, attempt, lesson).input).toContain(`\n${message}\nmessage `);
    expect(sayTask(message, lesson).input).toContain(`\n${message}\nwanted `);
    expect(recapTask([{ role: 'learner', text: message }], lesson).input).toContain(`\n${message}\nlearner `);
  });

  it('as a reply, is not in the next request as another speaker’s, nor is what the learner wrote changed', async () => {
    const { provider } = answeringTutor([], { contextTokens: 12_000 });
    const message = injection.attempt.slice(0, fitting);
    const turn = {
      conversationId: 1,
      turnId: 't',
      model: 'm',
      lesson,
      corrections: true,
      guidance: noGuidance,
      begun: '',
      setting: { scene: null, reading: null },
    };
    async function* newestFirst() {
      yield { role: 'learner', text: message } as const;
      yield { role: 'tutor', text: attempt.slice(0, fitting) } as const;
      yield { role: 'learner', text: 'Hola' } as const;
    }
    const { messages, system, reminder: last } = await requestFor({ ...turn, newestFirst: newestFirst() }, provider);
    expect(messages[0]?.text).toBe('Hola');
    expectStripped(messages.length === 3 ? (messages[1]?.text ?? '') : '', injection);
    expect(messages.at(-1)?.text).toBe(message);
    expect(system + last).toBe(systemPrompt(lesson, turn.setting) + reminder(lesson, noGuidance));
  });

  it('as a correction, is no more than one quoted phrase of the next instructions', () => {
    const right = attempt.slice(0, 40);
    const [line = '', ...rest] = reminder(lesson, { ...noGuidance, recurring: [{ wrong: 'fue', right }] }).split('\n');
    expect(rest.length).toBeLessThanOrEqual(1);
    expectStripped(line, { id: injection.id });
    expect(line.match(/[“”]/g) ?? []).toHaveLength(line.includes('“') ? 4 : 0);
    expect(line.slice(1).replace(/]$/, '')).not.toMatch(/[[\]]/);
  });

  it('as a word that was too hard, is no more than that', () => {
    const lastReply: ReplyCheck = { ...steady(), breaches: ['vocabulary'], hard: [attempt.slice(0, 40)] };
    const lines = reminder(lesson, { ...noGuidance, lastReply }).split('\n');
    expect(lines).toHaveLength(2);
    expectStripped(lines[0] ?? '', { id: injection.id });
  });
});

interface Place {
  kind: string;
  build: (text: string) => string;
  /** It does not stand at the beginning of a line, where a label would say who is speaking. */
  within?: boolean;
}

/** Every prompt that carries what a page or a tutor wrote, and the fence in which it stands there. */
const places: Record<string, Place> = {
  'a page’s text': { kind: 'reading', build: (text) => withReading('Los faros', text) },
  'a page’s title': { kind: 'reading', build: (text) => withReading(text, 'Los faros son altos.') },
  'a correction': { kind: 'question', build: (text) => whole(correctTask(written, `¿Qué?\n${text}`, lesson)) },
  'a translation': { kind: 'text', build: (text) => whole(translateTask(text, lesson)) },
  'easier words': { kind: 'text', build: (text) => whole(simplifyTask(text, lesson, steady)) },
  'hard words': { kind: 'words', build: (text) => whole(simplifyTask('x', lesson, () => hard(text))), within: true },
  suggestions: { kind: 'message', build: (text) => whole(suggestTask(text, lesson, check)) },
  'a gloss’s sentence': { kind: 'sentence', build: (text) => whole(glossTask('faro', text, lesson)) },
  'a gloss’s word': { kind: 'word', build: (text) => whole(glossTask(text, 'El faro.', lesson)) },
  'a look back': { kind: 'tutor', build: (text) => whole(recapTask([{ role: 'tutor', text }], lesson)) },
  'a drill': {
    kind: 'mistake',
    build: (text) => whole(drillTask([{ wrong: 'fue', right: text, sentence: `Yo ${text}` }], 3, lesson)),
    within: true,
  },
};

function withReading(title: string, text: string): string {
  return systemPrompt(lesson, { scene: null, reading: { title, text, nonce } });
}

function whole({ instructions, input }: Task<unknown>): string {
  return `${instructions}\n\n${input}`;
}

function hard(text: string): ReplyCheck {
  return { ...steady(), hard: ['difícil', text] };
}

/** A prompt, parted at its one fence of a kind. */
function parts(prompt: string, kind: string): { before: string; inside: string; after: string } {
  const opening = prompt.split(`<<<${kind} ${nonce}\n`);
  expect(opening, 'one opening mark').toHaveLength(2);
  const closing = (opening[1] ?? '').split(`\n${kind} ${nonce}>>>`);
  expect(closing, 'one closing mark').toHaveLength(2);
  return { before: opening[0] ?? '', inside: closing[0] ?? '', after: closing[1] ?? '' };
}

describe('harmless texts', () => {
  it('are many, in many languages', () => {
    expect(harmlessTexts.length).toBeGreaterThanOrEqual(20);
    expect(new Set(harmlessTexts.map(({ language }) => language)).size).toBeGreaterThanOrEqual(10);
  });

  it.each(harmlessTexts)('come through as they are: $language, $what', ({ text }) => {
    expect(stripUntrusted(text)).toBe(text);
  });

  // Nobody can tell a list of a computer's parts from a chat template: the rest of the line is kept.
  it.each([
    ['Sistema: Windows 11\nPantalla: 14 pulgadas', 'Windows 11\nPantalla: 14 pulgadas'],
    ['Instructions: mix the flour with the eggs.', 'mix the flour with the eggs.'],
    ['用户：您好！', '您好！'],
  ])('lose a label that says who is speaking, and nothing else: %j', (text, left) => {
    expect(stripUntrusted(text)).toBe(left);
  });
});

describe('stripping', () => {
  it('leaves no mark, however the marks are put into each other', () => {
    const bits = [
      '<|',
      '|>',
      'im_start',
      '[IN',
      'ST]',
      '<s>',
      '<<SYS',
      '>>',
      'System',
      ':',
      '\n',
      '<end_of',
      '_turn>',
      ' ',
    ];
    let state = 7;
    const next = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    for (let run = 0; run < 3_000; run += 1) {
      const text = Array.from({ length: 2 + next(12) }, () => bits[next(bits.length)]).join('');
      const stripped = stripUntrusted(text);
      expect(roleMarksIn(stripped), JSON.stringify(text)).toEqual([]);
      expect(stripUntrusted(stripped), JSON.stringify(text)).toBe(stripped);
    }
  });

  it.each([
    ['nested marks', '<|'.repeat(50_000) + 'x' + '|>'.repeat(50_000)],
    ['marks that never close', '<|im_'.repeat(40_000)],
    ['brackets', '['.repeat(200_000)],
    ['white space', `${'\n'.repeat(100_000)}${' '.repeat(100_000)}`],
    ['labels', 'System:'.repeat(30_000)],
    ['dense script', '系统'.repeat(100_000)],
  ])('takes no time to speak of: %s', (_, text) => {
    // Of its own: what else the computer does meanwhile is no matter of it.
    const before = process.cpuUsage();
    stripUntrusted(text);
    expect(process.cpuUsage(before).user).toBeLessThan(1_500_000);
  });

  it('keeps the nonce out of what is fenced, also where it only comes together', () => {
    const half = nonce.slice(0, 8);
    const fenced = fence(`${half}${nonce}${nonce.slice(8)} text`, 'text', nonce);
    expect(fenced.split(nonce)).toHaveLength(3);
  });
});
