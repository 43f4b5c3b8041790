import v8 from 'node:v8';

/** From here on the space for young objects is not doubled any more; it is then at most twice this. */
const enoughBytes = 8 * 2 ** 20;
const lookEveryMs = 100;

/**
 * Keeps this process small. V8 doubles its space for young objects whenever as much as it holds has outlived a
 * collection, however long that took, so that a long run always ends at the most there is: 100 MB that save a few
 * per cent of CPU. There is no limit that can be set once a process runs; growth can be stopped when it has gone far
 * enough. For a program's start; it holds for the process, and keeps nobody waiting.
 */
export function boundYoungSpace(): void {
  const timer = setInterval(() => {
    const young = v8.getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
    if (young !== undefined && young.space_size < enoughBytes) return;
    clearInterval(timer);
    if (young !== undefined) v8.setFlagsFromString('--semi-space-growth-factor=1');
  }, lookEveryMs);
  timer.unref();
}
