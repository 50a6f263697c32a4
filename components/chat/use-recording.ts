import { use, useEffect, useRef, useState, type RefObject } from 'react';
import { request } from '#lib/commands/request.ts';
import type { Listener } from '#lib/recognition/listener.ts';
import { isHearing, type Listening } from '#lib/recognition/listening.ts';
import { recognitionLanguage } from '#lib/recognition/recognition-language.ts';
import type { RecognitionPlace } from '#lib/settings/settings.ts';
import { silence, SpeechContext } from '#components/speech/speech.ts';
import { useEscape } from '#components/ui/use-escape.ts';
import type { SpokenDraft } from '#components/voice/spoken-draft.ts';
import { useListener } from '#components/voice/use-listener.ts';
import { useSpokenDraft } from '#components/voice/use-spoken-draft.ts';
import { FreeTime } from './free-time.ts';

interface RecordingOptions {
  /** BCP 47 tag of what is spoken. */
  language: string;
  place: RecognitionPlace;
  text: string;
  setText: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  composing: () => boolean;
}

interface Recording {
  /** `null` where this browser recognises no speech. */
  listener: Listener | null;
  state: Listening;
  /** Whether the learner is heard, or is about to be. */
  on: boolean;
  shown: SpokenDraft | null;
  /** Begins, or ends, to take down what the learner says. */
  toggle: () => void;
  /** Begins anew. */
  start: () => void;
  type: (text: string) => void;
  catchUp: () => void;
  /** The message is sent: nothing more is heard. */
  end: () => void;
}

/** The composer's text, written and spoken. While either goes on, it is said that a tutor is free. */
export function useRecording({ language, place, text, setText, field, composing }: RecordingOptions): Recording {
  const { listener, state } = useListener();
  const speech = use(SpeechContext);
  const spoken = useSpokenDraft({ listener, state, text, setText, field, composing });
  const [freeTime] = useState(() => new FreeTime(() => void request('idle.use', {}).catch(() => undefined), Date.now));
  const hearing = isHearing(state);
  useEffect(() => {
    if (isHearing(state)) freeTime.busy();
  }, [state, freeTime]);

  const wasHearing = useRef(false);
  useEffect(() => {
    // What was heard is there to be read and changed.
    if (wasHearing.current && state.phase === 'ended') field.current?.focus();
    wasHearing.current = hearing;
  }, [hearing, state.phase, field]);

  const on = hearing || ['starting', 'choosing', 'installing', 'asking'].includes(state.phase);
  useEscape(() => listener?.stop(), on);
  const start = (): void => {
    // A voice would be heard as the learner.
    silence(speech);
    void listener?.start({
      language: recognitionLanguage(language, navigator.languages),
      place,
      continuous: true,
      alternatives: 1,
    });
  };
  return {
    listener,
    state,
    on,
    shown: spoken.shown,
    toggle: () => (on ? listener?.stop() : start()),
    start,
    type(typed) {
      freeTime.busy();
      // Who writes instead has read what went wrong.
      if (state.phase === 'failed') listener?.leave();
      spoken.type(typed);
    },
    catchUp: spoken.catchUp,
    end() {
      spoken.end();
      freeTime.over();
      listener?.leave();
    },
  };
}
