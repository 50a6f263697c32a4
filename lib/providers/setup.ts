import { taskNames, type ProviderId, type TaskName } from './provider.ts';

/** What a learner has to give before a tutor can be used. Light enough for the panel: it loads no vendor's client. */
export interface ProviderSetup {
  /** The vendor's own address; `null` where there is nothing to reach. Empty where only the learner can know it. */
  defaultAddress: string | null;
  key: 'none' | 'optional' | 'required';
  /** Whether the learner chooses a model. */
  model: boolean;
  /** Whether the vendor's own address answers requests from any origin, so that no host permission is needed for it. */
  cors: boolean;
  /** What it can be asked for beside its replies, with a `responseSchema`. */
  tasks: readonly TaskName[];
  /** Whether it can be given something to read and talk about. */
  reads: boolean;
  /**
   * At which sign that a turn is near something is made ready for it: `sight` of the panel or the composer where that costs
   * nothing, `writing` where it is paid for and has to be of use.
   */
  readyAt: 'sight' | 'writing' | null;
}

/** What a tutor server is asked for, of what needs nothing but a text. Corrections come with its replies. */
const served = ['translate', 'simplify', 'suggest', 'say', 'gloss'] as const;

/** What people have written down for guided practice. Its corrections come with its replies, as a tutor server's do. */
const authored = ['translate', 'simplify', 'suggest'] as const;

export const providerSetups = {
  guided: { defaultAddress: null, key: 'none', model: false, cors: true, tasks: authored, reads: false, readyAt: null },
  ollama: {
    defaultAddress: 'http://localhost:11434',
    key: 'none',
    model: true,
    cors: false,
    tasks: taskNames,
    reads: true,
    readyAt: 'sight',
  },
  claude: {
    defaultAddress: 'https://api.anthropic.com',
    key: 'required',
    model: true,
    cors: true,
    tasks: taskNames,
    reads: true,
    readyAt: 'writing',
  },
  gemini: {
    defaultAddress: 'https://generativelanguage.googleapis.com',
    key: 'required',
    model: true,
    cors: true,
    tasks: taskNames,
    reads: true,
    // Its cache fills by itself, or is rented by the hour: asking ahead would cost all of what it saves.
    readyAt: null,
  },
  remote: {
    defaultAddress: 'http://localhost:8000',
    key: 'optional',
    model: false,
    cors: false,
    tasks: served,
    reads: false,
    readyAt: null,
  },
} as const satisfies Record<ProviderId, ProviderSetup>;

/** Whether a tutor can be asked for something beside its replies. */
export function canDo(id: ProviderId, task: TaskName): boolean {
  return providerSetups[id].tasks.some((name) => name === task);
}
