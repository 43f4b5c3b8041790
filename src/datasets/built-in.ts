import { fileURLToPath } from 'node:url';

/** The file of a dataset that comes with the package; the same from `src/` and from `dist/`. */
export function builtInPath(name: string): string {
  return fileURLToPath(new URL(`../../data/${name}.jsonl`, import.meta.url));
}
