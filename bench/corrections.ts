/**
 * Runs the corrections engine over texts and their rewrites: `npm run bench:corrections -- FOLDER [--json]`.
 *
 * FOLDER holds `*.jsonl`, one object a line: `id`, `source`, `target` (it stands for the model's `corrected`), and where
 * there are any `references` (rewrites by people), `language` and `level`. With `--json`, one result a line and nothing else.
 */
import { buildCard } from '#lib/corrections/card.ts';
import { applyEdits, diffWords } from '#lib/corrections/diff.ts';
import { addAgreement, agreementWith, noAgreement } from './corrections-agreement.ts';
import { cardInput, judge, readCorpus, type Judged, type Line } from './corrections-corpus.ts';
import { injectFakes, mutateAnswers, timeCalls, type Time } from './corrections-trials.ts';
import { percent, percentile, table } from './report.ts';

/** For 1,000 characters, at the 99th percentile of the processor's time: how busy the machine is does not count. */
const mostMs = 50;

const ms = (value: number): string => value.toFixed(2);

function spread(times: readonly Time[], clock: keyof Time): string {
  const values = times.map((time) => time[clock]);
  return `${ms(percentile(values, 0.5))} ms, ${ms(percentile(values, 0.99))} ms`;
}

interface Result {
  line: Line;
  kind: string;
  edits: Judged[];
  reapplied: boolean;
}

function run(line: Line): Result {
  const card = buildCard(cardInput(line));
  const edits = diffWords(line.source, line.target, line.language);
  return {
    line,
    kind: card?.kind ?? 'none',
    edits: judge(line, edits, card),
    reapplied: applyEdits(line.source, edits) === line.target,
  };
}

function printJson(file: string, results: readonly Result[]): void {
  for (const { line, kind, edits } of results) console.log(JSON.stringify({ file, id: line.id, kind, edits }));
}

/** @returns what should hold and does not */
function report(file: string, lines: readonly Line[], results: readonly Result[], print: boolean): string[] {
  const reapplied = results.filter((result) => result.reapplied).length;
  const identity = lines.filter((line) => buildCard(cardInput({ ...line, target: line.source })) !== null).length;
  const thrown = mutateAnswers(lines);
  const fakes = injectFakes(lines);
  const times = timeCalls(lines);
  const p99 = percentile(
    times.long.map(({ cpu }) => cpu),
    0.99,
  );
  if (print) {
    const kinds = Map.groupBy(results, ({ kind }) => kind);
    const shown = results.flatMap(({ edits }) => edits.filter((edit) => edit.shown && edit.tier === 'error'));
    const rows = [
      ['lines', String(lines.length)],
      ['edits reapplied to the source give the target', percent(reapplied, lines.length)],
      ['cards where the target is the source', String(identity)],
      ['cards', ['edits', 'natural', 'none'].map((kind) => `${kinds.get(kind)?.length ?? 0} ${kind}`).join(', ')],
      ['shown error-tier edits a line', (shown.length / Math.max(1, lines.length)).toFixed(2)],
      ['time a line: median, 99th percentile', spread(times.each, 'wall')],
      ['time for 1,000 characters: median, 99th percentile', spread(times.long, 'wall')],
      ['… of the processor', spread(times.long, 'cpu')],
      ['damaged answers that threw', `${thrown.length} of 1,000`],
      ['made-up notes dropped', `${percent(fakes.dropped, fakes.injected)} of ${fakes.injected}`],
      ['true notes kept beside them', `${percent(fakes.kept, fakes.anchored)} of ${fakes.anchored}`],
      ...agreementRows(results),
    ];
    console.log(`## ${file}\n\n${table(['', ''], rows)}\n`);
  }
  return [
    ...(reapplied < lines.length ? [`${file}: edits of ${lines.length - reapplied} lines do not give the target`] : []),
    ...(identity > 0 ? [`${file}: ${identity} cards where nothing changed`] : []),
    ...thrown.map((failure) => `${file}: a damaged answer threw ${failure}`).slice(0, 3),
    ...(fakes.dropped < fakes.injected ? [`${file}: ${fakes.injected - fakes.dropped} made-up notes were shown`] : []),
    ...(p99 >= mostMs ? [`${file}: 1,000 characters took ${ms(p99)} ms`] : []),
  ];
}

function agreementRows(results: readonly Result[]): string[][] {
  const compared = results.filter(({ line }) => line.references.length > 0);
  if (compared.length === 0) return [];
  const sum = compared
    .map(({ line, edits }) => agreementWith(line.references, line, edits))
    .reduce(addAgreement, noAgreement);
  const of = (part: number, whole: number) => `${percent(part, whole)} of ${whole}`;
  return [
    ['lines with references', String(compared.length)],
    ['shown error-tier edits that stand in a reference', of(sum.shownInReference, sum.shown)],
    ['… with the very same span', of(sum.shownExact, sum.shown)],
    ['error-tier edits, also behind "more", that do', of(sum.errorsInReference, sum.errors)],
    ['recall: edits of the nearest reference that are error-tier edits', of(sum.found, sum.wanted)],
    ['… on lines with an edits card', of(sum.foundOnEdits, sum.wantedOnEdits)],
  ];
}

function main(): number {
  const folder = process.argv.slice(2).find((argument) => argument !== '--json');
  const json = process.argv.includes('--json');
  const corpus = readCorpus(folder);
  if (!json) console.log(explanation);
  const failures: string[] = [];
  for (const [file, lines] of corpus) {
    const results = lines.map(run);
    if (json) printJson(file, results);
    failures.push(...report(file, lines, results, !json));
  }
  for (const failure of failures) console.error(failure);
  return failures.length > 0 ? 1 : 0;
}

const explanation = `The language is the line's own, else the file's name up to the first "-" or "."; the level is the line's own, else B2,
so that punctuation and capitals count. An edit stands in a reference that has the same one (which space goes with it is no
matter), that makes the same of its words by several edits, or that has it as a part of a larger edit.
`;

process.exitCode = main();
