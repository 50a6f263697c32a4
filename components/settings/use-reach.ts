import { useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import { normaliseAddress } from '#lib/settings/address.ts';
import { needsHostPermission } from '#lib/settings/settings.ts';
import { askForHost } from './use-host-access.ts';

export interface ReachOptions {
  tutor: ProviderId;
  /** The address as it is stored; empty for the tutor's own. */
  address: string;
  /** @returns whether the address is kept */
  onAddress: (address: string) => Promise<boolean>;
  /** A key was saved or removed. */
  onKey: () => void;
}

export interface Reach {
  /** What is typed. */
  address: string;
  key: string;
  typeAddress: (address: string) => void;
  typeKey: (key: string) => void;
  /** The typed address is none. */
  invalid: boolean;
  saved: boolean;
  error: WireError | null;
  /**
   * Saves what is typed, and asks for the browser's permission where it is needed: to be called in the click itself.
   * @returns whether it is saved, once the permission is given or refused
   */
  save: () => Promise<boolean>;
  /** Saves what is typed and not saved yet, without asking for anything: for a field that is left. */
  saveTyped: () => void;
  removeKey: () => Promise<boolean>;
}

/** Where a tutor is and what opens it, while it is typed in. A key goes one way: into the worker, never back. */
export function useReach({ tutor, address: stored, onAddress, onKey }: ReachOptions): Reach {
  const defaultAddress = providerSetups[tutor].defaultAddress ?? '';
  const [address, setAddress] = useState(stored || defaultAddress);
  const [key, setKey] = useState('');
  const [outcome, setOutcome] = useState<Pick<Reach, 'invalid' | 'saved' | 'error'>>(untried);

  function wantedAddress(): string | null {
    const wanted = address.trim() === '' ? defaultAddress : normaliseAddress(address);
    setOutcome({ ...untried, invalid: wanted === null });
    if (wanted !== null) setAddress(wanted);
    return wanted;
  }

  async function save(): Promise<boolean> {
    const wanted = wantedAddress();
    if (wanted === null) return false;
    // The browser takes this request only before anything is awaited, and asks nobody about a host that is allowed
    // already. A refusal is answered where it can be asked again.
    const answered = needsHostPermission(tutor, wanted) ? askForHost(wanted).catch(() => false) : null;
    const kept = await keep(wanted);
    await answered;
    return kept;
  }

  function saveTyped(): void {
    if (key.trim() === '' && address === (stored || defaultAddress)) return;
    const wanted = wantedAddress();
    if (wanted !== null) void keep(wanted);
  }

  function keep(wanted: string): Promise<boolean> {
    return attempt(async () => {
      if (key.trim() !== '') await saveKey(key.trim());
      return onAddress(wanted === defaultAddress ? '' : wanted);
    });
  }

  async function saveKey(changed: string): Promise<true> {
    await request('key.save', { owner: tutor, key: changed });
    setKey('');
    onKey();
    return true;
  }

  async function attempt(work: () => Promise<boolean>): Promise<boolean> {
    try {
      const saved = await work();
      setOutcome({ ...untried, saved });
      return saved;
    } catch (thrown) {
      setOutcome({ ...untried, error: toWire(thrown) });
      return false;
    }
  }

  return {
    address,
    key,
    typeAddress: setAddress,
    typeKey: setKey,
    ...outcome,
    save,
    saveTyped,
    removeKey: () => attempt(() => saveKey('')),
  };
}

const untried = { invalid: false, saved: false, error: null };
