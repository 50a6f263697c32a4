import { PatterError } from '#lib/errors/patter-error.ts';
import type { ReplyPart } from '#lib/turn/running-turn.ts';
import type { TurnQuestion } from '#lib/turn/server.ts';

/** One time that the tutor was asked. */
export class Asking {
  readonly question: TurnQuestion;
  /** All that it said, with what it went on from. */
  text: string;
  #waiting: (ReplyPart | Error)[] = [];
  #wake: () => void = () => undefined;
  over = false;

  constructor(question: TurnQuestion) {
    this.question = question;
    this.text = question.begun;
  }

  say(text: string): void {
    if (this.over) return;
    this.text += text;
    this.#give({ type: 'text', text });
  }

  end(part: ReplyPart | Error): void {
    if (this.over) return;
    this.over = true;
    this.#give(part);
  }

  async *parts(signal: AbortSignal): AsyncGenerator<ReplyPart> {
    signal.addEventListener('abort', () => {
      this.over = true;
      this.#wake();
    });
    for (;;) {
      if (signal.aborted) throw new PatterError('cancelled');
      const part = this.#waiting.shift();
      if (part instanceof Error) throw part;
      if (part !== undefined) yield part;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #give(part: ReplyPart | Error): void {
    this.#waiting.push(part);
    this.#wake();
  }
}
