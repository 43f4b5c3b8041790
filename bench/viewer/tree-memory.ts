import { readdirSync, readFileSync } from 'node:fs';

/** Watches the memory of a process and all that it starts (Linux). */
export interface MemoryWatch extends Disposable {
  /** The most that was seen at once so far, in bytes; pages that several of them share count once. */
  peak(): number;
}

const everyMs = 200;

/** Starts to watch a process. */
export function watchMemory(pid: number): MemoryWatch {
  let most = 0;
  const look = (): void => {
    most = Math.max(most, treeBytes(pid));
  };
  const timer = setInterval(look, everyMs);
  return { peak: () => most, [Symbol.dispose]: () => clearInterval(timer) };
}

/** The most memory that a process alone, without what it starts, ever had resident, in bytes (Linux). */
export function peakResident(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN);
}

function treeBytes(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const own = 1024 * Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return children.reduce((sum, child) => sum + treeBytes(child), own);
  } catch {
    // It has ended in between.
    return 0;
  }
}
