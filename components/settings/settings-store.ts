import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import type { Settings, TutorSettings } from '#lib/settings/settings.ts';
import type { StoredSettings } from '#lib/settings/store.ts';

export interface SettingsStoreOptions {
  read: () => Promise<StoredSettings>;
  /** Calls back with every later change. */
  watch: (onChange: (stored: StoredSettings) => void) => void;
  /** Has the worker write the whole of the settings, after those it was given before. */
  save: (settings: Settings) => Promise<unknown>;
}

export interface SettingsState {
  /** `null` until they have been read. */
  settings: Settings | null;
  /** Why they could not be read, or the last change not kept. */
  error: WireError | null;
  /** Whether some of what is stored could not be read. */
  damaged: boolean;
}

/**
 * The learner's settings as this page knows them. A change shows at once; if it can not be kept, what is stored shows
 * again. While changes are on their way, what is stored is older than what is shown, and is not looked at.
 */
export class SettingsStore {
  readonly #options: SettingsStoreOptions;
  #state: SettingsState = { settings: null, error: null, damaged: false };
  #listeners = new Set<() => void>();
  #unsaved = 0;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(options: SettingsStoreOptions) {
    this.#options = options;
    options.watch((stored) => {
      if (this.#unsaved === 0) this.#set({ ...stored, error: null });
    });
    void this.#read(null);
  }

  readonly state = (): SettingsState => this.#state;

  /** @returns a function that ends the subscription */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Changes what is given. It is with the worker before this returns: a page that is closed at once loses nothing.
   *
   * @returns whether it is kept; if not, the state says why
   */
  change(changed: Partial<Settings>): Promise<boolean> {
    if (this.#state.settings === null) return Promise.resolve(false);
    const settings = { ...this.#state.settings, ...changed };
    this.#set({ ...this.#state, settings, error: null });
    this.#unsaved += 1;
    const save = this.#save(settings);
    this.#saving = Promise.all([this.#saving, save]);
    return save;
  }

  /** Changes what is given of one tutor's settings, as `change` does. */
  changeTutor(id: ProviderId, changed: Partial<TutorSettings>): Promise<boolean> {
    const tutors = this.#state.settings?.tutors;
    return tutors === undefined
      ? Promise.resolve(false)
      : this.change({ tutors: { ...tutors, [id]: { ...tutors[id], ...changed } } });
  }

  /** Settles once every change so far is kept or undone. */
  async saved(): Promise<void> {
    await this.#saving;
  }

  async #save(settings: Settings): Promise<boolean> {
    let error: WireError | null = null;
    try {
      await this.#options.save(settings);
    } catch (thrown) {
      error = toWire(thrown);
    }
    this.#unsaved -= 1;
    if (this.#unsaved === 0) await this.#read(error);
    return error === null;
  }

  async #read(error: WireError | null): Promise<void> {
    try {
      const stored = await this.#options.read();
      if (this.#unsaved === 0) this.#set({ ...stored, error });
    } catch (thrown) {
      this.#set({ ...this.#state, error: toWire(thrown) });
    }
  }

  #set(state: SettingsState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
