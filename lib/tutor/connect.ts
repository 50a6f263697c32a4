import { PatterError } from '#lib/errors/patter-error.ts';
import { createProvider } from '#lib/providers/registry.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import type { Provider, ProviderId } from '#lib/providers/provider.ts';
import { hostPattern } from '#lib/settings/address.ts';
import { needsHostPermission, tutorAddress, type Settings } from '#lib/settings/settings.ts';
import { metered, type Meter } from './metered.ts';
import { oneAtATime, type Lane } from './one-at-a-time.ts';

/** What reaching a tutor takes from the browser and from the learner's limits. */
export interface Access {
  key(id: ProviderId): Promise<string | undefined>;
  /** Whether the learner has allowed Patter to reach these hosts. */
  allowed(pattern: string): Promise<boolean>;
  /** Prepares a server that refuses requests from extensions. */
  passOriginCheck(address: string): Promise<void>;
  /** The text of a file that comes with Patter, such as `practice/es/cafe.json`. */
  readFile: (path: string) => Promise<string>;
  meter: Meter;
  /** What keeps the order of the requests to one tutor. */
  lane(id: ProviderId): Lane;
}

export interface Tutor {
  provider: Provider;
  model: string;
}

/**
 * The tutor `id` as the learner has set it up, ready to be called. There is no other way to a tutor, so that none is asked
 * past the learner's limits: its stream may throw `throttled` and `budget` too. A host that was not allowed is called all the same,
 * since a server may answer any origin (CORS); where it does not, that is told as `permission`.
 *
 * @throws {PatterError} `key-missing`: what the learner has to do before it can be
 */
export async function connectTutor(id: ProviderId, settings: Settings, access: Access): Promise<Tutor> {
  const setup = providerSetups[id];
  const { model } = settings.tutors[id];
  if (setup.defaultAddress === null) {
    const provider = createProvider(id, { address: '' }, access.readFile);
    return { provider: metered(provider, { ...access.meter, record: spendNothing }), model };
  }
  const address = tutorAddress(settings, id);
  const key = setup.key === 'none' ? undefined : await access.key(id);
  if (setup.key === 'required' && !key) throw new PatterError('key-missing');
  const allowed = !needsHostPermission(id, settings.tutors[id].address) || (await access.allowed(hostPattern(address)));
  if (id === 'ollama' && allowed) await access.passOriginCheck(address);
  const provider = createProvider(id, { address, key }, access.readFile);
  const counted = metered(allowed ? provider : withoutPermission(provider), access.meter);
  return { provider: oneAtATime(counted, access.lane(id)), model };
}

/** Guided practice asks no model: it has no tokens to count. */
async function spendNothing(): Promise<void> {}

/** A host that can not be reached without permission looks like one that is not there. */
function withoutPermission(provider: Provider): Provider {
  return {
    ...provider,
    async *stream(request, options) {
      try {
        yield* provider.stream(request, options);
      } catch (error) {
        throw asRefused(error);
      }
    },
    models: (options) =>
      provider.models(options).catch((error: unknown) => {
        throw asRefused(error);
      }),
  };
}

function asRefused(error: unknown): unknown {
  const unreachable = error instanceof PatterError && error.code === 'unreachable';
  return unreachable ? new PatterError('permission', { cause: error }) : error;
}

/** As `connectTutor`, for a call that needs a model. @throws {PatterError} also `model-missing` */
export async function connectTutorWithModel(id: ProviderId, settings: Settings, access: Access): Promise<Tutor> {
  const tutor = await connectTutor(id, settings, access);
  if (providerSetups[id].model && tutor.model === '') throw new PatterError('model-missing');
  return tutor;
}
