import { createWriteStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { ExitpollError, exitCodes } from '../base/errors.ts';
import { openKeys } from '../models/keys.ts';
import { openScorers, scorerOutsideStore } from '../refusal/open/open-scorers.ts';
import { isFailure, refusalLabels, type RefusalLabel, type RefusalScorer } from '../refusal/score.ts';
import { visibleJson } from '../report/visible-text.ts';
import { counted, grouped } from '../base/figures.ts';
import { replaceFile } from './output-file.ts';
import { columnOf, headerLine, scoredLine, type ScoredBy } from './refusal-columns.ts';
import { exchangeOf, type ExchangeColumns } from './refusal-exchange.ts';
import { KeptScores } from './refusal-kept-scores.ts';
import { orderedMap } from './refusal-ordered-map.ts';
import { rowComplaints, rowProgress } from './refusal-progress.ts';
import { checkColumn, noRows, openRowFile, type BadRow, type FileRow, type RowFile } from './refusal-rows.ts';

export interface RefusalScoreOptions {
  readonly in: string;
  readonly out: string;
  readonly columns: ExchangeColumns;
  readonly scorers: readonly string[];
  /** Rows under way at once. */
  readonly concurrency: number;
  readonly force: boolean;
  readonly json: boolean;
}

/** How often each scorer gave each label, and failed. */
type Tally = { [scorer: string]: { [label in RefusalLabel]: number } & { failed: number } };

/**
 * `exitpoll refusal score`: writes the file again with what the scorers say of each row, streamed. Bad rows are left out
 * and named. Killed or interrupted, the same command asks no model again about what it had an answer to.
 *
 * @returns the exit code: 2 where rows were bad or a scorer failed.
 * @throws ExitpollError on a file, a column or a scorer that cannot be used, on a file without rows, and on one that would
 * be overwritten.
 */
export async function refusalScoreCommand(options: RefusalScoreOptions): Promise<number> {
  const file = await openRowFile(options.in);
  for (const column of columnNames(options.columns)) checkColumn(file, column);
  checkOutput(options, file);
  await using opened = await openScorers(options.scorers, { keys: openKeys(process.env), baseDir: process.cwd() });
  const kept = opened.opened.some(({ kind }) => kind !== 'pure') ? new KeptScores(options.out) : null;
  const scorers = opened.opened.map((one) => {
    const scorer = scorerOutsideStore(one);
    return kept === null || one.kind === 'pure' ? scorer : kept.keeping(scorer);
  });
  checkAdded(file, scorers);
  if (opened.hosts.length > 0) process.stderr.write(`Prompts and replies are sent to ${opened.hosts.join(', ')}\n`);
  if (kept !== null && kept.size > 0) {
    process.stderr.write(`${counted(kept.size, 'score')} of an earlier run in ${kept.file}: not asked for again\n`);
  }
  const aborting = new AbortController();
  const interrupt = (): void =>
    aborting.abort(
      new ExitpollError(`interrupted; ${whatIsKept(kept)}`, {
        code: 'interrupted',
        exitCode: exitCodes.interrupted,
      }),
    );
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const progress = rowProgress('Scored');
  const complaints = rowComplaints();
  const tally: Tally = {};
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    yield headerLine(
      file,
      scorers.map(({ name }) => name),
    );
    const score = (row: FileRow | BadRow): Promise<ScoredRow> =>
      scoreRow(row, options.columns, scorers, aborting.signal);
    for await (const { row, result } of orderedMap(file.rows(aborting.signal), options.concurrency, score)) {
      progress.row();
      if (typeof result === 'string' || 'bad' in row) {
        complaints.add(`${file.file}:${row.line}: ${typeof result === 'string' ? result : 'cannot be read'}`);
        continue;
      }
      rows += 1;
      for (const one of result) {
        count(tally, one);
        if (isFailure(one.result)) complaints.add(`${file.file}:${row.line}: ${one.name} failed: ${one.result.failed}`);
      }
      yield scoredLine(file, row.raw, result);
    }
    if (rows + complaints.count === 0) throw noRows(file);
  }
  try {
    await replaceFile(options.out, (part) => pipeline(Readable.from(lines()), createWriteStream(part)));
  } finally {
    progress.end();
    complaints.end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  const failures = Object.values(tally).reduce((sum, { failed }) => sum + failed, 0);
  if (failures === 0) kept?.discard();
  else if (kept !== null && kept.size > 0) {
    process.stderr.write(`With --force the same command tries again what failed; ${whatIsKept(kept)}\n`);
  }
  process.stdout.write(
    options.json
      ? `${visibleJson(JSON.stringify({ rows, bad: complaints.count, scorers: tally }))}\n`
      : summary(rows, tally),
  );
  return complaints.count > 0 ? exitCodes.someErrors : exitCodes.done;
}

function whatIsKept(kept: KeptScores | null): string {
  if (kept === null || kept.size === 0) return 'nothing was written';
  return `${counted(kept.size, 'score')} kept in ${kept.file}, from where the same command goes on`;
}

interface ScoredRow {
  readonly row: FileRow | BadRow;
  /** Why the row is bad, where it is. */
  readonly result: readonly ScoredBy[] | string;
}

async function scoreRow(
  row: FileRow | BadRow,
  columns: ExchangeColumns,
  scorers: readonly RefusalScorer[],
  signal: AbortSignal,
): Promise<ScoredRow> {
  if ('bad' in row) return { row, result: row.bad };
  const exchange = exchangeOf(row, columns);
  if (typeof exchange === 'string') return { row, result: exchange };
  const { prompt, reply } = exchange;
  const result = await Promise.all(
    scorers.map(async (scorer) => {
      const { name, version } = scorer;
      return { name, version, text: reply.text, result: await scorer.score(prompt, reply, signal) };
    }),
  );
  return { row, result };
}

function columnNames({ prompt, reply, system, reasoning, finish }: ExchangeColumns): readonly string[] {
  return [prompt, reply, system, reasoning, finish].filter((name) => name !== undefined);
}

function checkOutput({ in: input, out, force }: RefusalScoreOptions, { file }: RowFile): void {
  if (resolve(input) === resolve(out)) {
    throw new ExitpollError('--out is the file that is read', {
      code: 'usage',
      hint: 'Name another file.',
      at: { file },
    });
  }
  if (!force && existsSync(out)) {
    throw new ExitpollError('is there already', {
      code: 'output-exists',
      hint: 'Name another file, or add --force to write over it.',
      at: { file: out },
    });
  }
}

/** @throws ExitpollError when the file already has a column that would be added. */
function checkAdded(file: RowFile, scorers: readonly RefusalScorer[]): void {
  for (const { name } of scorers) {
    if (!file.columns.includes(columnOf(name, 'label'))) continue;
    throw new ExitpollError(`already has a column "${columnOf(name, 'label')}"`, {
      code: 'column-exists',
      at: { file: file.file, line: 1 },
      hint: 'It seems to be scored already; take the file it was made from.',
    });
  }
}

function count(tally: Tally, { name, result }: ScoredBy): void {
  const counts = (tally[name] ??= { refusal: 0, partial: 0, none: 0, empty: 0, filtered: 0, failed: 0 });
  counts[isFailure(result) ? 'failed' : result.label] += 1;
}

function summary(rows: number, tally: Tally): string {
  const lines = Object.entries(tally).map(([name, counts]) => {
    const parts = [...refusalLabels, 'failed' as const].filter((label) => counts[label] > 0);
    return `  ${name}: ${parts.map((label) => `${label} ${grouped(counts[label])}`).join(', ')}`;
  });
  return [`${counted(rows, 'row')} scored`, ...lines, ''].join('\n');
}
