import { PatterError } from '#lib/errors/patter-error.ts';
import type { CallOptions, ChatRequest, Provider, StreamPart } from '../provider.ts';
import { loadHelp, loadLanguage } from './library.ts';
import { replyTo } from './replay.ts';

interface GuidedOptions {
  /** Waits between two parts of a reply. */
  pace?: (signal: AbortSignal) => Promise<void>;
}

const millisecondsAWord = 25;

/** Guided practice: authored scenes (docs/writing-scenes.md) that need no model, no key and no network. */
export function createGuided({ pace = readingPace }: GuidedOptions = {}): Provider {
  async function paced(signal: AbortSignal): Promise<void> {
    try {
      await pace(signal);
    } catch (cause) {
      if (!signal.aborted) throw new PatterError('bug', { cause });
    }
    if (signal.aborted) throw new PatterError('cancelled');
  }

  async function* stream(request: ChatRequest, { signal }: CallOptions): AsyncGenerator<StreamPart> {
    if (signal.aborted) throw new PatterError('cancelled');
    if (request.responseSchema !== undefined) throw new PatterError('task-unsupported');
    const help = loadHelp(request.lesson.learnerLanguage);
    const pack = loadLanguage(request.lesson.language, help);
    const { text, correction } = replyTo(request, { pack, help });
    for (const [index, part] of partsOf(text, pack.language).entries()) {
      if (index > 0) await paced(signal);
      yield { type: 'text', text: part };
    }
    if (signal.aborted) throw new PatterError('cancelled');
    yield { type: 'finish', reason: 'stop', ...(correction === null ? {} : { corrections: correction }) };
  }

  return {
    id: 'guided',
    traits: { local: true, parallel: true, startsOver: true, contextTokens: 200_000 },
    stream,
    models: async () => [],
  };
}

/** Word by word, each with the spaces and punctuation that follow it. */
function partsOf(text: string, language: string): string[] {
  const parts: string[] = [];
  let open = false;
  for (const { segment, isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const last = parts.length - 1;
    if (last >= 0 && (isWordLike !== true || !open)) parts[last] += segment;
    else parts.push(segment);
    open ||= isWordLike === true;
  }
  return parts;
}

function readingPace(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, millisecondsAWord);
    signal.addEventListener('abort', done);
  });
}
