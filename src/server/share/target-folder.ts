import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { ExitpollError, messageOf } from '../../base/errors.ts';
import { builtFiles } from '../built-pages.ts';
import { folderGlobal } from '../wire/folder.ts';
import { asideName, clearLeftovers, replacedMark, type Cleared } from './leftovers.ts';
import { isReportFile } from './share-reports.ts';

/** The file by which a folder of ours is known; it begins with the name it hands itself over by. */
export const manifestFile = 'data/manifest.js';

/** A folder that is written aside and put into its place when it is whole, so that what is there is never half. */
export class TargetFolder implements Disposable {
  /** Where files are written meanwhile. */
  readonly aside: string;
  /** What was found beside it of processes that ended while they wrote. */
  readonly cleared: Cleared;
  readonly #target: string;

  /**
   * @param target need not exist; a folder that was exported before, and that nothing was added to, is replaced
   * @throws ExitpollError where something else is there, or nothing can be written.
   */
  constructor(target: string) {
    // Behind a link it is the folder that is replaced, and the link stays.
    this.#target = existsSync(target) ? realpathSync(target) : resolve(target);
    this.cleared = clearLeftovers(this.#target);
    if (existsSync(this.#target)) checkReplaceable(this.#target, target);
    const parent = dirname(this.#target);
    if (!existsSync(parent)) {
      throw new ExitpollError(`cannot be written: there is no folder ${dirname(target)}`, {
        code: 'unwritable-file',
        at: { file: target },
        hint: 'Make it first, or name another folder with --out.',
      });
    }
    try {
      this.aside = join(parent, asideName(this.#target));
      mkdirSync(this.aside);
    } catch (error) {
      throw new ExitpollError(`cannot be written: ${messageOf(error)}`, {
        code: 'unwritable-file',
        at: { file: target },
      });
    }
  }

  /** Puts what was written into its place. */
  finish(): void {
    const old = `${this.aside}${replacedMark}`;
    const isReplaced = existsSync(this.#target);
    if (isReplaced) renameSync(this.#target, old);
    try {
      renameSync(this.aside, this.#target);
    } catch (error) {
      if (isReplaced) renameSync(old, this.#target);
      throw error;
    }
    rmSync(old, { recursive: true, force: true });
  }

  [Symbol.dispose](): void {
    rmSync(this.aside, { recursive: true, force: true });
  }
}

/** @throws ExitpollError where a folder holds anything that would be lost with it. */
function checkReplaceable(folder: string, target: string): void {
  const refuse = (message: string, hint: string): never => {
    throw new ExitpollError(message, { code: 'not-ours', at: { file: target }, hint });
  };
  const names = namesIn(folder);
  if (names?.length === 0) return;
  if (names === null || !isOurs(folder)) {
    return refuse('is there already, and is no folder that exitpoll wrote', 'Name another folder with --out.');
  }
  const kept = names.find((name) => !isOurFile(name));
  if (kept !== undefined) {
    refuse(`holds "${kept}" beside what exitpoll wrote`, 'Move it away, or name another folder with --out.');
  }
}

/** Files of a folder and of its `data`; `null` where it is none. */
function namesIn(folder: string): readonly string[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.name === 'data' && entry.isDirectory()
        ? readdirSync(join(folder, 'data')).map((name) => `data/${name}`)
        : [entry.name],
    );
  } catch {
    return null;
  }
}

function isOurs(folder: string): boolean {
  try {
    return readFileSync(join(folder, manifestFile), 'utf8').startsWith(folderGlobal);
  } catch {
    return false;
  }
}

function isOurFile(name: string): boolean {
  return name === manifestFile || /^data\/\d+\.js$/.test(name) || builtFiles.includes(name) || isReportFile(name);
}
