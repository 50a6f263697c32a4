import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Availability } from '#lib/recognition/browser-recognition.ts';
import { Listener, type Microphone, type Wish } from '#lib/recognition/listener.ts';
import { heardOf } from '#lib/recognition/listening.ts';
import { results } from './results.ts';

class Session extends EventTarget {
  static all: Session[] = [];
  static refuses = false;
  lang = '';
  continuous = false;
  interimResults = false;
  maxAlternatives = 1;
  processLocally = false;
  calls: string[] = [];

  start(): void {
    if (Session.refuses) throw new DOMException('refused', 'InvalidStateError');
    Session.all.push(this);
    this.calls.push('start');
  }

  stop(): void {
    this.calls.push('stop');
  }

  abort(): void {
    this.calls.push('abort');
  }

  hear(text: string, isFinal = true): void {
    this.dispatchEvent(Object.assign(new Event('result'), { results: results([text, isFinal]) }));
  }

  fail(error: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { error }));
  }

  end(): void {
    this.dispatchEvent(new Event('end'));
  }
}

class OnDevice extends Session {
  static availability: Availability | Error = 'available';
  static installs: boolean | Error = true;

  static async available(): Promise<Availability> {
    if (OnDevice.availability instanceof Error) throw OnDevice.availability;
    return OnDevice.availability;
  }

  static async install(): Promise<boolean> {
    if (OnDevice.installs instanceof Error) throw OnDevice.installs;
    return OnDevice.installs;
  }
}

const wish: Wish = { language: 'es-ES', place: 'ask', continuous: true, alternatives: 1 };

let permission: 'granted' | 'prompt' | 'denied';
let grant: (() => void) | null;
const ask = vi.fn();

const microphone: Microphone = {
  permission: async () => permission,
  ask,
  onGranted: (goOn) => {
    grant = goOn;
    return () => {
      grant = null;
    };
  },
};

function listenTo(recognition: typeof Session = OnDevice): Listener {
  return new Listener({ recognition, microphone });
}

const session = (): Session => {
  const last = Session.all.at(-1);
  if (last === undefined) throw new Error('nothing listens');
  return last;
};

beforeEach(() => {
  Session.all = [];
  Session.refuses = false;
  OnDevice.availability = 'available';
  OnDevice.installs = true;
  permission = 'granted';
  grant = null;
  ask.mockClear();
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a listener', () => {
  it('hears on this device what is wished for, and goes on where the browser ends', async () => {
    const listener = listenTo();
    await listener.start({ ...wish, alternatives: 3 });
    expect(session()).toMatchObject({
      lang: 'es-ES',
      continuous: true,
      interimResults: true,
      maxAlternatives: 3,
      processLocally: true,
    });
    const first = session();
    first.hear('hola');
    first.end();
    expect(Session.all).toHaveLength(2);
    session().hear('Ana', false);
    expect(heardOf(listener.state())).toEqual({ said: [['hola']], interim: 'Ana' });
    // What a session says that is over belongs to nobody.
    first.hear('late');
    first.end();
    expect(Session.all).toHaveLength(2);
    listener.stop();
    expect(session().calls).toContain('stop');
    expect(listener.state().phase).toBe('finishing');
    session().end();
    expect(listener.state().phase).toBe('ended');
    expect(heardOf(listener.state()).said).toEqual([['hola'], ['Ana']]);
  });

  it('waits no longer than 2.5 s for a session to say that it is over', async () => {
    const listener = listenTo();
    await listener.start(wish);
    session().hear('hola', false);
    listener.stop();
    vi.advanceTimersByTime(2_499);
    expect(listener.state().phase).toBe('finishing');
    vi.advanceTimersByTime(1);
    expect(listener.state().phase).toBe('ended');
    expect(heardOf(listener.state()).said).toEqual([['hola']]);
    expect(session().calls).toContain('abort');
  });

  it.each<[Availability | Error | null, Wish['place'], string, boolean]>([
    ['available', 'ask', 'listening', true],
    ['available', 'online', 'listening', true],
    ['downloadable', 'online', 'listening', false],
    ['unavailable', 'online', 'listening', false],
    ['downloadable', 'on-device', 'listening', true],
    ['downloading', 'on-device', 'listening', true],
    [null, 'online', 'listening', false],
    [new TypeError('no such option'), 'online', 'listening', false],
    ['downloadable', 'ask', 'choosing', false],
    ['unavailable', 'ask', 'choosing', false],
    ['unavailable', 'on-device', 'choosing', false],
    [null, 'ask', 'choosing', false],
  ])('where a language is %s and “%s” was chosen, it is %s', async (availability, place, phase, local) => {
    if (availability !== null) OnDevice.availability = availability;
    const listener = listenTo(availability === null ? Session : OnDevice);
    await listener.start({ ...wish, place });
    expect(listener.state().phase).toBe(phase);
    expect(Session.all.map(({ processLocally }) => processLocally)).toEqual(phase === 'listening' ? [local] : []);
  });

  it('asks where speech may be recognised, and does as it is told', async () => {
    OnDevice.availability = 'downloadable';
    const listener = listenTo();
    await listener.start(wish);
    expect(listener.state()).toEqual({ phase: 'choosing', downloadable: true });
    await listener.choose('online');
    expect(session().processLocally).toBe(false);
    await listener.start(wish);
    const choice = listener.choose('on-device');
    expect(listener.state().phase).toBe('installing');
    await choice;
    expect(session().processLocally).toBe(true);
    // A second press changes nothing.
    await listener.choose('online');
    expect(session().processLocally).toBe(true);
  });

  it.each([false, new DOMException('no gesture', 'NotAllowedError')])(
    'says that a download failed (%s)',
    async (how) => {
      OnDevice.availability = 'downloadable';
      OnDevice.installs = how;
      const listener = listenTo();
      await listener.start({ ...wish, place: 'on-device' });
      expect(listener.state()).toMatchObject({ phase: 'failed', error: 'recognition-download' });
    },
  );

  it('asks for the microphone and goes on once it is granted', async () => {
    permission = 'prompt';
    const listener = listenTo();
    await listener.start(wish);
    expect(listener.state().phase).toBe('asking');
    expect(ask).toHaveBeenCalledOnce();
    grant?.();
    expect(listener.state().phase).toBe('listening');
    expect(grant).toBeNull();
  });

  it('says that the microphone is denied, and asks for it all the same when it is told to', async () => {
    permission = 'denied';
    const listener = listenTo();
    await listener.start(wish);
    expect(listener.state()).toMatchObject({ phase: 'failed', error: 'microphone-denied' });
    expect(ask).not.toHaveBeenCalled();
    listener.ask();
    grant?.();
    expect(session().processLocally).toBe(true);
  });

  it('that is left waits for nothing more', async () => {
    permission = 'prompt';
    const listener = listenTo();
    await listener.start(wish);
    listener.stop();
    expect(listener.state().phase).toBe('idle');
    expect(grant).toBeNull();
    const start = listener.start(wish);
    listener.leave();
    await start;
    expect(listener.state().phase).toBe('idle');
    expect(Session.all).toEqual([]);
  });

  it.each([
    ['not-allowed', 'microphone-denied'],
    ['audio-capture', 'microphone-missing'],
    ['network', 'recognition-unreachable'],
    ['language-not-supported', 'recognition-language'],
    ['service-not-allowed', 'recognition-unavailable'],
    ['phrases-not-supported', 'recognition-unavailable'],
    ['toString', 'recognition-unavailable'],
  ])('fails by “%s” as %s, whether the session says that it is over or not', async (error, code) => {
    const listener = listenTo();
    await listener.start(wish);
    const failing = session();
    failing.hear('hola');
    failing.fail(error);
    expect(listener.state()).toMatchObject({ phase: 'failed', error: code });
    failing.end();
    expect(listener.state().phase).toBe('failed');
    expect(heardOf(listener.state()).said).toEqual([['hola']]);
    expect(Session.all).toHaveLength(1);
  });

  it('ends where another takes the microphone, and takes silence for a pause', async () => {
    const listener = listenTo();
    await listener.start(wish);
    session().fail('no-speech');
    expect(Session.all).toHaveLength(2);
    session().hear('hola');
    session().fail('aborted');
    expect(listener.state().phase).toBe('ended');
  });

  it('that can not begin says so', async () => {
    Session.refuses = true;
    const listener = listenTo();
    await listener.start(wish);
    expect(listener.state()).toMatchObject({ phase: 'failed', error: 'recognition-unavailable' });
  });

  it('forgets what it heard, and tells who watches of every change', async () => {
    const listener = listenTo();
    const phases: string[] = [];
    const end = listener.subscribe(() => phases.push(listener.state().phase));
    listener.again();
    await listener.start(wish);
    session().hear('hola');
    listener.again();
    expect(heardOf(listener.state()).said).toEqual([]);
    expect(Session.all[0]?.calls).toContain('abort');
    expect(Session.all).toHaveLength(2);
    end();
    listener.leave();
    expect(phases).toEqual(['starting', 'listening', 'listening', 'listening']);
  });
});
