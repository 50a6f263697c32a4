import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeSpoken, retype, speakInto, stretchesOf, textOf } from '#components/voice/spoken-draft.ts';

const heard = (said: string, interim = '') => ({ said: said === '' ? [] : [[said]], interim });

describe('a text that is spoken into', () => {
  it('has what is heard at the caret, with a space on either side where there is none', () => {
    const draft = placeSpoken('Hola Ana', 4);
    expect(textOf(draft)).toBe('Hola Ana');
    expect(textOf(speakInto(draft, heard('mi', 'querida')))).toBe('Hola mi querida Ana');
    expect(textOf(speakInto(placeSpoken('Hola', 0), heard('¡Ay!')))).toBe('¡Ay! Hola');
    expect(textOf(speakInto(placeSpoken('今日です', 2), heard('いい', '日')))).toBe('今日いい日です');
  });

  it('knows where each part of it stands', () => {
    const draft = speakInto(placeSpoken('a b', 1), heard('c', 'd'));
    expect(stretchesOf(draft)).toEqual({ before: 'a', said: ' c', interim: ' d', after: ' b' });
  });

  it('is itself again without what was heard', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 20 }), fc.string(), fc.string(), (text, at, said, interim) => {
        const draft = speakInto(placeSpoken(text, Math.min(at, text.length)), heard(said, interim));
        const { before, after } = draft;
        expect(before + after).toBe(text);
        const stretches = stretchesOf(draft);
        expect(stretches.before + stretches.said + stretches.interim + stretches.after).toBe(textOf(draft));
        expect(stretches.said.trimStart()).toBe(said.trimStart());
      }),
      { seed: 5 },
    );
  });

  it('takes over what is typed before and behind what is heard', () => {
    const draft = speakInto(placeSpoken('Hola Ana', 4), heard('mi', 'que'));
    const before = retype(draft, '¡Hola mi que Ana');
    expect(before).not.toBeNull();
    expect(before && textOf(speakInto(before, heard('mi querida')))).toBe('¡Hola mi querida Ana');
    const behind = retype(draft, 'Hola mi que Ana!');
    expect(behind && textOf(speakInto(behind, heard('mi querida')))).toBe('Hola mi querida Ana!');
  });

  it('is the learner’s own where it is typed into, or nothing is heard yet', () => {
    const draft = speakInto(placeSpoken('Hola Ana', 4), heard('mi'));
    expect(retype(draft, 'Hola mx Ana')).toBeNull();
    expect(retype(draft, '')).toBeNull();
    expect(retype(placeSpoken('Hola', 4), 'Hola!')).toBeNull();
  });
});
