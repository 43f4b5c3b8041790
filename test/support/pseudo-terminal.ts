import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/exitpoll.js', import.meta.url));

/** Whether there is a Python that can make a pseudo-terminal. */
export const hasPseudoTerminal = spawnSync('python3', ['-c', 'import pty, os, select']).status === 0;

// Says the child's process id, then copies between it and the pipes; ends as the child ends.
const copier = `
import fcntl, os, pty, select, struct, sys, termios
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
sys.stderr.write(str(pid) + "\\n"); sys.stderr.flush()
sources = [fd, 0]
while True:
    ready, _, _ = select.select(sources, [], [])
    if fd in ready:
        try:
            data = os.read(fd, 65536)
        except OSError:
            data = b""
        if not data:
            break
        os.write(1, data)
    if 0 in ready:
        data = os.read(0, 65536)
        if data:
            os.write(fd, data)
        else:
            sources = [fd]
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
`;

/** `exitpoll` in a terminal of its own, 100 columns by 30 rows. */
export interface TerminalCli {
  /** All that was written since the last key was pressed. */
  screen(): string;
  /** Presses keys, and resolves when the screen says this; rejects when the process ends first. */
  press(keys: string, until: string): Promise<void>;
  /** Resolves when the screen says this. */
  said(text: string): Promise<void>;
  /** Kills the node process itself, as nothing can keep it from. */
  kill(): Promise<void>;
  /** Presses keys and waits for the end. @returns the exit code and all that was written. */
  end(keys: string): Promise<{ readonly code: number | null; readonly output: string }>;
}

/** Starts `exitpoll` with these words in a terminal. */
export async function startInTerminal(words: readonly string[], cwd: string): Promise<TerminalCli> {
  const child = spawn('python3', ['-c', copier, process.execPath, program, ...words], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  let from = 0;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    changed();
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code));
  });
  const pid = await new Promise<number>((resolve) => {
    child.stderr.setEncoding('utf8').once('data', (text: string) => resolve(Number.parseInt(text, 10)));
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!output.slice(from).includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without saying "${text}": ${output.slice(from)}`)));
    });
  return {
    screen: () => output.slice(from),
    said,
    press: (keys, until) => {
      from = output.length;
      child.stdin.write(keys);
      return said(until);
    },
    kill: async () => {
      process.kill(pid, 'SIGKILL');
      await ended;
    },
    end: async (keys) => {
      child.stdin.write(keys);
      return { code: await ended, output };
    },
  };
}
