import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { ExitpollError } from '../base/errors.ts';

/** A built file of the viewer's pages. */
export interface BuiltFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same compressed: made when it is first asked for. */
  readonly gzipped: () => Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Changes with its content. */
  readonly etag: string;
}

const types = {
  'index.html': 'text/html',
  'app.js': 'text/javascript',
  'charts.js': 'text/javascript',
  'app.css': 'text/css',
};

/** Names of the built files. */
export const builtFiles: readonly string[] = Object.keys(types);

/**
 * The built pages, by file name. An installed package has them beside its code, a checkout in `dist/web`.
 *
 * @throws ExitpollError where they have not been built.
 */
export function builtPages(): ReadonlyMap<string, BuiltFile> {
  const folder = [new URL('../web/', import.meta.url), new URL('../../dist/web/', import.meta.url)].find((one) =>
    existsSync(new URL('index.html', one)),
  );
  if (folder === undefined) {
    throw new ExitpollError('the pages of the viewer have not been built', {
      code: 'no-pages',
      at: { file: fileURLToPath(new URL('../../dist/web/', import.meta.url)) },
      hint: 'Run `npm run build:web` in the checkout.',
    });
  }
  return new Map(
    Object.entries(types).map(([name, type]) => [name, builtFile(readFileSync(new URL(name, folder)), type)]),
  );
}

function builtFile(content: Buffer, type: string): BuiltFile {
  let gzipped: Uint8Array<ArrayBuffer> | null = null;
  return {
    bytes: Uint8Array.from(content),
    gzipped: () => (gzipped ??= Uint8Array.from(gzipSync(content, { level: 9 }))),
    type: `${type}; charset=utf-8`,
    etag: createHash('sha256').update(content).digest('base64url').slice(0, 22),
  };
}
