import { deletionId, type DeletableTable, type Deletion } from '#lib/db/deletion-rows.ts';
import { keptTableNames, type KeptRows, type KeptTable } from '#lib/db/kept-tables.ts';
import type { Fact } from '#lib/db/memory-rows.ts';
import type { StoredRows } from '#lib/db/read/kept-rows.ts';
import type { Conversation, KnownWord, UsageRow } from '#lib/db/rows.ts';
import type { RowChanges } from '#lib/db/write/merge-rows.ts';
import { contentsOf, deletionsIn } from './contents.ts';
import { mergeMessages, mergeSlips } from './merge-messages.ts';
import { laterBy, mergeTable, mineFirst, partition, type TableMerge } from './merge-table.ts';
import { mergeWords, type WordsMerge } from './merge-words.ts';

/** Of one table. */
export interface Tally {
  inBackup: number;
  /** How many of them are not here yet, and how many are here in an earlier form. */
  added: number;
  updated: number;
}

export interface Merge extends RowChanges {
  tallies: Record<KeptTable, Tally>;
  /** How much of the backup the learner has deleted since, and so stays deleted. */
  deleted: Record<DeletableTable, number>;
}

/**
 * What a backup changes here. Nothing is ever deleted by it but mistakes that the learner has not let pass for such, nothing is
 * there twice, and merging the same backup again changes nothing. Of two forms of one row the one that was changed later stays; a damaged row here is replaced.
 *
 * @param revive whether what the learner has deleted since comes back as well
 */
export function mergeBackup(here: StoredRows, backup: KeptRows, { revive }: { revive: boolean }): Merge {
  const { rows } = here;
  const theirs = contentsOf(backup);
  const deletions = revive ? new Map<string, number>() : deletionsIn(rows);
  const isDeleted = (table: DeletableTable, id: string | number, changedAt: number): boolean =>
    (deletions.get(deletionId(table, id)) ?? -Infinity) >= changedAt;

  const [gone, conversations] = partition(theirs.conversations, ({ id, updatedAt }) =>
    isDeleted('conversations', id, updatedAt),
  );
  const goneIds = new Set(gone.map(({ id }) => id));
  const stays = ({ conversationId }: { conversationId: number }): boolean => !goneIds.has(conversationId);
  const [messages, goneMessages] = partition(theirs.messages, stays);
  const goneMessageIds = new Set(goneMessages.map(({ id }) => id));
  const [goneFacts, facts] = partition(
    theirs.facts.filter(({ messageId }) => !goneMessageIds.has(messageId)),
    (fact) => isDeleted('facts', fact.id, factChangedAt(fact)),
  );
  const words = mergeWords(here, theirs, (id, changedAt) => isDeleted('words', id, changedAt));
  const mergedMessages = mergeMessages(rows.messages, messages);
  const slips = mergeSlips(rows.slips, theirs.slips.filter(stays), [rows.messages, ...Object.values(mergedMessages)]);
  const merged = {
    conversations: mergeTable(rows.conversations, conversations, ({ id }) => id, laterConversation),
    messages: mergedMessages,
    drafts: mergeTable(rows.drafts, theirs.drafts.filter(stays), ({ conversationId }) => conversationId, mineFirst),
    usage: mergeTable(rows.usage, theirs.usage, ({ day, tutor }) => `${day} ${tutor}`, mostUsed),
    slips,
    glosses: mergeTable(
      rows.glosses,
      theirs.glosses,
      ({ language, learnerLanguage, word }) => JSON.stringify([language, learnerLanguage, word]),
      mineFirst,
    ),
    knownWords: mergeTable(
      rows.knownWords,
      stillKnown(theirs, words),
      lemmaOf,
      laterBy(({ at }) => at),
    ),
    words: words.words,
    schedules: words.schedules,
    reviews: words.reviews,
    summaries: mergeTable(
      rows.summaries,
      theirs.summaries.filter(stays),
      ({ conversationId }) => conversationId,
      laterBy(({ updatedAt }) => updatedAt),
    ),
    facts: mergeTable(rows.facts, newlySaid(rows.facts, facts), ({ id }) => id, laterBy(factChangedAt)),
  };
  const back = new Set([
    ...idsOf('conversations', merged.conversations),
    ...idsOf('words', merged.words),
    ...idsOf('facts', merged.facts),
  ]);
  // What was used again after it was deleted here is deleted in its older forms only.
  const outlived = [...deletions].filter(([id]) => back.has(id)).map(([id, at]) => ({ id, at }));
  const all = { ...merged, deletions: mergeDeletions(rows, theirs.deletions, back, outlived) };
  return {
    put: putOf(all),
    remove: {
      slips: slips.removed,
      schedules: words.removedSchedules,
      deletions: revive ? rows.deletions.filter(({ id }) => back.has(id)).map(({ id }) => id) : [],
    },
    tallies: talliesOf(all, theirs),
    deleted: { conversations: gone.length, words: words.deleted.length, facts: goneFacts.length },
  };
}

type Merged = { [Name in KeptTable]: TableMerge<KeptRows[Name][number]> };

function idsOf(table: DeletableTable, { added, updated }: TableMerge<{ id: string | number }>): string[] {
  return [...added, ...updated].map(({ id }) => deletionId(table, id));
}

function putOf(merged: Merged): KeptRows {
  // A word that is new may have a key that another gives up.
  const put = keptTableNames.map((name) => [name, [...merged[name].updated, ...merged[name].added]] as const);
  return Object.fromEntries(put) as unknown as KeptRows;
}

function talliesOf(merged: Merged, backup: KeptRows): Record<KeptTable, Tally> {
  const tallies = keptTableNames.map((name) => {
    const { added, updated } = merged[name];
    return [name, { inBackup: backup[name].length, added: added.length, updated: updated.length }] as const;
  });
  return Object.fromEntries(tallies) as Record<KeptTable, Tally>;
}

/** The later one, with the look back that only the other may have. One that is deleted here is not any more. */
function laterConversation(mine: Conversation, theirs: Conversation): Conversation {
  const [later, other] = theirs.updatedAt > mine.updatedAt ? [theirs, mine] : [mine, theirs];
  const recap = later.recap ?? other.recap;
  if (later.deletedAt === 0 && recap === later.recap) return later;
  return { ...later, deletedAt: 0, ...(recap && { recap }) };
}

/** Counts only grow: the larger one has the other in it. */
function mostUsed(mine: UsageRow, theirs: UsageRow): UsageRow {
  const most = {
    requests: Math.max(mine.requests, theirs.requests),
    input: Math.max(mine.input, theirs.input),
    output: Math.max(mine.output, theirs.output),
  };
  const isMine = most.requests === mine.requests && most.input === mine.input && most.output === mine.output;
  return isMine ? mine : { ...mine, ...most };
}

function factChangedAt({ editedAt, createdAt }: Fact): number {
  return editedAt ?? createdAt;
}

/** Facts that are here, and those that say what no fact here says in other letters. */
function newlySaid(here: readonly Fact[], backup: readonly Fact[]): Fact[] {
  const ids = new Set(here.map(({ id }) => id));
  const said = new Set(here.map(saying));
  return backup.filter((fact) => {
    if (ids.has(fact.id)) return true;
    const isNew = !said.has(saying(fact));
    said.add(saying(fact));
    return isNew;
  });
}

function saying({ language, text }: Fact): string {
  return `${language} ${text.toLocaleLowerCase()}`;
}

/** Known lemmas, but for those whose every word in the backup stays deleted. */
function stillKnown({ knownWords, words }: KeptRows, { deleted }: WordsMerge): KnownWord[] {
  const goneIds = new Set(deleted.map(({ id }) => id));
  const staying = new Set(words.filter(({ id }) => !goneIds.has(id)).map(lemmaOf));
  const gone = new Set(deleted.map(lemmaOf));
  return knownWords.filter((known) => staying.has(lemmaOf(known)) || !gone.has(lemmaOf(known)));
}

function lemmaOf({ language, lemma }: Pick<KnownWord, 'language' | 'lemma'>): string {
  return `${language} ${lemma}`;
}

/** Deletions of what is not here: a backup deletes nothing. */
function mergeDeletions(
  here: KeptRows,
  backup: readonly Deletion[],
  back: ReadonlySet<string>,
  outlived: readonly Deletion[],
): TableMerge<Deletion> {
  const present = new Set([
    ...back,
    ...here.conversations.map(({ id }) => deletionId('conversations', id)),
    ...here.words.map(({ id }) => deletionId('words', id)),
    ...here.facts.map(({ id }) => deletionId('facts', id)),
  ]);
  const absent = backup.filter(({ id }) => !present.has(id));
  const later = laterBy<Deletion>(({ at }) => at);
  return mergeTable(here.deletions, [...absent, ...outlived], ({ id }) => id, later);
}
