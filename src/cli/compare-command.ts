import { existsSync, statSync } from 'node:fs';

import { compare } from '../analysis/compare/compare.ts';
import type { Adjustment, Comparison } from '../analysis/compare/comparison.ts';
import { changedTranscripts } from '../analysis/compare/changed-transcripts.ts';
import { splitStore, type SelectorInStore } from '../analysis/compare/selector.ts';
import type { Selection } from '../analysis/selection.ts';
import { ExitpollError, exitCodes } from '../base/errors.ts';
import {
  renderComparisonHtml,
  renderComparisonJson,
  renderComparisonMarkdown,
  renderComparisonTable,
} from '../report/compare/index.ts';
import { openStore, type Store } from '../store/store.ts';
import { writeOutput } from './output-file.ts';
import { colorOn, terminalWidth } from './terminal.ts';

export interface CompareCommandOptions {
  readonly sides: readonly string[];
  readonly store: string;
  readonly against?: string | undefined;
  readonly only: Selection;
  readonly adjustment: Adjustment;
  readonly categories: boolean;
  /** How many of the items that changed most are named, for each comparison; chosen by the form unless given. */
  readonly items: number | undefined;
  readonly format: 'table' | 'json' | 'md' | 'html';
  readonly out?: string | undefined;
}

/** A store and how results call it. */
interface NamedStore {
  readonly store: Store;
  readonly name: string | null;
}

/** `exitpoll compare`. @returns the exit code. */
export async function compareCommand(options: CompareCommandOptions): Promise<number> {
  const sides = options.sides.map(inStore);
  const against = options.against === undefined ? null : inStore(options.against);
  const all = against === null ? sides : [...sides, against];
  // The store of --store is not opened where every side names one of its own.
  const files = [...new Set(all.map(({ store }) => store ?? options.store))];
  await using opened = new AsyncDisposableStack();
  const stores = files.map((file, index): NamedStore => {
    return { store: opened.use(openStore(file, 'read')), name: index === 0 ? null : file };
  });
  const placed = ({ store, text }: SelectorInStore): { text: string; store: number } => ({
    text,
    store: files.indexOf(store ?? options.store),
  });
  const comparison = await compare(stores, {
    selectors: sides.map(placed),
    against: against === null ? undefined : placed(against),
    only: options.only,
    adjustment: options.adjustment,
    categories: options.categories,
    ...(options.items === undefined ? {} : { items: options.items }),
  });
  await writeOutput(options.out, await render(comparison, stores, options));
  return exitCodes.done;
}

function inStore(selector: string): SelectorInStore {
  const found = splitStore(selector, (file) => existsSync(file) && statSync(file).isFile());
  const [, file] = /^(.+\.(?:sqlite|sqlite3|db))#/.exec(selector) ?? [];
  if (found.store === null && file !== undefined) {
    throw new ExitpollError('there is no such file', { code: 'no-such-file', at: { file } });
  }
  return found;
}

async function render(
  comparison: Comparison,
  stores: readonly NamedStore[],
  { format, out, items }: CompareCommandOptions,
): Promise<string> {
  switch (format) {
    case 'table':
      return renderComparisonTable(comparison, {
        color: out === undefined && colorOn(),
        width: out === undefined ? terminalWidth() : 80,
        items,
      });
    case 'json':
      return renderComparisonJson(comparison);
    case 'md':
      return renderComparisonMarkdown(comparison);
    case 'html':
      return renderComparisonHtml(comparison, await changedTranscripts(stores, comparison));
    default:
      return unknownFormat(format);
  }
}

function unknownFormat(format: never): never {
  throw new TypeError(`unknown format ${String(format)}`);
}
