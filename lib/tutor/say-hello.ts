import { newConversationId } from '#lib/db/rows.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { Tutor } from './connect.ts';
import { noGuidance } from './prompt.ts';
import { runTurn } from './run-turn.ts';

/**
 * One whole turn of a conversation that is not kept: proof that a tutor answers as it is set up.
 *
 * @returns what it said
 * @throws {PatterError}
 */
export async function sayHello({ provider, model }: Tutor, settings: Settings, signal: AbortSignal): Promise<string> {
  const turn = {
    conversationId: newConversationId(),
    turnId: crypto.randomUUID(),
    model,
    lesson: settings,
    corrections: false,
    setting: { scene: null, reading: null },
    guidance: noGuidance,
    newestFirst: greeting(),
    begun: '',
  };
  let text = '';
  for await (const part of runTurn(turn, provider, signal)) {
    if (part.type === 'text') text += part.text;
    else if (part.type === 'retract') text = '';
  }
  return text;
}

async function* greeting(): AsyncGenerator<{ role: 'learner'; text: string }> {
  yield { role: 'learner', text: 'Hello!' };
}
