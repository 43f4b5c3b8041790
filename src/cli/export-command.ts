import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Selection } from '../analysis/selection.ts';
import { trialRecords } from '../analysis/trial-records.ts';
import { exitCodes } from '../base/errors.ts';
import { trialsCsvHeader, trialsToJsonl, trialToCsv } from '../report/index.ts';
import { openStore, type Store } from '../store/store.ts';
import { replaceFile } from './output-file.ts';

export interface ExportOptions {
  readonly store: string;
  readonly study?: string | undefined;
  readonly only?: Selection | undefined;
  readonly format: 'jsonl' | 'csv';
  readonly out?: string | undefined;
}

/** `exitpoll export trials`: streamed, so that memory does not grow with the store. @returns the exit code. */
export async function exportTrialsCommand(options: ExportOptions): Promise<number> {
  await using store = openStore(options.store, 'read');
  const lines = Readable.from(exportLines(store, options));
  if (options.out === undefined) {
    await pipeline(lines, process.stdout, { end: false });
    return exitCodes.done;
  }
  await replaceFile(options.out, (part) => pipeline(lines, createWriteStream(part)));
  return exitCodes.done;
}

async function* exportLines(store: Store, options: ExportOptions): AsyncGenerator<string> {
  if (options.format === 'csv') yield trialsCsvHeader;
  for await (const record of trialRecords(store, { study: options.study, only: options.only })) {
    yield options.format === 'csv' ? trialToCsv(record) : trialsToJsonl(record);
  }
}
