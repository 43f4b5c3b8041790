import { ExitpollError, exitCodes } from '../base/errors.ts';
import { displayPath } from '../datasets/data-file.ts';
import { openDataset } from '../datasets/dataset.ts';
import { datasetSpecSchema, type DatasetSpec } from '../datasets/dataset-spec.ts';
import { findDataset } from '../datasets/find-dataset.ts';
import { type FormatName, formatNames } from '../datasets/registry.ts';
import { inspectDataset, type Inspection } from '../datasets/inspect.ts';
import { type FileLook, lookAtFile } from '../datasets/look-at-file.ts';
import { ReadingTally, type ReadingCounts } from '../datasets/reading-tally.ts';
import { downloadProgress } from './download-progress.ts';
import { type InspectedFiles, inspectPage } from './inspect-page.ts';
import { readingProgress } from './reading-progress.ts';
import { boundYoungSpace } from '../base/young-space.ts';

export interface InspectOptions {
  readonly path: string;
  /** What the file is, where the user knows better. */
  readonly format: string | undefined;
  readonly contexts: readonly number[];
  readonly examples: number;
  readonly json: boolean;
}

const formsOfFiles = [...formatNames, 'csv', 'tsv', 'bailbench'] as const;

/** `exitpoll data inspect`. @returns the exit code. */
export async function inspectCommand(options: InspectOptions): Promise<number> {
  boundYoungSpace();
  const spec = await specOf(options);
  const source = await openDataset(spec, process.cwd(), { progress: downloadProgress(options, 'data') });
  const [first] = source.files;
  const look = first === undefined ? null : await lookAtFile(first, displayPath(first));
  const tally = new ReadingTally(source.name);
  const progress = readingProgress(source.name, source.sizeBytes, options);
  let inspection: Inspection;
  try {
    inspection = await inspectDataset(source, {
      contexts: options.contexts,
      examples: options.examples,
      reading: tally.options(progress),
    });
  } finally {
    progress.end();
  }
  const files: InspectedFiles = {
    name: source.name,
    kind: source.kind,
    layout: look === null ? '' : layoutText(look),
    isTold: options.format !== undefined || spec.path === undefined,
    files: source.files,
    sizeBytes: source.sizeBytes,
  };
  process.stdout.write(
    options.json ? inspectJson(files, inspection, tally.counts) : inspectPage(files, inspection, tally.counts),
  );
  return exitCodes.done;
}

async function specOf({ path, format }: InspectOptions): Promise<DatasetSpec> {
  if (format === undefined) {
    const spec = await findDataset(path, process.cwd());
    return spec.path === undefined ? spec : { ...spec, badRecords: 'skip' };
  }
  if (!isFormOfFile(format)) {
    throw new ExitpollError(`--format takes one of ${formsOfFiles.join(', ')}; got "${format}"`, { code: 'usage' });
  }
  return datasetSpecSchema.parse({ name: format, path, badRecords: 'skip' });
}

function isFormOfFile(format: string): format is FormatName | 'csv' | 'tsv' | 'bailbench' {
  return (formsOfFiles as readonly string[]).includes(format);
}

function layoutText({ layout, compression }: FileLook): string {
  const names = { 'json-lines': 'JSON Lines', json: 'JSON', parquet: 'Parquet', csv: 'commas', tsv: 'tabs' };
  return `${names[layout]}${compression === null ? '' : `, ${compression}`}`;
}

function inspectJson(files: InspectedFiles, { examples, ...counts }: Inspection, reading: ReadingCounts): string {
  const page = {
    schema: 'exitpoll-inspection',
    version: '1.0',
    ...files,
    ...counts,
    reading,
    examples: examples.map(({ name, cluster, tags, turn, conversation, at }) => ({
      name,
      cluster,
      tags,
      turn,
      conversation,
      line: at.line,
    })),
  };
  return `${JSON.stringify(page, null, 2)}\n`;
}
