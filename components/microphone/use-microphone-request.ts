import { useEffect, useState } from 'react';
import { microphonePermission } from '#components/voice/microphone.ts';

/** How far the learner's answer is; `missing` is that there is no microphone to be allowed. */
export type MicrophoneAnswer = 'unasked' | 'asking' | 'granted' | 'dismissed' | 'blocked' | 'missing';

/** Asks for the microphone in a click, and follows what becomes of it, also in the browser's own settings. */
export function useMicrophoneRequest(): { answer: MicrophoneAnswer; ask: () => void } {
  const [answer, setAnswer] = useState<MicrophoneAnswer>('unasked');
  useEffect(() => {
    const over = new AbortController();
    void microphonePermission().then(
      (status) => {
        const look = (): void => {
          if (over.signal.aborted) return;
          if (status.state === 'granted') setAnswer('granted');
          else if (status.state === 'denied') setAnswer('blocked');
          else setAnswer((before) => (before === 'asking' ? before : 'unasked'));
        };
        status.addEventListener('change', look, { signal: over.signal });
        look();
      },
      () => undefined,
    );
    return () => over.abort();
  }, []);
  return {
    answer,
    ask: () => {
      setAnswer('asking');
      void askForMicrophone().then(setAnswer);
    },
  };
}

async function askForMicrophone(): Promise<MicrophoneAnswer> {
  try {
    const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    // Nothing is recorded here: it was only to be allowed.
    for (const track of sound.getTracks()) track.stop();
    return 'granted';
  } catch (thrown) {
    const name = thrown instanceof DOMException ? thrown.name : '';
    if (name !== 'NotAllowedError') return 'missing';
    const state = await microphonePermission().then(
      (status) => status.state,
      () => 'denied',
    );
    return state === 'denied' ? 'blocked' : 'dismissed';
  }
}
