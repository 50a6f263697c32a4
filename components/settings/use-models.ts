import { useCallback, useEffect, useMemo, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import type { Model, ProviderId } from '#lib/providers/provider.ts';
import type { KeyOwner } from '#lib/settings/key-owners.ts';
import type { SettingsStore } from './settings-store.ts';

export interface ModelList {
  /** What the tutor offers; `null` until it has said. */
  models: readonly Model[] | null;
  loading: boolean;
  error: WireError | null;
  reload: () => void;
}

interface ModelsWanted {
  tutor: ProviderId;
  /** Whether the tutor can be asked at all. */
  wanted: boolean;
  /** Where it is asked: another address is asked anew, */
  address: string;
  /** one that may be reached now, */
  access: boolean | null;
  /** and so is one whose keys have changed. */
  keys: readonly KeyOwner[];
  /** The worker asks where the kept settings say: what was changed has to be kept first. */
  store: SettingsStore;
}

interface Answer extends Pick<ModelList, 'models' | 'error'> {
  question: object;
}

/** The models that a tutor offers, asked for as soon as it can be. */
export function useModels({ tutor, wanted, address, access, keys, store }: ModelsWanted): ModelList {
  const [times, setTimes] = useState(0);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const question = useMemo(() => ({ tutor, address, access, keys, times }), [tutor, address, access, keys, times]);

  useEffect(() => {
    if (!wanted) return;
    let open = true;
    const settle = (settled: Omit<Answer, 'question'>) => open && setAnswer({ ...settled, question });
    void store
      .saved()
      .then(() => request('tutor.models', { tutor: question.tutor }))
      .then(
        ({ models }) => settle({ models, error: null }),
        (thrown: unknown) => settle({ models: null, error: toWire(thrown) }),
      );
    return () => {
      open = false;
    };
  }, [question, wanted, store]);

  const loading = wanted && answer?.question !== question;
  return {
    models: answer?.models ?? null,
    loading,
    error: loading ? null : (answer?.error ?? null),
    reload: useCallback(() => setTimes((before) => before + 1), []),
  };
}
