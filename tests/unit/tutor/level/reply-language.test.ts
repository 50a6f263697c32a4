import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { isInAnotherLanguage } from '#lib/tutor/level/reply-language.ts';

/** The language of a text, as a browser would say it: here, by one word that gives it away. */
async function identify(text: string): Promise<string | null> {
  if (/\bthe\b/i.test(text)) return 'en';
  if (/\bder\b|\bdie\b/i.test(text)) return 'de';
  return null;
}

const tools = createLanguageTools(async (path) => readFileSync(`public/${path}`, 'utf8'), identify);

async function elsewhere(text: string, language: string): Promise<boolean> {
  return isInAnotherLanguage(text, language, await tools.coreList(language), tools.identify);
}

describe('a reply in another language', () => {
  it.each([
    ['es', 'The weather is lovely today, what would you like to talk about?'],
    ['es', 'Das Wetter ist heute schön, und die Sonne scheint.'],
    ['ja', 'The weather is lovely today.'],
    ['ja', '今天天气很好，你想聊什么呢？我们开始吧。'],
    ['zh', 'きょうはいい天気ですね。なにを話しましょうか。'],
    ['uk', 'The weather is lovely today.'],
    ['ru', 'The weather is lovely today.'],
    ['ar', 'The weather is lovely today.'],
    ['ko', 'きょうはいい天気ですね。'],
    ['nl', 'The weather is lovely today.'],
  ])('is told apart: %s, %s', async (language, text) => {
    expect(await elsewhere(text, language)).toBe(true);
  });

  it.each([
    ['es', '¡Hola! ¿Qué tal? Hoy hace buen tiempo.'],
    ['es-MX', '¡Hola! ¿Qué tal? Hoy hace buen tiempo.'],
    ['ja', '今日はいい天気ですね。何を話しましょうか。'],
    ['zh', '今天天气很好，你想聊什么呢？'],
    ['ko', '안녕하세요. 오늘은 날씨가 좋네요.'],
    ['ar', 'مرحبا، كيف حالك اليوم؟'],
    ['he', 'שלום, מה שלומך היום?'],
  ])('is not seen where there is none: %s, %s', async (language, text) => {
    expect(await elsewhere(text, language)).toBe(false);
  });

  it('is not seen in a short help in the learner’s own language, nor in a name', async () => {
    expect(await elsewhere('“Relax” is the word. ¿Qué te gusta hacer en casa cuando no trabajas?', 'es')).toBe(false);
    const notice = 'This is the guided practice: fixed scenes written by people, not an AI model.';
    expect(await elsewhere(`${notice}\n\nEstás en una fiesta. ¿Cómo te llamas?`, 'es')).toBe(false);
    expect(await elsewhere('The Beatles', 'es')).toBe(false);
    expect(await elsewhere('OK', 'ja')).toBe(false);
  });

  it('is not seen where nobody is sure', async () => {
    expect(await elsewhere('Blorp fnord gazonk quux xyzzy.', 'es')).toBe(false);
  });
});

describe('the tools', () => {
  it('read a core list once, and only where there is one', async () => {
    const paths: string[] = [];
    const counted = createLanguageTools(async (path) => {
      paths.push(path);
      return '[A1]\ncasa\tnoun f\thouse';
    }, identify);
    const [first, second] = await Promise.all([counted.coreList('es'), counted.coreList('es-MX')]);
    expect(first).toBe(second);
    expect(first?.find('casas')).toHaveLength(1);
    expect(await counted.coreList('uk')).toBeNull();
    expect(paths).toEqual(['words/es.txt']);
  });

  it('do without a list that can not be read, and without an identifier that fails', async () => {
    const broken = createLanguageTools(
      async () => 'no list at all',
      async () => Promise.reject(new Error('not there')),
    );
    expect(await broken.coreList('es')).toBeNull();
    expect(await broken.identify('Hola')).toBeNull();
  });
});
