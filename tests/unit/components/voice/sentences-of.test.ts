import { describe, expect, it } from 'vitest';
import { sayableSentences, sentencesOf } from '#components/voice/sentences-of.ts';

describe('the sentences of a reply', () => {
  it.each<[string, string, string[]]>([
    ['es', '¡Hola! ¿**Qué tal** estás?', ['¡Hola!', '¿Qué tal estás?']],
    ['es', '- uno\n- dos\n\n# tres', ['- uno', '- dos', 'tres']],
    ['ja', '今日はいい天気です。行きましょう！', ['今日はいい天気です。', '行きましょう！']],
    ['ar', 'أهلاً! كيف حالك؟', ['أهلاً!', 'كيف حالك؟']],
    ['es', 'El Sr. García vive aquí. ¿Y la Dra. Ruiz?', ['El Sr. García vive aquí.', '¿Y la Dra. Ruiz?']],
    ['es', '', []],
  ])('in %s: %s', (language, text, sentences) => {
    expect(sentencesOf(text, language)).toEqual(sentences);
  });

  it('that have nothing to be said are left out', () => {
    expect(sayableSentences('¡Hola!\n😀\n—\n3', 'es')).toEqual(['¡Hola!', '3']);
  });

  it.each([
    ['Mira https://example.com/foto 😀 **mi** casa. ¿Te gusta?', ['Mira mi casa.', '¿Te gusta?']],
    ['Hola.\n\n> That means hello.\n\n[Adiós](https://example.com).', ['Hola.', 'Adiós.']],
    ['- uno\n- dos\n\n```\nlet a = 1;\n```', ['uno', 'dos']],
  ])('that are to be said are what a voice says of %j', (text, sentences) => {
    expect(sayableSentences(text, 'es')).toEqual(sentences);
  });
});
