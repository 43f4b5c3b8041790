import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { ExitpollError, messageOf } from '../../base/errors.ts';
import { folderGlobal } from '../wire/folder.ts';

/** The file by which a folder of ours is known; it begins with the name it hands itself over by. */
export const manifestFile = 'data/manifest.js';

/** A folder that is written aside and put into its place when it is whole, so that what is there is never half. */
export class TargetFolder implements Disposable {
  /** Where files are written meanwhile. */
  readonly aside: string;
  readonly #target: string;

  /**
   * @param target need not exist; a folder that was exported before is replaced
   * @throws ExitpollError where something else is there, or nothing can be written.
   */
  constructor(target: string) {
    this.#target = resolve(target);
    if (existsSync(this.#target) && !isReplaceable(this.#target)) {
      throw new ExitpollError('is there already, and is no folder that exitpoll wrote', {
        code: 'not-ours',
        at: { file: target },
        hint: 'Name another folder with --out.',
      });
    }
    try {
      this.aside = join(dirname(this.#target), `.${basename(this.#target)}-${randomUUID()}`);
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
    const old = `${this.aside}-old`;
    if (existsSync(this.#target)) renameSync(this.#target, old);
    renameSync(this.aside, this.#target);
    rmSync(old, { recursive: true, force: true });
  }

  [Symbol.dispose](): void {
    rmSync(this.aside, { recursive: true, force: true });
  }
}

function isReplaceable(folder: string): boolean {
  try {
    if (readdirSync(folder).length === 0) return true;
    return readFileSync(join(folder, manifestFile), 'utf8').startsWith(folderGlobal);
  } catch {
    return false;
  }
}
