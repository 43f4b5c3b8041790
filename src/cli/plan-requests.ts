import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { firstRequests } from '../run/first-requests.ts';
import type { OpenedModel } from '../run/open-models.ts';
import type { PreparedStudy } from '../run/prepare.ts';
import type { Store } from '../store/store.ts';
import { replaceFile } from './output-file.ts';

/**
 * Writes what a plan asks first, one JSON object a line, so that the replies can be produced elsewhere and replayed.
 * Streamed: memory does not grow with the plan.
 *
 * @throws ExitpollError when the file cannot be written.
 */
export async function writeRequests(
  file: string,
  store: Store,
  { plan }: PreparedStudy,
  models: readonly OpenedModel[],
): Promise<void> {
  function* requestLines(): Generator<string> {
    for (const [index, { planned }] of models.entries()) {
      const own = plan.lines.filter((line) => line.arm.model === index);
      for (const first of firstRequests(store, own)) {
        yield `${JSON.stringify({ model: planned.label, ...first })}\n`;
      }
    }
  }
  await replaceFile(file, (part) => pipeline(Readable.from(requestLines()), createWriteStream(part)));
}
