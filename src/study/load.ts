import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { checkValue, readCheckedFile, type Locate } from '../base/checked-file.ts';
import { ExitpollError, messageOf } from '../base/errors.ts';
import { studySchema, type Study } from './schema.ts';

/** A study and where it came from. */
export interface LoadedStudy {
  readonly study: Study;
  /** The file, as the user named it. */
  readonly file: string;
  /** Where relative paths in it start. */
  readonly baseDir: string;
  /** Where a field stands in the file, for errors found later. */
  readonly locate: Locate;
}

const codeExtensions = new Set(['.mts', '.ts', '.mjs', '.js']);

/**
 * Loads a study from YAML, or runs a TypeScript file and takes its default export.
 *
 * @throws ExitpollError with file, line and field of each mistake.
 */
export async function loadStudy(file: string): Promise<LoadedStudy> {
  const baseDir = dirname(resolve(file));
  if (!codeExtensions.has(extname(file))) {
    const { value, locate } = await readCheckedFile(file, studySchema);
    return { study: value, file, baseDir, locate };
  }
  const locate: Locate = () => ({ file });
  return { study: checkValue(studySchema, await defaultExport(file), locate), file, baseDir, locate };
}

async function defaultExport(file: string): Promise<unknown> {
  if (!existsSync(file)) throw new ExitpollError('there is no such file', { code: 'no-such-file', at: { file } });
  // `import … from 'exitpoll'` in a study means the copy that is running, wherever the study lies.
  const library = import.meta.resolve(import.meta.url.endsWith('.ts') ? '../index.ts' : '../index.js');
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'exitpoll' ? { url: library, shortCircuit: true } : next(specifier, context),
  });
  try {
    const module = (await import(pathToFileURL(resolve(file)).href)) as { default?: unknown };
    if (module.default === undefined) {
      throw new ExitpollError('has no default export', {
        code: 'invalid-file',
        at: { file },
        hint: 'Write `export default defineStudy({ … })`.',
      });
    }
    return module.default;
  } catch (error) {
    if (error instanceof ExitpollError) throw error;
    throw new ExitpollError(`cannot be run: ${messageOf(error)}`, { code: 'invalid-file', at: { file }, cause: error });
  } finally {
    hooks.deregister();
  }
}

/**
 * Checks a study written in a program.
 *
 * @throws ExitpollErrors with the field of each mistake.
 */
export function checkStudy(input: unknown, baseDir: string): LoadedStudy {
  const file = 'study';
  const locate: Locate = () => ({ file });
  return { study: checkValue(studySchema, input, locate), file, baseDir, locate };
}
