import { recurringCategories } from '#lib/corrections/recurring.ts';
import { readConversation } from '#lib/db/read/conversations.ts';
import { recentSlips } from '#lib/db/read/slips.ts';
import type { Slip } from '#lib/db/rows.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { canDo } from '#lib/providers/setup.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { connectTutorWithModel, type Access } from '#lib/tutor/connect.ts';
import type { LanguageTools } from '#lib/tutor/level/language-tools.ts';
import type { ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import type { Guidance } from '#lib/tutor/prompt.ts';
import { runTurn, type FinishPart, type TextPart } from '#lib/tutor/run-turn.ts';
import type { Beside } from './beside.ts';
import { prepareGlosses } from './prepare-glosses.ts';
import { correctMessage } from './correct-beside.ts';
import { historyOf, lastExchange } from './history.ts';
import { judgeReply } from './judge-reply.ts';
import { withOpeners } from './openers.ts';
import { receiveCorrection, type ReceivedCorrection } from './received-correction.ts';
import type { ReplyPart, TurnSource } from './running-turn.ts';
import type { TurnQuestion } from './server.ts';
import { turnBase } from './tutor-turn.ts';
import { untilWhole } from './until-whole.ts';

/** What asking a tutor takes beside the settings. */
export interface Asking {
  access: Access;
  tools: LanguageTools;
  beside: Beside;
}

/**
 * Asks the conversation's tutor for the reply of a turn that has begun, and beside it for the correction of the message.
 * @throws {PatterError} what stands in the way of asking; the parts throw what goes wrong after that.
 */
export async function askTutor(
  question: TurnQuestion,
  settings: Settings,
  { access, tools, beside }: Asking,
  signal: AbortSignal,
): Promise<TurnSource> {
  const { conversationId, turnId, unkept } = question;
  const conversation = unkept.conversation ?? (await readConversation(conversationId));
  if (conversation === undefined) throw new PatterError('storage');
  const tutor = await connectTutorWithModel(settings.tutor, settings, access);
  const { traits } = tutor.provider;
  const { language, reading = null } = conversation;
  const { message, before } = await lastExchange(historyOf(question));
  const { turn: base, upTo } = await turnBase(question, conversation, settings, traits.startsOver);
  const { lesson } = base;
  // Without its error memory a tutor still teaches.
  const slips = settings.correct ? await recentSlips(language, Date.now()).catch(() => []) : [];
  const turn = {
    ...base,
    guidance: {
      lastReply: before === null ? null : await judgeReply(before, lesson, tools),
      // Who speaks first answers nothing yet: what is said then can be made ahead, whatever goes wrong meanwhile.
      recurring: message === null ? [] : recurringPairs(slips),
    },
  };
  const received = receiveCorrection(
    { turnId, message, lesson, reading, slips, wanted: settings.correct, complete: tutor.provider.id === 'guided' },
    tools,
    beside,
  );
  const reply = untilWhole(
    (until) => runTurn({ ...turn, newestFirst: historyOf(question, upTo) }, withOpeners(tutor.provider), until),
    signal,
    // Each reply's own parts are read to their end, also where another was asked for meanwhile.
    (read) => beside(`${turnId}/${crypto.randomUUID()}`, (until) => read(until, received.keepLate)),
  );
  const parts = replyParts(reply, received.cardIn);
  const check = async (text: string): Promise<ReplyCheck> => {
    const found = await judgeReply(text, lesson, tools);
    // A tutor that keeps only its latest prompt in mind is better left with this one.
    if (traits.parallel && found.breaches.includes('vocabulary')) {
      beside(`${turnId}/glosses`, () => prepareGlosses(text, found.hard, lesson, settings, { access, tools }));
    }
    return found;
  };
  const source = { local: traits.local, check };
  if (!settings.correct)
    return { ...source, parts: alongside(parts, () => received.noteUses({ card: null }), 'finish') };
  if (message === null || !canDo(settings.tutor, 'correct')) return { ...source, parts };
  const toCorrect = { message, before: before ?? '', turn, newestFirst: () => historyOf(question, upTo) };
  const correct = (): void =>
    beside(turnId, async (until) => received.noteUses(await correctMessage(toCorrect, tutor, tools, until)));
  return { ...source, parts: alongside(parts, correct, traits.parallel ? 'first' : 'finish') };
}

/** The parts, with the card of what a tutor corrected by itself at their end. */
async function* replyParts(
  parts: AsyncIterable<TextPart | FinishPart>,
  cardIn: ReceivedCorrection['cardIn'],
): AsyncGenerator<ReplyPart> {
  for await (const part of parts) {
    if (part.type !== 'finish') {
      yield part;
      continue;
    }
    const card = cardIn(part.correction);
    yield { type: 'finish', ...(part.cut && { cut: part.cut }), ...(card && { card }) };
  }
}

/**
 * The parts, with something done once the first of them is there, or the last. Not before: the reply's own request goes
 * first, also against the learner's limits.
 */
async function* alongside(
  parts: AsyncIterable<ReplyPart>,
  act: () => void,
  when: 'first' | 'finish',
): AsyncGenerator<ReplyPart> {
  let acted = false;
  for await (const part of parts) {
    if (!acted && (when === 'first' || part.type === 'finish')) {
      acted = true;
      act();
    }
    yield part;
  }
}

/** How many of the learner's habits a tutor is told of at once, each by its latest example. */
const mostPairs = 3;
/** In UTF-16 units: what is longer is no single form. */
const longestForm = 40;

function recurringPairs(slips: readonly Slip[]): Guidance['recurring'] {
  return recurringCategories(slips)
    .slice(0, mostPairs)
    .flatMap(({ category }) => {
      const latest = slips.find(
        (slip) =>
          slip.category === category && slip.right !== '' && slip.wrong !== '' && slip.right.length <= longestForm,
      );
      return latest === undefined ? [] : [{ wrong: latest.wrong, right: latest.right }];
    });
}
