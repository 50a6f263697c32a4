import { readEvents } from '#lib/providers/sse.ts';

/** What the seed's call says, word for word. */
export const seedCall = { conversation_id: 1, user_message: 'Hola', language: 'spanish', difficulty_level: 'A1' };

export interface TutorEvent {
  id: number;
  token?: string;
  retract?: true;
  whole?: true;
  done?: true;
  full_text?: string;
  corrections?: unknown;
  cut?: string;
  error?: { code: string; status: number; retry_after?: number };
}

/** A client of a tutor server, as somebody might write one. */
export class TutorClient {
  readonly #address: string;
  readonly #headers: Record<string, string>;

  constructor(address: string, headers: Record<string, string> = {}) {
    this.#address = address;
    this.#headers = headers;
  }

  request(method: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.#address + path, { method, headers: { ...this.#headers, ...headers } });
  }

  async json(path: string): Promise<unknown> {
    return (await this.request('GET', path)).json();
  }

  post(body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
    return this.#send('/chat/stream', body, headers, signal);
  }

  /** Asks for something beside the replies. */
  task(name: string, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
    return this.#send(`/tasks/${name}`, body, headers, signal);
  }

  #send(path: string, body: unknown, headers: Record<string, string>, signal?: AbortSignal): Promise<Response> {
    return fetch(this.#address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#headers, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...(signal && { signal }),
    });
  }

  /** A reply's events as they come. Leaving the loop closes the connection. */
  async *stream(body: object = {}, lastEventId?: number): AsyncGenerator<TutorEvent> {
    const leave = new AbortController();
    const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) };
    const response = await this.post({ ...seedCall, ...body }, headers, leave.signal);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    try {
      for await (const { id, data } of readEvents(response.body)) {
        yield { id: Number(id), ...(JSON.parse(data) as object) };
      }
    } finally {
      leave.abort();
    }
  }

  /** A whole reply. */
  events(body: object = {}, lastEventId?: number): Promise<TutorEvent[]> {
    return Array.fromAsync(this.stream(body, lastEventId));
  }
}

/** The text that a client has after these events. */
export function textOf(events: readonly TutorEvent[], before = ''): string {
  return events.reduce((text, { token, retract }) => (retract === true ? '' : text + (token ?? '')), before);
}
