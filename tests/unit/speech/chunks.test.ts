import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunksOf, longestChunk } from '#lib/speech/chunks.ts';

/** A few sentences in as many scripts as can be learnt, some of them longer than a voice takes. */
const fixtures: Record<string, string> = {
  es: '¡Hola! ¿Qué tal? Ayer fui al cine con el Sr. García y vimos una película muy divertida, que trataba de un hombre que viajaba en el tiempo para salvar a su hermana, aunque ella no lo sabía, porque nadie se lo había contado todavía; al final lloramos. «¿Y tú?»\n— Yo no.',
  de: 'Guten Tag, Frau Dr. Müller! Das Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen kostet 3,50 € am 3. Mai. Na so etwas …',
  ru: 'Привет! Как дела? Вчера я ходил в кино, а потом мы долго гуляли по набережной, разговаривали о книгах, о музыке, о том, что было и чего никогда не будет, и вернулись домой только под утро, уставшие, но счастливые.',
  el: 'Καλημέρα! Τι κάνεις; Πάμε μια βόλτα στη θάλασσα;',
  ar: 'مرحبًا! كيف حالك؟ ذهبت أمس إلى السينما مع أصدقائي، وشاهدنا فيلمًا ممتعًا جدًا عن رجل يسافر عبر الزمن لينقذ أخته، ولكنها لم تكن تعرف ذلك لأن أحدًا لم يخبرها، وفي النهاية بكينا جميعًا ثم ضحكنا كثيرًا.',
  he: 'שלום! מה שלומך? אתמול הלכתי לקולנוע עם חברים.',
  fa: 'سلام! حالت چطور است؟ می‌خواهم به سینما بروم؛ تو هم می‌آیی؟',
  hi: 'नमस्ते! आप कैसे हैं? कल मैं सिनेमा गया था। क्षण भर में सब बदल गया।',
  bn: 'নমস্কার! আপনি কেমন আছেন? গতকাল আমি সিনেমায় গিয়েছিলাম।',
  th: 'สวัสดีครับ เมื่อวานนี้ผมไปดูหนังกับเพื่อนสองคนที่โรงภาพยนตร์ใกล้บ้าน หนังสนุกมากแต่ยาวเกินไปหน่อย แล้วเราก็ไปกินข้าวที่ร้านอาหารริมแม่น้ำซึ่งมีคนเยอะมากจนต้องรอเกือบหนึ่งชั่วโมงกว่าจะได้ที่นั่ง',
  ja: '昨日、友達と映画を見に行きました。とても面白かったです！「また行こうね」と言いました。長い文を読むときには、息をつぐところが必要なので、読点や言葉の切れ目で分けなければなりませんが、それでも元の文章と一字一句同じでなければならないのです。',
  zh: '你好！昨天我和朋友去看了电影，电影讲的是一个人穿越时间去救他的妹妹，可是妹妹并不知道，因为谁也没有告诉过她，最后我们都哭了，然后又笑了很久很久，回家的路上还在说这件事情，一直说到天亮。你呢？',
  ko: '안녕하세요! 어제 친구와 영화를 봤어요. 영화가 아주 재미있었지만 너무 길어서 끝날 때쯤에는 모두 배가 고팠고, 그래서 강가에 있는 식당에 가서 늦은 저녁을 먹으면서 오랫동안 이야기를 나누었어요.',
  vi: 'Chào bạn! Hôm qua tôi đi xem phim với bạn bè. Bạn có khoẻ không?',
  tr: 'Merhaba! Nasılsın? Dün arkadaşlarımla sinemaya gittim.',
};

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const limit = (text: string): number =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(text)
    ? longestChunk.dense
    : longestChunk.spaced;

function expectSound(text: string, language: string): void {
  const chunks = chunksOf(text, language);
  expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
  for (const chunk of chunks) {
    expect(chunk.text).not.toBe('');
    expect(chunk.text.length).toBeLessThanOrEqual(limit(chunk.text));
    expect(text.startsWith(chunk.text, chunk.start)).toBe(true);
  }
}

describe('chunks of a text', () => {
  it.each(Object.entries(fixtures))('in %s are the text, none of them too long', (language, text) => {
    expectSound(text, language);
    expectSound(text.repeat(20), language);
    // A text in one language may be part of a lesson in another.
    expectSound(text, 'es');
  });

  it('are parted only between characters', () => {
    for (const [language, text] of Object.entries(fixtures)) {
      const borders = new Set([...graphemes.segment(text)].map(({ index }) => index));
      for (const { start } of chunksOf(text, language)) expect(borders.has(start)).toBe(true);
    }
  });

  it('are the text whatever it is made of', () => {
    const letters = [
      ...Object.values(fixtures).join(''),
      '\n',
      '😀',
      '👩‍👩‍👧',
      '\u0301',
      '\u200D',
      ' ',
      '.',
      '\uD800',
      '\uDC00',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...letters), { maxLength: 700 }).map((chosen) => chosen.join('')),
        fc.constantFrom(...Object.keys(fixtures)),
        expectSound,
      ),
      { seed: 3, numRuns: 400 },
    );
  });

  it('are the text where nothing parts it', () => {
    for (const letter of ['a', 'あ', 'ก', '😀', 'a\u0301', 'Z\u0301\u0302\u0303'.repeat(60)])
      expectSound(letter.repeat(900), 'es');
    const chunks = chunksOf('😀'.repeat(900), 'es');
    for (const { text } of chunks) expect(text.isWellFormed()).toBe(true);
  });

  it('are its sentences', () => {
    expect(chunksOf('¡Hola! ¿Qué tal? Bien.', 'es').map(({ text }) => text)).toEqual([
      '¡Hola! ',
      '¿Qué tal? ',
      'Bien.',
    ]);
    expect(chunksOf('元気です。あなたは？', 'ja').map(({ text }) => text)).toEqual(['元気です。', 'あなたは？']);
    expect(chunksOf('حسنًا. وأنت؟ نعم.', 'ar').map(({ text }) => text)).toEqual(['حسنًا. ', 'وأنت؟ ', 'نعم.']);
    expect(chunksOf('uno\ndos', 'es').map(({ text }) => text)).toEqual(['uno\n', 'dos']);
  });

  it('do not end behind a title', () => {
    expect(chunksOf('El Sr. García y la Dra. Ruiz. Ya.', 'es').map(({ text }) => text)).toEqual([
      'El Sr. García y la Dra. Ruiz. ',
      'Ya.',
    ]);
  });

  it('end behind clauses, else words, where a sentence is too long', () => {
    const clauses = 'Una parte bastante larga de la frase que sigue y sigue, '.repeat(6);
    for (const { text } of chunksOf(clauses, 'es').slice(0, -1)) expect(text).toMatch(/, $/);
    const words = 'palabra '.repeat(60);
    for (const { text } of chunksOf(words, 'es')) expect(text).toMatch(/^(?:palabra )+$/);
    const japanese = chunksOf('とても長い文章を読むときには、'.repeat(12), 'ja');
    for (const { text } of japanese) expect(text).toMatch(/、$/);
    expect(chunksOf(`${'1,5 + '.repeat(50)}2`, 'es').map(({ text }) => text)).not.toContain(
      expect.stringMatching(/1,$/),
    );
  });
});
