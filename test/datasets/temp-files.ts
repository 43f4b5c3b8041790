import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll } from 'vitest';

import { ExitpollError } from '../../src/base/errors.ts';
import { type DatasetSpec, datasetSpecSchema } from '../../src/datasets/dataset-spec.ts';
import { type ItemsOptions, openDataset, type SourceItem } from '../../src/datasets/dataset.ts';

/** A folder of the test file's own, removed when its tests are over. */
export const folder = mkdtempSync(join(tmpdir(), 'exitpoll-datasets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let written = 0;

/** Writes a file and returns its path. */
export function file(ending: string, content: string | Uint8Array): string {
  written += 1;
  const path = join(folder, `file-${written}.${ending}`);
  writeFileSync(path, content);
  return path;
}

type SpecInput = Omit<DatasetSpec, 'seed'>;

/** All items of a dataset. */
export async function readAll(spec: SpecInput, options: ItemsOptions = {}): Promise<SourceItem[]> {
  const source = await openDataset(datasetSpecSchema.parse(spec), folder);
  return Array.fromAsync(source.items(options));
}

/** The error reading ends with; fails the test when there is none, or when it is not one for the user. */
export async function errorOf(spec: SpecInput): Promise<ExitpollError> {
  try {
    await readAll(spec);
  } catch (thrown) {
    if (thrown instanceof ExitpollError) return thrown;
    throw thrown;
  }
  throw new Error('the dataset was read without an error');
}

/** The text of an item's last turn. */
export function lastText(item: SourceItem | undefined): string | undefined {
  return item?.conversation.messages.at(-1)?.text;
}
