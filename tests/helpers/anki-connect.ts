import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeNote {
  noteId: number;
  deckName: string;
  modelName: string;
  fields: Record<string, string>;
  tags: string[];
  cards: number[];
  /** In seconds since the epoch. */
  mod: number;
}

interface AskedNote {
  deckName: string;
  modelName: string;
  fields: Record<string, string>;
  tags?: string[];
  options?: { allowDuplicate?: boolean };
}

type Params = Record<string, never> & {
  deck: string;
  modelName: string;
  inOrderFields: string[];
  notes: AskedNote[];
  note: { id: number; fields: Record<string, string> };
  query: string;
  cards: number[];
  days: string;
};

/** A running Anki with its add-on AnkiConnect, as far as Patter speaks to it; after the add-on's source. */
export class AnkiConnectServer {
  /** What the add-on answers whom it does not know yet. */
  permission: 'granted' | 'denied' = 'granted';
  /** Who is let in without being asked about: all, as extensions are by the add-on's own settings, or none. */
  known = true;
  apiKey = '';
  /** Actions that this version of the add-on does not know. */
  unknown: string[] = [];
  /** An error that an action ends with. */
  failing = new Map<string, string>();
  /** Whether cards come into the default deck, as with an add-on that is older than Anki. */
  losesDecks = false;
  /** Awaited before each batch is added. */
  beforeAdding: () => Promise<void> = async () => undefined;

  readonly models = new Map<string, string[]>();
  readonly decks = new Set(['Default']);
  notes: FakeNote[] = [];
  readonly suspended = new Set<number>();
  /** In how many days a card is due, by the card. */
  readonly due = new Map<number, string>();
  readonly asked: string[] = [];

  readonly #server: Server;
  #last = 1000;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<AnkiConnectServer> {
    const server = createServer();
    const anki = new AnkiConnectServer(server);
    server.on('request', (request, response) => {
      void bodyOf(request).then(async (body) => {
        const { status, answer } = await anki.#answer(request, body);
        response.writeHead(status, {
          'Content-Type': 'application/json',
          'Access-Control-Allow-Origin': anki.known ? (request.headers.origin ?? '*') : 'http://localhost',
          'Access-Control-Allow-Headers': '*',
        });
        response.end(answer);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return anki;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  async #answer(request: IncomingMessage, body: string): Promise<{ status: number; answer: string }> {
    if (request.method === 'OPTIONS') return { status: 200, answer: '' };
    const asked = JSON.parse(body) as { action: string; version: number; params: Params; key?: string };
    this.asked.push(asked.action);
    if (!this.known && asked.action !== 'requestPermission') return { status: 403, answer: '' };
    const reply = (result: unknown, error: string | null) => ({
      status: 200,
      answer: JSON.stringify({ result, error }),
    });
    try {
      // Where none is set up, every key is a wrong one.
      if ((asked.key ?? '') !== this.apiKey && asked.action !== 'requestPermission') {
        throw new Error('valid api key must be provided');
      }
      const failure = this.failing.get(asked.action);
      if (failure !== undefined) throw new Error(failure);
      return reply(await this.#do(asked.action, asked.params), null);
    } catch (error) {
      return reply(null, (error as Error).message);
    }
  }

  async #do(action: string, params: Params): Promise<unknown> {
    if (this.unknown.includes(action)) throw new Error('unsupported action');
    switch (action) {
      case 'requestPermission':
        if (!this.known) this.known = this.permission === 'granted';
        return this.known
          ? { permission: 'granted', requireApikey: this.apiKey !== '', version: 6 }
          : { permission: 'denied' };
      case 'modelNames':
        return [...this.models.keys()];
      case 'modelFieldNames':
        return this.models.get(params.modelName);
      case 'createModel':
        if (this.models.has(params.modelName)) throw new Error('Model name already exists');
        this.models.set(params.modelName, params.inOrderFields);
        return {};
      case 'createDeck':
        this.decks.add(params.deck);
        return 1;
      case 'canAddNotesWithErrorDetail':
        return params.notes.map((note) => {
          const error = this.#refusal(note);
          return error === null ? { canAdd: true } : { canAdd: false, error };
        });
      case 'canAddNotes':
        return params.notes.map((note) => this.#refusal(note) === null);
      case 'addNotes':
        await this.beforeAdding();
        return this.#add(params.notes);
      case 'findNotes': {
        const keys = new Set([...params.query.matchAll(/"Key:([^"]*)"/g)].map(([, key]) => key));
        const types = new Set([...params.query.matchAll(/"note:([^"]*)"/g)].map(([, name]) => name));
        return this.notes
          .filter(({ modelName, fields }) => types.has(modelName) && keys.has(fields.Key))
          .map(({ noteId }) => noteId);
      }
      case 'notesInfo':
        return (params.notes as unknown as number[]).map((id) => {
          const note = this.notes.find(({ noteId }) => noteId === id);
          if (note === undefined) return {};
          const fields = Object.entries(note.fields).map(([name, value], order) => [name, { value, order }]);
          return Object.assign({}, note, { fields: Object.fromEntries(fields) as object });
        });
      case 'updateNoteFields': {
        const note = this.notes.find(({ noteId }) => noteId === params.note.id);
        Object.assign(note?.fields ?? {}, params.note.fields);
        return null;
      }
      case 'changeDeck':
        for (const note of this.notes) {
          if (note.cards.every((card) => params.cards.includes(card))) note.deckName = params.deck;
        }
        return null;
      case 'suspend':
        for (const card of params.cards) this.suspended.add(card);
        return true;
      case 'setDueDate':
        for (const card of params.cards) this.due.set(card, params.days);
        return true;
      default:
        throw new Error('unsupported action');
    }
  }

  #refusal({ modelName, deckName, fields, options }: AskedNote): string | null {
    const [first = ''] = this.models.get(modelName) ?? [];
    if (first === '') return `model was not found: ${modelName}`;
    if (!this.decks.has(deckName)) return `deck was not found: ${deckName}`;
    if (!fields[first]?.trim()) return 'cannot create note because it is empty';
    const there = this.notes.some((note) => note.modelName === modelName && note.fields[first] === fields[first]);
    return there && options?.allowDuplicate !== true ? 'cannot create note because it is a duplicate' : null;
  }

  /** As newer versions of the add-on do it: all of them or none. */
  #add(notes: readonly AskedNote[]): number[] {
    const errors = notes.flatMap((note) => this.#refusal(note) ?? []);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return notes.map(({ deckName, modelName, fields, tags = [] }) => {
      this.#last += 10;
      const written = [1, 2, ...(fields.Cloze ? [3] : [])];
      const cards = (modelName === 'Patter' ? written : [1]).map((card) => this.#last + card);
      const mod = Math.floor(Date.now() / 1000);
      const own = { deckName: this.losesDecks ? 'Default' : deckName, modelName };
      this.notes.push({ noteId: this.#last, ...own, fields: { ...fields }, tags, cards, mod });
      return this.#last;
    });
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
