import { PatterError } from '#lib/errors/patter-error.ts';
import { createProvider } from '#lib/providers/registry.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import type { Provider, ProviderId } from '#lib/providers/provider.ts';
import { hostPattern } from '#lib/settings/address.ts';
import { tutorAddress, type Settings } from '#lib/settings/settings.ts';

/** What reaching a tutor takes from the browser. */
export interface Access {
  key(id: ProviderId): Promise<string | undefined>;
  /** Whether the learner has allowed Patter to reach these hosts. */
  allowed(pattern: string): Promise<boolean>;
  /** Prepares a server that refuses requests from extensions. */
  passOriginCheck(address: string): Promise<void>;
}

export interface Tutor {
  provider: Provider;
  model: string;
}

/**
 * The tutor `id` as the learner has set it up, ready to be called.
 * @throws {PatterError} `key-missing`, `permission`: what the learner has to do before it can be.
 */
export async function connectTutor(id: ProviderId, settings: Settings, access: Access): Promise<Tutor> {
  const setup = providerSetups[id];
  const { model } = settings.tutors[id];
  if (setup.defaultAddress === null) return { provider: createProvider(id, { address: '' }), model };
  const address = tutorAddress(settings, id);
  const key = setup.key === 'none' ? undefined : await access.key(id);
  if (setup.key === 'required' && !key) throw new PatterError('key-missing');
  if (!(await access.allowed(hostPattern(address)))) throw new PatterError('permission');
  if (id === 'ollama') await access.passOriginCheck(address);
  return { provider: createProvider(id, { address, key }), model };
}

/** As `connectTutor`, for a call that needs a model. @throws {PatterError} also `model-missing` */
export async function connectTutorWithModel(id: ProviderId, settings: Settings, access: Access): Promise<Tutor> {
  const tutor = await connectTutor(id, settings, access);
  if (providerSetups[id].model && tutor.model === '') throw new PatterError('model-missing');
  return tutor;
}
