import { analyze } from '../analysis/analyze.ts';
import { outcomesOf } from '../analysis/condition.ts';
import type { TrialRecord } from '../analysis/results.ts';
import type { Selection } from '../analysis/selection.ts';
import { exampleTranscripts } from '../analysis/trial-records.ts';
import { ExitpollError, exitCodes } from '../base/errors.ts';
import { boundYoungSpace } from '../base/young-space.ts';
import {
  applyOverlay,
  renderCsv,
  type CsvOptions,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderTable,
  type ReportResults,
} from '../report/index.ts';
import { examplesFor } from '../report/html/page.ts';
import { holdState } from '../store/one-state.ts';
import { openStore } from '../store/store.ts';
import { overlayOf } from './overlay-of.ts';
import { writeOutput } from './output-file.ts';
import { colorOn, terminalWidth } from './terminal.ts';

export interface ReportOptions {
  readonly store: string;
  readonly study?: string | undefined;
  readonly only?: Selection | undefined;
  readonly format: 'table' | 'json' | 'csv' | 'md' | 'html';
  readonly out?: string | undefined;
  readonly categories: boolean;
  /** Which table a CSV is to hold. */
  readonly section?: CsvOptions['section'];
  /** Whether to show the rates with other intervals. */
  readonly intervals?: boolean;
  /** A file of published rates. */
  readonly overlay?: string | undefined;
  readonly overlayDataset?: string | undefined;
  /** Which set of figures to draw, in place of a report; `out` is then a folder. */
  readonly figures?: 'paper' | undefined;
}

/** `exitpoll report`. @returns the exit code. */
export async function reportCommand(options: ReportOptions): Promise<number> {
  if (options.figures !== undefined && options.out === undefined) {
    throw new ExitpollError('--figures needs a folder to write to', {
      code: 'usage',
      hint: 'Add --out DIR; it is made if it is not there.',
    });
  }
  if (options.section !== undefined && options.format !== 'csv') {
    throw new ExitpollError(`--section is of CSV, and --format is ${options.format}`, {
      code: 'usage',
      hint: 'Add --format csv; the other formats hold every part.',
    });
  }
  boundYoungSpace();
  const overlay = await overlayOf(options.overlay, options.overlayDataset);
  await using store = openStore(options.store, 'read');
  const state = holdState(store);
  const outcomes = outcomesOf(store);
  const analysed = await analyze(store, {
    study: options.study,
    only: options.only,
    outcomes,
    state,
    intervals: options.intervals ?? false,
  });
  const results = overlay === null ? analysed : applyOverlay(analysed, overlay, { dataset: options.overlayDataset });
  if (options.figures !== undefined) {
    // Drawing loads what no other report needs.
    const { writeFigures } = await import('./report-figures.ts');
    await writeFigures(results, options.out ?? '.', { json: options.format === 'json' });
    return exitCodes.done;
  }
  await writeOutput(
    options.out,
    await render(results, options, () =>
      exampleTranscripts(store, { study: options.study, only: options.only, each: examplesFor(results), outcomes }),
    ),
  );
  return exitCodes.done;
}

async function render(
  results: ReportResults,
  options: ReportOptions,
  transcripts: () => Promise<readonly TrialRecord[]>,
): Promise<string> {
  const { categories, format } = options;
  switch (format) {
    case 'table':
      return renderTable(results, {
        color: options.out === undefined && colorOn(),
        width: options.out === undefined ? terminalWidth() : 80,
        categories,
        store: options.store,
      });
    case 'json':
      return renderJson(results);
    case 'csv':
      return renderCsv(results, { categories, section: options.section });
    case 'md':
      return renderMarkdown(results, { categories });
    case 'html':
      return renderHtml(results, await transcripts());
    default:
      return unknownFormat(format);
  }
}

function unknownFormat(format: never): never {
  throw new TypeError(`unknown format ${String(format)}`);
}
