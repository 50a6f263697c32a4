import { describe, expect, it } from 'vitest';
import type { Voice } from '#lib/speech/engine.ts';
import { fakeVoice as voice } from '#tests/helpers/fake-engine.ts';
import { voicesFor, voicesOf } from '#lib/speech/voices.ts';

const best = (voices: Voice[], language: string, reads: string[] = ['en-US']): string | undefined =>
  voicesFor(voices, { language, reads })[0]?.name;

describe('the voice of a language', () => {
  it('is of the region that is asked for, else of the one that the learner reads, else of the likely one', () => {
    const voices = [voice('Paulina', 'es-MX'), voice('Mónica', 'es-ES'), voice('Diego', 'es-AR')];
    expect(best(voices, 'es-AR')).toBe('Diego');
    expect(best(voices, 'es', ['de', 'es', 'es-MX'])).toBe('Paulina');
    expect(best(voices, 'es')).toBe('Mónica');
    expect(best(voices.slice(0, 1), 'es')).toBe('Paulina');
  });

  it.each([
    ['written with an underscore', 'pt_BR', 'pt'],
    ['in an older tag', 'iw-IL', 'he'],
    ['in another older tag', 'in_ID', 'id'],
    ['as Norwegian', 'no-NO', 'nb'],
    ['as Mandarin', 'cmn-Hans-CN', 'zh'],
    ['with a script', 'zh-Hant-TW', 'zh'],
    ['without a region', 'ar', 'ar'],
    ['as the world’s', 'ar-001', 'ar'],
  ])('is found %s', (_, tag, language) => {
    expect(best([voice('X', tag)], language)).toBe('X');
  });

  it('is never of another language', () => {
    expect(best([voice('Mónica', 'es-ES')], 'pt')).toBeUndefined();
    expect(best([voice('Sinji', 'zh-HK')], 'zh')).toBeUndefined();
    expect(best([voice('Sinji', 'zh-HK')], 'yue')).toBe('Sinji');
    expect(best([voice('?', 'not a tag')], 'es')).toBeUndefined();
    expect(best([], 'es')).toBeUndefined();
  });

  it('is one that says when it has ended, before one from the right place', () => {
    const voices = [voice('Silent', 'es-ES', { reportsEnd: false }), voice('Paulina', 'es-MX')];
    expect(best(voices, 'es')).toBe('Paulina');
    expect(best(voices.slice(0, 1), 'es')).toBe('Silent');
  });

  it('is one that reports its words, among equals', () => {
    expect(best([voice('A', 'es-ES', { reportsWords: false }), voice('B', 'es-ES')], 'es')).toBe('B');
  });

  it('is none of the manners that Linux has of each', () => {
    const voices = ['+klatt3', '+Whisper', '', '+Adam'].map((manner) => voice(`Spanish (Spain)${manner}`, 'es'));
    expect(best([...voices, voice('Spanish (Latin America)+Iven3', 'es-419')], 'es')).toBe('Spanish (Spain)');
    expect(best([...voices, voice('Spanish (Latin America)', 'es-419')], 'es-419')).toBe('Spanish (Latin America)');
  });

  it('is neither a joke nor a robot where there is another', () => {
    const voices = [
      voice('Albert', 'en-US'),
      voice('Eddy (English (US))', 'en-US'),
      voice('Daniel', 'en-GB'),
      voice('Samantha', 'en-US'),
    ];
    expect(best(voices, 'en')).toBe('Samantha');
    expect(best(voices.slice(0, 3), 'en')).toBe('Eddy (English (US))');
    expect(best([voice('Anna', 'de-DE'), voice('Anna (Premium)', 'de-DE')], 'de')).toBe('Anna (Premium)');
  });

  it('is online only where the learner has chosen it, and then only for want of it another', () => {
    const voices = [voice('Google español', 'es-ES', { remote: true }), voice('Paulina', 'es-MX')];
    expect(voicesFor(voices, { language: 'es', reads: [] }).map(({ name }) => name)).toEqual(['Paulina']);
    expect(voicesFor(voices.slice(0, 1), { language: 'es', reads: [] })).toEqual([]);
    expect(voicesFor(voices, { language: 'es', reads: [], chosen: 'Google español' }).map(({ name }) => name)).toEqual([
      'Google español',
      'Paulina',
    ]);
  });

  it('is the one that was chosen, as long as it is there', () => {
    const voices = [voice('Mónica', 'es-ES'), voice('Jorge', 'es-ES', { reportsEnd: false })];
    expect(voicesFor(voices, { language: 'es', reads: [], chosen: 'Jorge' })[0]?.name).toBe('Jorge');
    expect(voicesFor(voices, { language: 'es', reads: [], chosen: 'Gone' })[0]?.name).toBe('Mónica');
  });
});

describe('the voices of a language', () => {
  it('are all of them, local ones first', () => {
    const voices = [
      voice('Cloud', 'es-ES', { remote: true }),
      voice('Anna', 'de-DE'),
      voice('Silent', 'es-PE', { reportsEnd: false }),
    ];
    expect(voicesOf(voices, { language: 'es', reads: [] }).map(({ name }) => name)).toEqual(['Silent', 'Cloud']);
  });
});
