import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** What a command and all processes it started took. */
export interface CommandUsage {
  readonly wallMs: number;
  /** User and system, of all its processes. */
  readonly cpuMs: number;
  /** The most memory its processes had resident together, looked at every 100 ms; 0 where there is no `/proc`. */
  readonly peakBytes: number;
}

const lookEveryMs = 100;
const pageBytes = 4096;

/**
 * Runs a command to its end. CPU is what the shell's `time` says, which includes every process that was waited for.
 *
 * @throws Error with what it wrote to stderr when it fails; `mayFail`: then only when it could not be started.
 */
export async function measureCommand(
  command: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly mayFail?: boolean },
): Promise<CommandUsage> {
  const child = spawn('bash', ['-c', 'TIMEFORMAT="%R %U %S"; time "$@"', 'bash', ...command], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  let peakBytes = 0;
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, treeBytes(child.pid ?? 0));
  }, lookEveryMs);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(timer);
  const times = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(said)?.slice(1).map(Number);
  if (times === undefined || (code !== 0 && options.mayFail !== true)) {
    throw new Error(`${command.join(' ')} ended with ${code}: ${said.slice(-2_000)}`);
  }
  const [wall = 0, user = 0, system = 0] = times;
  return { wallMs: 1000 * wall, cpuMs: 1000 * (user + system), peakBytes };
}

/** Resident memory of a process and of all below it. */
function treeBytes(root: number): number {
  const children = new Map<number, number[]>();
  const bytes = new Map<number, number>();
  for (const name of processNames()) {
    const stat = readStat(name);
    if (stat === null) continue;
    bytes.set(stat.pid, stat.bytes);
    children.set(stat.parent, [...(children.get(stat.parent) ?? []), stat.pid]);
  }
  const sum = (pid: number): number =>
    (children.get(pid) ?? []).reduce((total, child) => total + sum(child), bytes.get(pid) ?? 0);
  return sum(root);
}

function processNames(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function readStat(name: string): { readonly pid: number; readonly parent: number; readonly bytes: number } | null {
  try {
    // The name of the program, in brackets, may hold spaces.
    const fields = readFileSync(`/proc/${name}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { pid: Number(name), parent: Number(fields[1]), bytes: Number(fields[21]) * pageBytes };
  } catch {
    return null;
  }
}
