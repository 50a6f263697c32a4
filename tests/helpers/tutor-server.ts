import { serve, type RunningServer } from '#server/serve.ts';
import { readEnvironment } from '#server/environment.ts';
import { createLog } from '#server/log.ts';
import type { StorePlace } from '#server/store/open.ts';
import { ScriptedTutor } from './scripted-tutor.ts';

/** A tutor server in this process, with a tutor that does as it is told. */
export interface ScriptedServer extends RunningServer {
  tutor: ScriptedTutor;
  /** Everything it has logged. */
  log: string[];
}

/** @param environment as for `npm run server`; the port is chosen by the system */
export async function startScriptedServer(
  environment: Record<string, string> = {},
  store: StorePlace = { file: ':memory:' },
  tutor = new ScriptedTutor(),
): Promise<ScriptedServer> {
  const log: string[] = [];
  const settings = { ...readEnvironment(environment), port: 0, store };
  const running = await serve(
    settings,
    { provider: tutor.provider, model: '' },
    createLog((line) => log.push(line)),
  );
  return { ...running, tutor, log };
}
