import { useEffect, useRef, useState, type RefObject } from 'react';
import { request } from '#lib/commands/request.ts';
import type { Listener } from '#lib/recognition/listener.ts';
import { isHearing, type Listening } from '#lib/recognition/listening.ts';
import { recognitionLanguage } from '#lib/recognition/recognition-language.ts';
import type { VoicePlace } from '#lib/settings/settings.ts';
import type { SpokenDraft } from '#components/voice/spoken-draft.ts';
import { useListener } from '#components/voice/use-listener.ts';
import { useSpokenDraft } from '#components/voice/use-spoken-draft.ts';
import { isInputMethodKey } from './composer-keys.ts';
import { FreeTime } from './free-time.ts';

interface RecordingOptions {
  /** BCP 47 tag of what is spoken. */
  language: string;
  place: VoicePlace;
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
  useEscape(on, () => listener?.stop());
  const start = (): void => {
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

/** Escape ends a recording wherever the focus is, before it is taken to mean the reply that is arriving. */
function useEscape(on: boolean, stop: () => void): void {
  useEffect(() => {
    if (!on) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const nearer = document.querySelector('dialog[open], :popover-open') !== null;
      if (event.key !== 'Escape' || nearer || isInputMethodKey(event, false)) return;
      event.preventDefault();
      stop();
    };
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
  });
}
