import { ExitpollError, exitCodes } from '../base/errors.ts';
import { evaluateRaters, type RatedReply } from '../refusal/evaluate/evaluate.ts';
import { openKeys } from '../models/keys.ts';
import { openScorers, scorerOutsideStore } from '../refusal/open/open-scorers.ts';
import { comparedAs, readLabel, type ComparedLabel } from '../refusal/evaluate/human-label.ts';
import { isFailure, refusalLabels, type RefusalLabel, type RefusalScorer } from '../refusal/score.ts';
import { terminalPage } from '../report/terminal-page.ts';
import { visibleJson } from '../report/visible-text.ts';
import { colorOn, terminalWidth } from './terminal.ts';
import { columnOf } from './refusal-columns.ts';
import { exchangeOf, type ExchangeColumns } from './refusal-exchange.ts';
import { orderedMap } from './refusal-ordered-map.ts';
import { evaluationPage } from './refusal-page.ts';
import { rowComplaints, rowProgress } from './refusal-progress.ts';
import { BadScores, readScore, type ScoreProblem } from './refusal-bad-scores.ts';
import { checkColumn, noRows, openRowFile, type BadRow, type FileRow } from './refusal-rows.ts';

export interface RefusalEvaluateOptions {
  readonly in: string;
  /** `null`: the columns the scorers wrote are compared. */
  readonly columns: ExchangeColumns | null;
  /** Columns of labels, at least one. */
  readonly labels: readonly string[];
  /** Column whose equal values mark rows that belong together; `null` for none. */
  readonly cluster: string | null;
  readonly scorers: readonly string[];
  readonly concurrency: number;
  readonly json: boolean;
}

/** What one row gives to the comparison: ratings, or why there are none. */
interface RatedRow {
  readonly line: number;
  readonly rated: RatedReply | null;
  readonly complaints: readonly string[];
  /** Scorers that called it empty or filtered, which is no label to compare. */
  readonly apart: readonly string[];
  /** Scores that are written in the row and are none. */
  readonly badScores: readonly { readonly scorer: string; readonly problem: ScoreProblem }[];
}

/**
 * `exitpoll refusal evaluate`. Rows without a readable label are left out and named.
 *
 * @returns the exit code: 2 where rows or scores were bad or a scorer failed.
 * @throws ExitpollError on a file, a column or a scorer that cannot be used.
 */
export async function refusalEvaluateCommand(options: RefusalEvaluateOptions): Promise<number> {
  const { columns, labels } = options;
  const file = await openRowFile(options.in);
  const names = columns === null ? [] : Object.values(columns).filter((name) => typeof name === 'string');
  const written = columns === null ? options.scorers.map((name) => columnOf(name, 'label')) : [];
  const clusters = options.cluster === null ? [] : [options.cluster];
  for (const name of [...labels, ...names, ...clusters]) checkColumn(file, name);
  for (const name of written) {
    if (file.columns.includes(name)) continue;
    throw new ExitpollError(`there is no column "${name}"`, {
      code: 'missing-column',
      at: { file: file.file, line: 1 },
      hint: 'Give --prompt-column and --reply-column to score the replies now, or a file that `refusal score` wrote.',
    });
  }
  await using opened = await openScorers(columns === null ? [] : options.scorers, {
    keys: openKeys(process.env),
    baseDir: process.cwd(),
  });
  const scorers = opened.opened.map(scorerOutsideStore);
  if (opened.hosts.length > 0) process.stderr.write(`Prompts and replies are sent to ${opened.hosts.join(', ')}\n`);
  const progress = rowProgress('Read');
  const complaints = rowComplaints();
  const rated: RatedReply[] = [];
  const apart: { [scorer: string]: number } = {};
  const badScores = new BadScores();
  const rate = (row: FileRow | BadRow): Promise<RatedRow> => rateRow(row, options, scorers);
  for await (const row of orderedMap(file.rows(), options.concurrency, rate)) {
    progress.row();
    for (const text of row.complaints) complaints.add(`${file.file}:${row.line}: ${text}`);
    for (const name of row.apart) apart[name] = (apart[name] ?? 0) + 1;
    for (const { scorer, problem } of row.badScores) badScores.add(scorer, problem, row.line);
    if (row.rated !== null) rated.push(row.rated);
  }
  progress.end();
  complaints.end();
  if (rated.length + complaints.count === 0) throw noRows(file);
  const comparisons = evaluateRaters(rated, options.scorers, labels);
  const result = {
    file: file.file,
    rows: rated.length,
    complaints: complaints.count,
    apart,
    badScores: badScores.byScorer,
    comparisons,
  };
  process.stdout.write(
    options.json
      ? `${visibleJson(JSON.stringify(result))}\n`
      : evaluationPage(result, terminalPage({ color: colorOn(), width: terminalWidth() })),
  );
  return complaints.count > 0 || Object.keys(badScores.byScorer).length > 0 ? exitCodes.someErrors : exitCodes.done;
}

async function rateRow(
  row: FileRow | BadRow,
  options: RefusalEvaluateOptions,
  scorers: readonly RefusalScorer[],
): Promise<RatedRow> {
  const { line } = row;
  const complaints: string[] = [];
  if ('bad' in row) return { line, rated: null, complaints: [row.bad], apart: [], badScores: [] };
  const cluster = clusterOf(row, options.cluster);
  const labels: { [rater: string]: ComparedLabel } = {};
  const scores: { [rater: string]: number } = {};
  const apart: string[] = [];
  const badScores: { scorer: string; problem: ScoreProblem }[] = [];
  for (const column of options.labels) {
    const value = row.value(column);
    const text =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
    const label = readLabel(text);
    if (label !== null) labels[column] = label;
    else if (text.trim() !== '')
      complaints.push(`"${column}" has the label "${text.slice(0, 40)}", which is not known`);
  }
  const add = (name: string, label: RefusalLabel, score: number | null): void => {
    const compared = comparedAs(label);
    if (compared === null) {
      apart.push(name);
      return;
    }
    labels[name] = compared;
    if (score !== null) scores[name] = score;
  };
  if (options.columns === null) {
    for (const name of options.scorers) {
      const written = row.value(columnOf(name, 'label')) ?? '';
      const label = refusalLabels.find((one) => one === written);
      const score = readScore(row.value(columnOf(name, 'score')));
      if (label === undefined) complaints.push(unknownLabel(name, written));
      else add(name, label, typeof score === 'number' ? score : null);
      if (typeof score === 'string') badScores.push({ scorer: name, problem: score });
    }
    return { line, rated: { labels, scores, cluster }, complaints, apart, badScores };
  }
  const exchange = exchangeOf(row, options.columns);
  if (typeof exchange === 'string') return { line, rated: null, complaints: [exchange], apart, badScores };
  for (const scorer of scorers) {
    const result = await scorer.score(exchange.prompt, exchange.reply);
    if (isFailure(result)) complaints.push(`${scorer.name} failed: ${result.failed}`);
    else add(scorer.name, result.label, result.score);
  }
  return { line, rated: { labels, scores, cluster }, complaints, apart, badScores };
}

/** The cluster a row is in; one without a value is on its own. */
function clusterOf(row: FileRow, column: string | null): string | null {
  const value = column === null ? null : row.value(column);
  return value === null || value === undefined || value === '' ? null : JSON.stringify(value);
}

function unknownLabel(scorer: string, written: unknown): string {
  return written === ''
    ? `${scorer} has no label here`
    : `${scorer} has the label "${String(written).slice(0, 40)}", which is not known`;
}
