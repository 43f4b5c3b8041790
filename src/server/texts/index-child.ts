/** Adds what an index of texts lacks, in a process of its own: started by `index-process.ts`. */
import { setImmediate } from 'node:timers/promises';

import { messageOf } from '../../base/errors.ts';
import { openStore } from '../../store/store.ts';
import { fillIndex } from './fill-index.ts';
import { IndexFile } from './index-file.ts';
import type { IndexTask } from './index-process.ts';

const { store: file, index: path } = JSON.parse(process.argv[2] ?? '') as IndexTask;
// Whoever started it has gone.
process.stdin.on('end', () => process.exit()).resume();
try {
  await using store = openStore(file, 'read');
  using index = IndexFile.toWrite(path, store);
  while (!fillIndex(store, index)) await setImmediate();
} catch (error) {
  process.stderr.write(messageOf(error));
  process.exitCode = 1;
}
process.stdin.destroy();
