import type { CompiledScene } from './compile.ts';
import { beginning, open, respond, type Move, type State } from './conversation.ts';
import type { Material } from './library.ts';

/** More than a conversation has messages, so that the whole of it is there at each of them. */
const mostMoves = 1_000;

/** Made moves by what they were made from, the one that was not asked for longest first. */
const moves = new WeakMap<Material, Map<string, Move>>();

/** What a remembered move is known by: its state is the same object each time. */
const numbers = new WeakMap<State, number>();
let states = 0;

/** As `respond`, of which it depends on nothing else, but worked out only once for the conversations of late. */
export function respondOnce(state: State, text: string, material: Material): Move {
  const made = moves.get(material) ?? new Map<string, Move>();
  moves.set(material, made);
  const key = `${numberOf(state)} ${text}`;
  const move = made.get(key) ?? respond(state, text, material);
  made.delete(key);
  made.set(key, move);
  const [oldest] = made.keys();
  if (made.size > mostMoves && oldest !== undefined) made.delete(oldest);
  return move;
}

function numberOf(state: State): number {
  const number = numbers.get(state) ?? (states += 1);
  numbers.set(state, number);
  return number;
}

const starts = new WeakMap<CompiledScene, { unopened: State; opened: State }>();

/** Where conversations in a scene start from. @param opened whether the tutor has begun it */
export function startOf(scene: CompiledScene, opened: boolean, material: Material): State {
  const known = starts.get(scene) ?? startsOf(scene, material);
  starts.set(scene, known);
  return opened ? known.opened : known.unopened;
}

function startsOf(scene: CompiledScene, material: Material): { unopened: State; opened: State } {
  const unopened = beginning(scene);
  return { unopened, opened: open(unopened, material).state };
}
