import type { ErrorCode } from '#lib/errors/patter-error.ts';

/** Something that was said without a break, in the ways it may have been meant, the likeliest first. */
export type Utterance = readonly string[];

export interface Heard {
  said: readonly Utterance[];
  /** What is being said, as far as it is understood so far. */
  interim: string;
}

/** How far the browser is with hearing the learner. */
export type Listening =
  | { phase: 'idle' }
  /** It is being found out what the browser can do. */
  | { phase: 'starting' }
  /** The learner is asked where speech may be recognised. */
  | { phase: 'choosing'; downloadable: boolean }
  /** The language is being downloaded. */
  | { phase: 'installing' }
  /** The learner is asked for the microphone, in a tab. */
  | { phase: 'asking' }
  | ({ phase: 'listening' | 'finishing'; continuous: boolean; silences: number } & Sessions)
  | ({ phase: 'ended' } & Sessions)
  | ({ phase: 'failed'; error: ErrorCode } & Sessions);

interface Sessions {
  /** What was said in the browser's sessions before this one: it ends them when it likes. */
  earlier: readonly Utterance[];
  present: Heard;
}

export type ListeningEvent =
  | { type: 'start' }
  | { type: 'choose'; downloadable: boolean }
  | { type: 'install' }
  | { type: 'ask' }
  | { type: 'listen'; continuous: boolean }
  | { type: 'result'; results: SpeechRecognitionResultList }
  /** The browser has ended a session. */
  | { type: 'session-over' }
  /** The learner has said enough. */
  | { type: 'stop' }
  | { type: 'fail'; error: ErrorCode }
  /** The learner does not want to be heard. */
  | { type: 'leave' };

/** Learners pause to think: so many sessions in a row may end without a word before it is taken that nobody speaks. */
const mostSilences = 3;

const nothing: Heard = { said: [], interim: '' };
const noSessions: Sessions = { earlier: [], present: nothing };

export const notListening: Listening = { phase: 'idle' };

/** What follows from an event; one that does not belong to the phase changes nothing. */
export function reduceListening(state: Listening, event: ListeningEvent): Listening {
  switch (event.type) {
    case 'start':
      return { phase: 'starting' };
    case 'choose':
      return { phase: 'choosing', downloadable: event.downloadable };
    case 'install':
      return { phase: 'installing' };
    case 'ask':
      return { phase: 'asking' };
    case 'listen':
      return { phase: 'listening', continuous: event.continuous, silences: 0, ...noSessions };
    case 'leave':
      return notListening;
    case 'fail':
      return { phase: 'failed', error: event.error, ...closed(state) };
    case 'stop':
      return state.phase === 'listening' ? { ...state, phase: 'finishing' } : state;
    case 'result':
      return isHearing(state) ? { ...state, present: heardIn(event.results) } : state;
    case 'session-over':
      return isHearing(state) ? afterSession(state) : state;
  }
}

/** Whether sound is being taken, or what was said is still to come. */
export function isHearing(state: Listening): state is Extract<Listening, { phase: 'listening' | 'finishing' }> {
  return state.phase === 'listening' || state.phase === 'finishing';
}

/** All that was heard, in order. */
export function heardOf(state: Listening): Heard {
  if (!('earlier' in state)) return nothing;
  const { earlier, present } = state;
  return { said: [...earlier, ...present.said], interim: present.interim };
}

function afterSession(state: Extract<Listening, { phase: 'listening' | 'finishing' }>): Listening {
  const { phase, continuous } = state;
  const sessions = closed(state);
  const silences = sessions.earlier.length > state.earlier.length ? 0 : state.silences + 1;
  if (phase === 'listening' && continuous && silences < mostSilences) return { ...state, ...sessions, silences };
  if (phase === 'listening' && sessions.earlier.length === 0) {
    return { phase: 'failed', error: 'recognition-silent', ...sessions };
  }
  return { phase: 'ended', ...sessions };
}

/** With what was still being understood when the session ended, so that it is not lost. */
function closed(state: Listening): Sessions {
  const { said, interim } = heardOf(state);
  return { earlier: interim === '' ? said : [...said, [interim]], present: nothing };
}

function heardIn(results: SpeechRecognitionResultList): Heard {
  const said: Utterance[] = [];
  const interim: string[] = [];
  for (const result of Array.from(results)) {
    const ways = Array.from(result, ({ transcript }) => transcript.trim()).filter((text) => text !== '');
    const [first] = ways;
    if (first === undefined) continue;
    if (result.isFinal) said.push(ways);
    else interim.push(first);
  }
  return { said, interim: interim.join(' ') };
}
