import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Listener } from '#lib/recognition/listener.ts';
import { heardOf, isHearing, type Listening } from '#lib/recognition/listening.ts';
import { placeSpoken, retype, speakInto, stretchesOf, textOf, type SpokenDraft } from './spoken-draft.ts';

interface SpokenDraftOptions {
  listener: Listener | null;
  state: Listening;
  text: string;
  setText: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  /** An input method is composing: what it has in the field is not to be touched. */
  composing: () => boolean;
}

interface SpokenField {
  /** The text with what is heard in its place, while there is any. */
  shown: SpokenDraft | null;
  /** The learner has typed; to be called in place of `setText`. */
  type: (text: string) => void;
  /** Puts in what was heard while an input method was composing. */
  catchUp: () => void;
  /** Nothing more goes into the field. */
  end: () => void;
}

/** Puts what is heard into a text field, where the caret was when it began, while the learner may go on typing in it. */
export function useSpokenDraft(options: SpokenDraftOptions): SpokenField {
  const { listener, state, text, setText, field, composing } = options;
  const draft = useRef<SpokenDraft | null>(null);
  const [shown, setShown] = useState<SpokenDraft | null>(null);
  const caret = useRef<number | null>(null);
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  });

  const place = useCallback(() => {
    draft.current = placeSpoken(latest.current, caretIn(field));
  }, [field]);

  const put = useCallback(() => {
    if (draft.current === null || composing()) return;
    const next = speakInto(draft.current, heardOf(state));
    const changed = textOf(next);
    if (changed !== latest.current) {
      caret.current = movedCaret(caretIn(field), draft.current, next);
      latest.current = changed;
      setText(changed);
    }
    draft.current = isHearing(state) ? next : null;
    setShown(draft.current);
  }, [state, setText, field, composing]);

  const wasHearing = useRef(false);
  useEffect(() => {
    const hearing = isHearing(state);
    if (hearing && !wasHearing.current) place();
    wasHearing.current = hearing;
    if ('present' in state) put();
  }, [state, place, put]);

  // A value that is set from outside takes the caret to its end.
  useLayoutEffect(() => {
    if (caret.current === null) return;
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  return {
    shown,
    type(typed) {
      latest.current = typed;
      setText(typed);
      if (draft.current === null) return;
      const around = retype(draft.current, typed);
      if (around === null) {
        const silent = textOf(draft.current) === draft.current.before + draft.current.after;
        place();
        if (!silent) listener?.again();
      } else draft.current = around;
      setShown(draft.current);
    },
    catchUp: put,
    end() {
      draft.current = null;
      setShown(null);
    },
  };
}

function caretIn(field: RefObject<HTMLTextAreaElement | null>): number {
  return field.current?.selectionEnd ?? 0;
}

/** Where the caret goes: along with what is heard where it stands behind it, and nowhere where it stands before it. */
function movedCaret(at: number, from: SpokenDraft, to: SpokenDraft): number {
  const start = from.before.length;
  return at < start ? at : at + spokenEnd(to) - spokenEnd(from);
}

function spokenEnd(draft: SpokenDraft): number {
  const { before, said, interim } = stretchesOf(draft);
  return before.length + said.length + interim.length;
}
