import { hear, type Heard } from './answer.ts';
import type { CompiledExchange, CompiledScene, LanguagePack } from './compile.ts';
import type { Utterance } from './lexicon.ts';
import type { Material } from './library.ts';
import { fill, lineOf, type Line } from './line.ts';
import { fillLine } from './pattern.ts';
import { chooseLine, composeReply, finishedLine, glossLine, stockLine, type Reply } from './reply.ts';
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

/** Where the conversation goes, and what the tutor says to it. */
export interface Move {
  state: State;
  reply: Reply;
}

/** The example is shown once a cue was missed this often. */
const triesAlone = 2;

export function beginning(scene: CompiledScene): State {
  return { scene, opened: false, at: 0, tries: 0, alone: 0, slots: new Map(), turn: 0 };
}

/** The tutor's first words: what this is, the scene, its first cue. */
export function open(state: State, material: Material): Move {
  const opened = { ...beginning(state.scene), opened: true, turn: state.turn };
  const before = state.opened ? '' : material.help.phrases.notice;
  const lines = [openingOf(opened, material), ...cueOf(opened, material)];
  return { state: opened, reply: composeReply({ before, lines }, material) };
}

/** The cue again, as it was. */
export function repeat(state: State, material: Material): Reply {
  if (isOver(state)) return farewell(state, material);
  const lines = [stockLine('repeating', state.turn, material), ...cueOf(state, material)];
  return composeReply({ lines }, material);
}

/** What the tutor makes of a message. */
export function respond(state: State, text: string, material: Material): Move {
  const { pack } = material;
  const now = { ...state, turn: state.turn + 1 };
  const utterance = pack.lexicon.hear(text);
  const name = sceneIn(utterance, pack.steering);
  const named = pack.scenes.find(({ scene }) => scene.id === name);
  const exchange = state.scene.exchanges[state.at];
  const answer = pack.helpsInIt && exchange !== undefined ? hear(text, exchange, state.scene, material) : null;
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
  const heard = hear(utterance.text, exchange, state.scene, material);
  if (heard.verdict === 'understood') return accept(state, exchange, heard, pack.lexicon.asksBack(utterance), material);
  if (!state.opened) return open(state, material);
  if (pack.lexicon.greets(utterance)) {
    const lines = [stockLine('greeting', state.turn, material), ...cueOf(state, material)];
    return { state, reply: composeReply({ lines }, material) };
  }
  const sorry = stockLine(heard.verdict === 'partly' ? 'almost' : 'notUnderstood', state.turn, material);
  const script = isInLatinLetters(utterance, pack.language) ? help.phrases.script : '';
  return support(state, exchange, sorry, script, material);
}

function skip(state: State, material: Material): Move {
  const line = stockLine('skipped', state.turn, material);
  return goOn({ ...state, at: state.at + 1, tries: 0 }, [line], material);
}

function isOver({ scene, at }: State): boolean {
  return at >= scene.exchanges.length;
}

function openingOf({ scene: { scene } }: State, { help }: Material): Line {
  return lineOf(scene.opening, scene, help);
}

/** The cue that is to be answered; none where the scene is over. */
function cueOf({ scene: { scene }, at, slots }: State, { help }: Material): Line[] {
  const exchange = scene.exchanges[at];
  return exchange === undefined ? [] : [fill(lineOf(exchange.cue, scene, help), slots)];
}

function following(scene: CompiledScene, { scenes }: LanguagePack): CompiledScene {
  return scenes[(scenes.indexOf(scene) + 1) % scenes.length] ?? scene;
}

function farewell(state: State, material: Material): Reply {
  const lines = [stockLine('farewell', state.turn, material)];
  return composeReply({ lines, help: [chooseLine(state.scene.scene.id, material)] }, material);
}

function accept(state: State, exchange: CompiledExchange, heard: Heard, asksBack: boolean, material: Material): Move {
  const { help } = material;
  const alone = state.alone + (state.tries < triesAlone ? 1 : 0);
  const slots = new Map([...state.slots, ...heard.slots]);
  const lines = [heard.reaction ?? stockLine('reactions', state.turn, material)];
  const { andYou } = exchange.exchange;
  if (asksBack && andYou !== undefined) lines.push(lineOf(andYou, state.scene.scene, help));
  const next = { ...state, at: state.at + 1, tries: 0, alone, slots };
  const ahead = next.scene.exchanges[next.at];
  const also = ahead === undefined || heard.rest === '' ? null : hear(heard.rest, ahead, state.scene, material);
  if (also?.verdict === 'understood' && also.sure) {
    if (also.reaction !== null) lines.push(also.reaction);
    Object.assign(next, { at: next.at + 1, alone: alone + 1, slots: new Map([...slots, ...also.slots]) });
  }
  if (state.opened) return goOn(next, lines, material, heard.correction);
  const opened = { ...next, opened: true };
  return goOn(opened, [openingOf(opened, material), ...lines], material, heard.correction, help.phrases.notice);
}

/** The next cue, or the end of the scene. */
function goOn(
  state: State,
  lines: Line[],
  material: Material,
  correction: Heard['correction'] = null,
  before = '',
): Move {
  if (!isOver(state)) {
    const reply = composeReply({ before, lines: [...lines, ...cueOf(state, material)], correction }, material);
    return { state, reply };
  }
  const { scene, exchanges } = state.scene;
  const summary = [finishedLine(state.alone, exchanges.length, material.help), chooseLine(scene.id, material)];
  const closing = fill(lineOf(scene.closing, scene, material.help), state.slots);
  return { state, reply: composeReply({ before, lines: [...lines, closing], help: summary, correction }, material) };
}

function giveHelp(state: State, exchange: CompiledExchange, material: Material): Move {
  const { help } = material;
  const glosses = exchange.exchange.glosses[help.language] ?? exchange.exchange.glosses.en;
  return support(state, exchange, stockLine('helping', state.turn, material), glossLine(glosses, help), material);
}

/** A hint the first time, the example the second; the learner can always go on. */
function support(state: State, { exchange }: CompiledExchange, line: Line, more: string, material: Material): Move {
  const { help } = material;
  const next = { ...state, tries: state.tries + 1 };
  if (next.tries < triesAlone) {
    const hint = exchange.hint[help.language] ?? exchange.hint.en;
    const helping = [fillLine(help.phrases.hint, new Map([['hint', hint]])), more, help.phrases.offer];
    return { state: next, reply: composeReply({ lines: [line, ...cueOf(state, material)], help: helping }, material) };
  }
  const model = lineOf(exchange.model, state.scene.scene, help);
  const example = fill(
    stockLine('example', state.turn, material),
    new Map([['model', model.text]]),
    new Map([['model', model.meaning]]),
  );
  return {
    state: next,
    reply: composeReply({ lines: [line, example], help: [more, help.phrases.tryModel] }, material),
  };
}
