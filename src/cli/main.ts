import { ExitpollError, exitCodes, messageOf } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { terminalText } from '../base/terminal-text.ts';
import { version } from '../base/version.ts';
import { visibleJson } from '../report/visible-text.ts';
import type { Command, CommandGroup } from './command.ts';
import { entries } from './commands/index.ts';
import { commandHelp, furtherCommands, groupHelp, rootHelp } from './help.ts';
import { parseCommandArgs } from './parse.ts';

/**
 * The command line. Sets the exit code of the process; whatever goes wrong is told in one line on stderr
 * (as JSON with `--json`), with a stack only for bugs and under `--debug`.
 */
export async function main(words: readonly string[]): Promise<void> {
  // A closed pipe (`| head`) is the reader's choice, not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.userMustAct);
  });
  // Nobody reads what is said meanwhile: no reason to lose the calls in flight.
  process.stderr.on('error', () => undefined);
  const debug = words.includes('--debug');
  const rest = words.filter((word) => word !== '--debug');
  try {
    process.exitCode = await dispatch(rest);
  } catch (error) {
    process.exitCode = tell(error, rest.includes('--json'), debug);
  }
}

async function dispatch(words: readonly string[]): Promise<number> {
  const [first, ...rest] = words;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    process.stdout.write(rootHelp(entries, version));
    return exitCodes.done;
  }
  if (first === '--version' || first === '-v') {
    process.stdout.write(`${version}\n`);
    return exitCodes.done;
  }
  const entry = find(entries, first, 'command');
  if (entry.kind === 'command') return runCommand(entry.name, entry, rest);
  const [second, ...last] = rest;
  if (entry.main !== undefined && (second === undefined || second.startsWith('-'))) {
    const code = await runCommand(entry.name, entry.main, rest);
    if (asksForHelp(rest)) process.stdout.write(furtherCommands(entry));
    return code;
  }
  if (second === undefined || second === '--help' || second === '-h') {
    process.stdout.write(groupHelp(entry));
    return second === undefined ? exitCodes.userMustAct : exitCodes.done;
  }
  return runCommand(`${entry.name} ${second}`, find(entry.commands, second, `${entry.name} command`), last);
}

async function runCommand(path: string, entry: Command, words: readonly string[]): Promise<number> {
  if (asksForHelp(words)) {
    process.stdout.write(commandHelp(path, entry));
    return exitCodes.done;
  }
  const { args, lists } = parseCommandArgs(path, entry, words);
  return entry.run(args, lists);
}

function asksForHelp(words: readonly string[]): boolean {
  return words.includes('--help') || words.includes('-h');
}

function find<Entry extends Command | CommandGroup>(known: readonly Entry[], name: string, what: string): Entry {
  const entry = known.find((one) => one.name === name);
  if (entry !== undefined) return entry;
  const names = known.map((one) => one.name);
  throw new ExitpollError(`there is no ${what} "${name}".${didYouMean(name, names)}`, {
    code: 'usage',
    hint: `There are: ${names.join(', ')}.`,
  });
}

function tell(error: unknown, json: boolean, debug: boolean): number {
  const known = error instanceof ExitpollError;
  if (json) {
    const { code, hint } = known ? error : { code: 'bug', hint: undefined };
    process.stderr.write(`${visibleJson(JSON.stringify({ error: { code, message: messageOf(error), hint } }))}\n`);
  } else {
    const lines = (known ? error.message : `this is a bug of exitpoll: ${messageOf(error)}`).split('\n');
    for (const line of lines) process.stderr.write(`exitpoll: ${terminalText(line)}\n`);
    if (known && error.hint !== undefined) process.stderr.write(`  ${terminalText(error.hint)}\n`);
    if (!known && !debug) process.stderr.write('  Run it again with --debug to see where, and please report it.\n');
  }
  if (debug && error instanceof Error) process.stderr.write(`${terminalText(error.stack ?? '')}\n`);
  return known ? error.exitCode : exitCodes.userMustAct;
}
