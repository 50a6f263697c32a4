import { fromWire, type WireError } from '#lib/errors/wire-error.ts';
import { PatterError } from '#lib/errors/patter-error.ts';

/** What is done at a desk: tasks that take one input each. */
export type Desk<Tasks> = { [Task in keyof Tasks]: (input: never) => Promise<unknown> };

export interface DeskRequest {
  id: number;
  task: PropertyKey;
  input: unknown;
}

export type DeskAnswer = { id: number; output: unknown } | { id: number; error: WireError };

type Pending = PromiseWithResolvers<unknown>;

/**
 * A desk in a worker of the page's own, so that the page never stands still for it. It begins with the first request; close it
 * when it is not needed any more.
 */
export class DeskClient<Tasks extends Desk<Tasks>> {
  readonly #start: () => Worker;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #last = 0;

  constructor(start: () => Worker) {
    this.#start = start;
  }

  /** @throws {PatterError} the desk's error; `cancelled` where it was closed, `bug` where its worker does not run */
  ask<Task extends keyof Tasks>(
    task: Task,
    input: Parameters<Tasks[Task]>[0],
  ): Promise<Awaited<ReturnType<Tasks[Task]>>> {
    this.#last += 1;
    const pending: Pending = Promise.withResolvers();
    this.#pending.set(this.#last, pending);
    this.#running().postMessage({ id: this.#last, task, input } satisfies DeskRequest);
    return pending.promise as Promise<Awaited<ReturnType<Tasks[Task]>>>;
  }

  /** Ends whatever is being done. */
  close(): void {
    this.#end(new PatterError('cancelled'));
  }

  #running(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#start();
    worker.addEventListener('message', ({ data }: MessageEvent<DeskAnswer>) => {
      const pending = this.#pending.get(data.id);
      this.#pending.delete(data.id);
      if ('error' in data) pending?.reject(fromWire(data.error));
      else pending?.resolve(data.output);
    });
    worker.addEventListener('error', () => this.#end(new PatterError('bug')));
    this.#worker = worker;
    return worker;
  }

  #end(error: PatterError): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}
