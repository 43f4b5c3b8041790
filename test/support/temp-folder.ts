import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { StudyInput } from '../../src/study/schema.ts';

/** A folder of one test's own, removed when it is disposed of. */
export interface TempFolder extends Disposable {
  readonly path: string;
  /** The path of a name in it. */
  file(name: string): string;
  /** Writes a file and returns its path. */
  write(name: string, content: string | Uint8Array): string;
  /** Writes a study (JSON is YAML) and returns its path. */
  study(study: StudyInput, name?: string): string;
}

export function tempFolder(): TempFolder {
  const path = mkdtempSync(join(tmpdir(), 'exitpoll-test-'));
  const file = (name: string): string => join(path, name);
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(file(name), content);
    return file(name);
  };
  return {
    path,
    file,
    write,
    study: (study, name = 'study.yaml') => write(name, JSON.stringify(study, null, 2)),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A CSV file of `count` prompts in clusters of `perCluster`, from number `from` on. */
export function promptsCsv(count: number, perCluster = 2, from = 0, categories = 3): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const n = from + index;
    return `prompt number ${n},category-${n % categories},cluster-${Math.floor(n / perCluster)}`;
  });
  return ['prompt,category,cluster', ...rows, ''].join('\n');
}
