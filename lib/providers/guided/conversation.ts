import { hear, type Heard } from './answer.ts';
import type { CompiledExchange, CompiledScene, LanguagePack } from './compile.ts';
import type { Utterance } from './lexicon.ts';
import type { Help } from './library.ts';
import { fillLine } from './pattern.ts';
import { chooseLine, composeReply, finishedLine, glossLine, inTurn, type Reply } from './reply.ts';
import { commandIn, isInLatinLetters, isOwnLanguage, sceneIn } from './steering.ts';

/** Where a conversation stands. */
export interface State {
  scene: CompiledScene;
  /** Whether the tutor has said what this is and begun the scene. */
  opened: boolean;
  /** The exchange whose cue is to be answered; the number of exchanges where the scene is over. */
  at: number;
  /** How often in a row the cue was not answered. */
  tries: number;
  /** How many cues were answered before their example was shown. */
  alone: number;
  slots: ReadonlyMap<string, string>;
  /** How many messages the tutor has answered. */
  turn: number;
}

/** The teaching material of a conversation. */
export interface Material {
  pack: LanguagePack;
  help: Help;
}

interface Move {
  state: State;
  reply: Reply;
}

/** The example is shown once a cue was missed this often. */
const triesAlone = 2;

export function beginning(scene: CompiledScene): State {
  return { scene, opened: false, at: 0, tries: 0, alone: 0, slots: new Map(), turn: 0 };
}

/** The tutor's first words: what this is, the scene, its first cue. */
export function open(state: State, { pack, help }: Material): Move {
  const opened = { ...beginning(state.scene), opened: true, turn: state.turn };
  const before = state.opened ? '' : help.phrases.notice;
  return { state: opened, reply: composeReply({ before, lines: [state.scene.scene.opening, cueOf(opened)] }, pack) };
}

/** The cue again, as it was. */
export function repeat(state: State, { pack, help }: Material): Reply {
  if (isOver(state)) return farewell(state, { pack, help });
  return composeReply({ lines: [inTurn(pack.phrases.repeating, state.turn), cueOf(state)] }, pack);
}

/** What the tutor makes of a message. */
export function respond(state: State, text: string, material: Material): Move {
  const { pack, help } = material;
  const now = { ...state, turn: state.turn + 1 };
  const utterance = pack.lexicon.hear(text);
  const name = sceneIn(utterance, pack.steering);
  const named = pack.scenes.find(({ scene }) => scene.id === name);
  const exchange = state.scene.exchanges[state.at];
  const answer = pack.helpsInIt && exchange !== undefined ? hear(text, exchange, state.scene, pack, help) : null;
  const isAnswer = answer?.verdict === 'understood';
  if (named !== undefined && !isAnswer && (named !== state.scene || !state.opened || isOver(state))) {
    return open({ ...now, scene: named }, material);
  }
  // "I'm lost" may be an answer in so many words, "help" never is.
  const isInItsWords = isAnswer && answer.sure && answer.slots.size === 0 && utterance.units.length > 1;
  const command = isInItsWords ? null : commandIn(utterance, pack.steering);
  if (exchange === undefined) {
    if (command === 'again') return open(now, material);
    if (command === 'next') return open({ ...now, scene: following(state.scene, pack) }, material);
    return { state: now, reply: farewell(now, material) };
  }
  if (!state.opened && command !== null) return open(now, material);
  if (command === 'next') return skip(now, material);
  if (command === 'again') return { state: now, reply: repeat(now, material) };
  if (command === 'help' || (state.opened && isOwnLanguage(utterance, pack.lexicon))) {
    return giveHelp(now, exchange, material);
  }
  return judge(now, exchange, utterance, material);
}

/** A message that steers nothing: an answer, or not. */
function judge(state: State, exchange: CompiledExchange, utterance: Utterance, material: Material): Move {
  const { pack, help } = material;
  const heard = hear(utterance.text, exchange, state.scene, pack, help);
  if (heard.verdict === 'understood') return accept(state, exchange, heard, pack.lexicon.asksBack(utterance), material);
  if (!state.opened) return open(state, material);
  if (pack.lexicon.greets(utterance)) {
    return { state, reply: composeReply({ lines: [inTurn(pack.phrases.greeting, state.turn), cueOf(state)] }, pack) };
  }
  const sorry = inTurn(heard.verdict === 'partly' ? pack.phrases.almost : pack.phrases.notUnderstood, state.turn);
  const script = isInLatinLetters(utterance, pack.language) ? help.phrases.script : '';
  return support(state, exchange, sorry, script, material);
}

function skip(state: State, material: Material): Move {
  const line = inTurn(material.pack.phrases.skipped, state.turn);
  return goOn({ ...state, at: state.at + 1, tries: 0 }, [line], material);
}

function isOver({ scene, at }: State): boolean {
  return at >= scene.exchanges.length;
}

function cueOf({ scene, at, slots }: State): string {
  const exchange = scene.exchanges[at];
  return exchange === undefined ? '' : fillLine(exchange.exchange.cue, slots);
}

function following(scene: CompiledScene, { scenes }: LanguagePack): CompiledScene {
  return scenes[(scenes.indexOf(scene) + 1) % scenes.length] ?? scene;
}

function farewell(state: State, { pack, help }: Material): Reply {
  const lines = [inTurn(pack.phrases.farewell, state.turn)];
  return composeReply({ lines, help: [chooseLine(state.scene.scene.id, pack, help)] }, pack);
}

function accept(state: State, exchange: CompiledExchange, heard: Heard, asksBack: boolean, material: Material): Move {
  const { pack, help } = material;
  const alone = state.alone + (state.tries < triesAlone ? 1 : 0);
  const slots = new Map([...state.slots, ...heard.slots]);
  const lines = [heard.reaction || inTurn(pack.phrases.reactions, state.turn)];
  if (asksBack && exchange.exchange.andYou !== undefined) lines.push(exchange.exchange.andYou);
  const next = { ...state, at: state.at + 1, tries: 0, alone, slots };
  const ahead = next.scene.exchanges[next.at];
  const also = ahead === undefined || heard.rest === '' ? null : hear(heard.rest, ahead, state.scene, pack, help);
  if (also?.verdict === 'understood' && also.sure) {
    if (also.reaction !== '') lines.push(also.reaction);
    Object.assign(next, { at: next.at + 1, alone: alone + 1, slots: new Map([...slots, ...also.slots]) });
  }
  if (state.opened) return goOn(next, lines, material, heard.correction);
  const opened = { ...next, opened: true };
  return goOn(opened, [state.scene.scene.opening, ...lines], material, heard.correction, help.phrases.notice);
}

/** The next cue, or the end of the scene. */
function goOn(
  state: State,
  lines: string[],
  { pack, help }: Material,
  correction: Heard['correction'] = null,
  before = '',
): Move {
  if (!isOver(state))
    return { state, reply: composeReply({ before, lines: [...lines, cueOf(state)], correction }, pack) };
  const { scene, exchanges } = state.scene;
  const summary = [finishedLine(state.alone, exchanges.length, help), chooseLine(scene.id, pack, help)];
  const closing = fillLine(scene.closing, state.slots);
  return { state, reply: composeReply({ before, lines: [...lines, closing], help: summary, correction }, pack) };
}

function giveHelp(state: State, exchange: CompiledExchange, material: Material): Move {
  const { pack, help } = material;
  const glosses = exchange.exchange.glosses[help.language] ?? exchange.exchange.glosses.en;
  return support(state, exchange, inTurn(pack.phrases.helping, state.turn), glossLine(glosses, help), material);
}

/** A hint the first time, the example the second; the learner can always go on. */
function support(
  state: State,
  { exchange }: CompiledExchange,
  line: string,
  more: string,
  { pack, help }: Material,
): Move {
  const next = { ...state, tries: state.tries + 1 };
  if (next.tries < triesAlone) {
    const hint = exchange.hint[help.language] ?? exchange.hint.en;
    const helping = [fillLine(help.phrases.hint, new Map([['hint', hint]])), more, help.phrases.offer];
    return { state: next, reply: composeReply({ lines: [line, cueOf(state)], help: helping }, pack) };
  }
  const example = fillLine(inTurn(pack.phrases.example, state.turn), new Map([['model', exchange.model]]));
  return { state: next, reply: composeReply({ lines: [line, example], help: [more, help.phrases.tryModel] }, pack) };
}
