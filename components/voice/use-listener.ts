import { use, useEffect, useState, useSyncExternalStore } from 'react';
import { browserRecognition } from '#lib/recognition/browser-recognition.ts';
import { Listener } from '#lib/recognition/listener.ts';
import { isHearing, notListening, type Listening } from '#lib/recognition/listening.ts';
import { SpeechContext } from '#components/speech/speech.ts';
import { microphone } from './microphone.ts';

interface ListenerInUse {
  /** `null` where this browser recognises no speech at all. */
  listener: Listener | null;
  state: Listening;
}

/** What hears the learner, for as long as this component is there. */
export function useListener(): ListenerInUse {
  const [listener] = useState(() => {
    const recognition = browserRecognition();
    return recognition === null ? null : new Listener({ recognition, microphone });
  });
  useEffect(() => () => listener?.leave(), [listener]);
  const state = useSyncExternalStore(listener?.subscribe ?? never, listener?.state ?? idle);
  const speech = use(SpeechContext);
  const hearing = isHearing(state);
  useEffect(() => (hearing ? speech?.hear(() => listener?.stop()) : undefined), [hearing, speech, listener]);
  return { listener, state };
}

const never = () => () => undefined;
const idle = (): Listening => notListening;
