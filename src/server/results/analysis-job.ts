import { ExitpollError, messageOf } from '../../base/errors.ts';
import { boundYoungSpace } from '../../base/young-space.ts';
import { holdState } from '../../store/one-state.ts';
import { storeError } from '../../store/sqlite/errors.ts';
import { openStore } from '../../store/store.ts';
import type { AnalysisTask } from './analysis-process.ts';
import { doWork } from './analysis-work.ts';

/** Writes what a task asks for to stdout as JSON; what goes wrong to stderr, as JSON too. */
export async function analysisJob(task: string): Promise<void> {
  boundYoungSpace();
  const { file, work } = JSON.parse(task) as AnalysisTask;
  try {
    await using store = openStore(file, 'read');
    holdState(store);
    process.stdout.write(JSON.stringify(await doWork(store, work)));
  } catch (thrown) {
    const error = storeError(thrown, file);
    const { code, hint } = error instanceof ExitpollError ? error : { code: 'bug', hint: undefined };
    process.stderr.write(JSON.stringify({ message: messageOf(error), code, hint }));
    process.exitCode = 1;
  }
}
