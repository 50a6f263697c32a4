import { describe, expect, test } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { beginning, open, respond } from '#lib/providers/guided/conversation.ts';
import { sceneSchema, type Phrases, type Scene } from '#lib/providers/guided/scene.ts';
import { taskNames, type ChatMessage, type TaskName } from '#lib/providers/provider.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { checkReply } from '#lib/tutor/level/reply-check.ts';
import { simplifyTask } from '#lib/tutor/tasks/simplify.ts';
import { suggestTask } from '#lib/tutor/tasks/suggest.ts';
import { translateTask } from '#lib/tutor/tasks/translate.ts';
import { readOwnFile } from '#tests/helpers/own-files.ts';
import { allScenes, exchangesOf, materialOf, partsOf, practise, requestFor, sceneOf } from './practice.ts';

const tools = createLanguageTools(readOwnFile, async () => null);

/** What guided practice answers to a task about the last of these messages. */
async function ask(name: TaskName, language: string, scene: string | undefined, messages: readonly ChatMessage[]) {
  const { lesson, ...request } = requestFor(language, scene, messages, { responseSchema: { type: 'object' } });
  const task = { name, subject: messages.at(-1)?.text ?? '', waited: true };
  const parts = await partsOf({ ...request, lesson: { ...lesson, task } });
  expect(parts.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return JSON.parse(text) as { translation?: string; text?: string; suggestions?: { text: string; meaning: string }[] };
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof PatterError ? error.code : String(error)),
  );
}

/** With nothing left of the notation. */
const whole = /^[^{}[\]]+$/;

/** What stands in a scene's file and in its language's stock lines, but for what has slots and what is a translation as well. */
function linesOf(scene: Scene, phrases: Phrases): string[] {
  const translations = { ...scene.translations.en, ...phrases.translations.en };
  const meanings = Object.values(translations);
  return Object.keys(translations).filter(
    (line) => !/[{[]/.test(line) && !meanings.some((text) => text.includes(line)),
  );
}

const tutor = (text: string): ChatMessage => ({ role: 'tutor', text });
const learner = (text: string): ChatMessage => ({ role: 'learner', text });

describe.each(allScenes)('$name', ({ language, id }) => {
  const { scene } = sceneOf(language, id);
  const lesson = { language, level: scene.level, learnerLanguage: 'en' } as const;

  test('what each reply means, how it is said more easily and what may be answered', async () => {
    const list = await tools.coreList(language);
    const check = (text: string) => checkReply(text, { language, level: scene.level, list, known: new Set() }, false);
    const learning = practise(language, id);
    let reply = await learning.open();
    for (const model of [...exchangesOf(language, id).map((exchange) => exchange.model), null]) {
      const { messages } = learning;
      const translated = translateTask(reply.text, lesson).read(await ask('translate', language, id, messages));
      expect(translated?.translation, reply.text).toMatch(whole);
      expect(translated?.translation, reply.text).not.toBe(reply.text);
      const simpler = await ask('simplify', language, id, messages);
      expect(simplifyTask(reply.text, lesson, check).read(simpler), `${reply.text} → ${simpler.text}`).not.toBeNull();
      const ideas = await ask('suggest', language, id, messages);
      const hard = ideas.suggestions?.map(({ text }) => `${text} (${check(text).hard.join(', ')})`).join(' ');
      expect(suggestTask(reply.text, lesson, check).read(ideas), hard).toEqual(ideas);
      if (model !== null) reply = await learning.say(model);
    }
  });

  test('what replies to slips, to nonsense and to who is lost mean', () => {
    const material = materialOf(language);
    const authored = linesOf(scene, material.pack.phrases);
    let { state, reply } = open(beginning(sceneOf(language, id)), material);
    const isTranslated = (said: typeof reply) => {
      expect(said.meaning, said.text).toMatch(whole);
      expect(said.text.split('\n\n')).not.toContain(said.meaning);
      expect(authored.filter((line) => said.meaning.includes(line))).toEqual([]);
    };
    isTranslated(reply);
    for (const { model, slips } of exchangesOf(language, id)) {
      for (const { example } of slips) isTranslated(respond(state, example, material).reply);
      for (const text of ['again', 'help', 'xq zzkr wpl brrt', 'next']) {
        const move = respond(state, text, material);
        isTranslated(move.reply);
        if (text !== 'next') ({ state } = move);
      }
      ({ state, reply } = respond(state, model, material));
      isTranslated(reply);
    }
    isTranslated(respond(state, 'xq zzkr wpl brrt', material).reply);
  });

  test('after its end, scenes to go on with', async () => {
    const learning = practise(language, id);
    await learning.open();
    for (const _ of exchangesOf(language, id)) await learning.say('next');
    const { suggestions = [] } = await ask('suggest', language, id, learning.messages);
    expect(suggestions).toHaveLength(3);
    for (const { text, meaning } of suggestions) {
      const opened = await learning.trySaying(text);
      expect(opened.text).not.toContain('“again”');
      expect((await learning.trySaying(meaning)).text).toBe(opened.text);
    }
  });
});

describe('what a reply means', () => {
  test('with what the learner said in it, and without help, which needs no translation', async () => {
    const learning = practise('es');
    await learning.open();
    expect(await ask('translate', 'es', undefined, learning.messages)).toEqual({
      translation: `Hello! I'm Lucía, from Seville. And you? What's your name?`,
    });
    await learning.say('me llamo ana');
    expect((await ask('translate', 'es', undefined, learning.messages)).translation).toContain('Ana');
    expect((await learning.say('help')).text).toMatch(/\n\n> Hint: say where/);
    const { translation } = await ask('translate', 'es', undefined, learning.messages);
    expect(translation).toContain('Where are you from?');
    expect(translation).not.toContain('Hint');
  });

  test('the example too', async () => {
    const learning = practise('it', 'cafe');
    await learning.open();
    await learning.say('help');
    expect((await learning.say('help')).text).toContain('«Preferisco sedermi al tavolo.»');
    expect((await ask('translate', 'it', 'cafe', learning.messages)).translation).toContain(
      "“I'd rather sit at a table.”",
    );
  });

  test('in English for whom it is not translated yet', async () => {
    const messages = [tutor((await practise('es').open()).text)];
    const { lesson, ...request } = requestFor('es', undefined, messages, { responseSchema: {} });
    const task = { name: 'translate', subject: '', waited: true } as const;
    const [part] = await partsOf({ ...request, lesson: { ...lesson, learnerLanguage: 'uk', task } });
    expect(JSON.stringify(part)).toContain("I'm Lucía");
  });
});

describe('which reply', () => {
  const simpler = (language: string, scene: string, at: number) => exchangesOf(language, scene)[at]?.simpler;

  test('the one in the middle, whatever came after', async () => {
    const learning = practise('es');
    await learning.open();
    const upToHere = [...learning.messages];
    await learning.say('Me llamo Ana');
    expect(await ask('simplify', 'es', undefined, upToHere)).toEqual({ text: simpler('es', 'introductions', 0) });
    expect(await ask('simplify', 'es', undefined, learning.messages)).toEqual({
      text: simpler('es', 'introductions', 1),
    });
  });

  test('in another scene that was named on the way', async () => {
    const learning = practise('fr');
    await learning.open();
    await learning.say('weekend');
    await learning.say("C'était super !");
    expect(await ask('simplify', 'fr', undefined, learning.messages)).toEqual({ text: simpler('fr', 'weekend', 1) });
  });

  test('in a scene before the one that is chosen by now', async () => {
    const learning = practise('es', 'weekend');
    await learning.open();
    expect(await ask('simplify', 'es', 'cafe', learning.messages)).toEqual({ text: simpler('es', 'weekend', 0) });
  });

  test('after another tutor, and with messages that were never answered', async () => {
    const before = [learner('Hola'), tutor('¡Buenas! ¿De qué hablamos?'), learner('De café'), tutor('')];
    const request = [...before, learner('Me llamo Ana')];
    const parts = await partsOf(requestFor('es', undefined, request));
    const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
    const messages = [...request, tutor(text)];
    expect(await ask('simplify', 'es', undefined, messages)).toEqual({ text: simpler('es', 'introductions', 1) });
  });

  test('one that was asked once more, or stopped on its way', async () => {
    const learning = practise('es');
    await learning.open();
    await learning.open();
    expect(await ask('simplify', 'es', undefined, learning.messages)).toEqual({
      text: simpler('es', 'introductions', 0),
    });
    const { text } = await learning.say('Me llamo Ana');
    const stopped = [...learning.messages.slice(0, -1), tutor(text.slice(0, 20))];
    expect(await ask('simplify', 'es', undefined, stopped)).toEqual({ text: simpler('es', 'introductions', 1) });
  });

  test.each([
    ['of another tutor', [learner('Hola'), tutor('¡Hola! ¿Qué tal estás?')]],
    ['that only begins alike', [learner('Hola'), tutor('¡Hola!')]],
    ['that is the learner’s', [learner('Hola')]],
    ['that is not there', []],
  ])('none %s', async (_, messages) => {
    for (const name of providerSetups.guided.tasks) {
      expect(await refusal(ask(name, 'es', undefined, messages))).toBe('task-unsupported');
    }
  });
});

test('other tasks are not for guided practice', async () => {
  const messages = [tutor((await practise('es').open()).text)];
  const authored: readonly TaskName[] = providerSetups.guided.tasks;
  for (const name of taskNames.filter((task) => !authored.includes(task))) {
    expect(await refusal(ask(name, 'es', undefined, messages))).toBe('task-unsupported');
  }
});

test('a scene without easier words, ideas or translations is told apart', () => {
  const { scene } = sceneOf('es', 'cafe');
  const { translations: _, ...untranslated } = scene;
  expect(sceneSchema.safeParse(untranslated).success).toBe(false);
  for (const missing of [{ simpler: undefined }, { suggestions: ['Sí.', 'No.'] }]) {
    const exchanges = scene.exchanges.map((exchange) => ({ ...exchange, ...missing }));
    expect(sceneSchema.safeParse({ ...scene, exchanges }).success).toBe(false);
  }
});
