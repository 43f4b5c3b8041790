import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

import { folderGlobal } from '../wire/folder.ts';

/** A pack is closed when its answers have so many characters: quick to read, and few files. */
const packCharacters = 1_000_000;

const compress = promisify(gzip);

/** Writes answers into the packs of a folder. */
export class PackWriter {
  /** The addresses in each pack that is written. */
  readonly index: (readonly string[])[] = [];
  readonly #folder: string;
  #answers: (readonly [address: string, json: string])[] = [];
  #characters = 0;
  /** Characters written, base64 included. */
  written = 0;

  /** @param folder where the packs go; it exists. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Adds an answer; answers that are read together are best added together. @param json as JSON text. */
  async add(address: string, json: string): Promise<void> {
    this.#answers.push([address, json]);
    this.#characters += address.length + json.length;
    if (this.#characters >= packCharacters) await this.close();
  }

  /** Ends the present pack, if anything is in it. @returns how many packs there are. */
  async close(): Promise<number> {
    if (this.#answers.length > 0) {
      const body = this.#answers.map(([address, json]) => `${JSON.stringify(address)}:${json}`).join(',');
      const script = await packScript(this.index.length, `{${body}}`);
      writeFileSync(join(this.#folder, `${this.index.length}.js`), script);
      this.written += script.length;
      this.index.push(this.#answers.map(([address]) => address));
      this.#answers = [];
      this.#characters = 0;
    }
    return this.index.length;
  }
}

/** The script that hands a pack over. What is in it is base64 alone, so that no text can be read as code. */
async function packScript(number: number, json: string): Promise<string> {
  return `${folderGlobal}.pack(${number},"${(await compress(json, { level: 9 })).toString('base64')}");\n`;
}
