import * as z from 'zod';
import { providerSetups } from '#lib/providers/setup.ts';
import { normaliseAddress } from '#lib/settings/address.ts';
import { proxyList, type ProxyList } from './access/client-address.ts';
import type { LimitSettings } from './access/limits.ts';
import type { StorePlace } from './store/open.ts';

const tutors = ['guided', 'ollama', 'claude', 'gemini'] as const;

/** Where each tutor's key is looked for: under the names that the vendors' own programs use. */
const keyVariables = { claude: 'ANTHROPIC_API_KEY', gemini: 'GEMINI_API_KEY' } as const;

export interface Environment {
  host: string;
  /** 0 lets the system choose one. */
  port: number;
  tutor: { id: (typeof tutors)[number]; model: string; address: string; key: string | undefined };
  store: StorePlace;
  origins: string[];
  proxies: ProxyList;
  limits: LimitSettings;
  /** Whether a model is asked to correct the learners' messages. */
  corrects: boolean;
  /** How long a stopping server lets its replies arrive. */
  shutdownMs: number;
}

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);
const count = z.coerce.number().int().min(1);

const variables = z
  .object({
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(8000),
    TUTOR: z.enum(tutors).default('guided'),
    TUTOR_MODEL: z.string().default(''),
    TUTOR_ADDRESS: z
      .string()
      .refine((typed) => normaliseAddress(typed) !== null, 'must be the address of a web server')
      .optional(),
    ANTHROPIC_API_KEY: z.string().optional(),
    GEMINI_API_KEY: z.string().optional(),
    CORRECTIONS: z.enum(['on', 'off']).default('on'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must begin with postgres://' }).optional(),
    DATABASE_FILE: z.string().default('patter-server.db'),
    ALLOWED_ORIGINS: list.default(['chrome-extension://*', 'moz-extension://*']),
    TRUSTED_PROXIES: list.default([]).transform((entries, context) => {
      try {
        return proxyList(entries);
      } catch {
        context.addIssue('must be addresses or networks, such as 127.0.0.1,10.0.0.0/8');
        return z.NEVER;
      }
    }),
    TURNS_PER_MINUTE: count.default(30),
    TASKS_PER_MINUTE: count.default(60),
    REQUESTS_PER_MINUTE: count.default(600),
    SHUTDOWN_SECONDS: z.coerce.number().min(0).default(30),
  })
  .superRefine((given, context) => {
    const setup = providerSetups[given.TUTOR];
    const missing = (path: string): void =>
      context.addIssue({ code: 'custom', path: [path], message: `is needed for TUTOR=${given.TUTOR}` });
    if (setup.model && given.TUTOR_MODEL === '') missing('TUTOR_MODEL');
    if (setup.key === 'required' && keyOf(given) === undefined)
      missing(keyVariables[given.TUTOR as keyof typeof keyVariables]);
  });

/** What is wrong with the environment, a line each, by the variables' names: their values may be secrets. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/**
 * The server's settings from environment variables (docs/server.md); an empty one counts as absent.
 * @throws {EnvironmentError}
 */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { success, data, error } = variables.safeParse(given);
  if (!success) {
    throw new EnvironmentError(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  }
  const address = data.TUTOR_ADDRESS === undefined ? null : normaliseAddress(data.TUTOR_ADDRESS);
  return {
    host: data.HOST,
    port: data.PORT,
    tutor: {
      id: data.TUTOR,
      model: data.TUTOR_MODEL,
      address: address ?? providerSetups[data.TUTOR].defaultAddress ?? '',
      key: keyOf(data),
    },
    store: data.DATABASE_URL === undefined ? { file: data.DATABASE_FILE } : { postgres: data.DATABASE_URL },
    origins: data.ALLOWED_ORIGINS,
    proxies: data.TRUSTED_PROXIES,
    limits: {
      turnsPerMinute: data.TURNS_PER_MINUTE,
      tasksPerMinute: data.TASKS_PER_MINUTE,
      requestsPerMinute: data.REQUESTS_PER_MINUTE,
    },
    corrects: data.CORRECTIONS === 'on',
    shutdownMs: data.SHUTDOWN_SECONDS * 1000,
  };
}

function keyOf(given: {
  TUTOR: (typeof tutors)[number];
  ANTHROPIC_API_KEY?: string | undefined;
  GEMINI_API_KEY?: string | undefined;
}): string | undefined {
  if (given.TUTOR === 'claude') return given.ANTHROPIC_API_KEY;
  return given.TUTOR === 'gemini' ? given.GEMINI_API_KEY : undefined;
}
