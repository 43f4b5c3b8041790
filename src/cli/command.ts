import type { ArgsDef, ParsedArgs } from 'citty';

/** One command of the CLI. Its file stays light: whatever is heavy is imported inside `run`. */
export interface Command {
  readonly kind: 'command';
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Further lines of `--help`, where the summary does not say it all. */
  readonly details?: string;
  /** Full command lines, each with what it does behind `#`. */
  readonly examples: readonly string[];
  readonly args: ArgsDef;
  /** Does the job; resolves to the exit code. */
  run(args: Record<string, unknown>): Promise<number>;
}

/** Commands that share a first word: `exitpoll models list`. */
export interface CommandGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly Command[];
}

/** Defines a command with arguments typed from their definition. */
export function command<const Args extends ArgsDef>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly details?: string;
  readonly examples: readonly string[];
  readonly args: Args;
  run(args: ParsedArgs<Args>): Promise<number>;
}): Command {
  return {
    ...definition,
    kind: 'command',
    run: (args) => definition.run(args as ParsedArgs<Args>),
  };
}

/** Defines a group of commands. */
export function commandGroup(name: string, summary: string, commands: readonly Command[]): CommandGroup {
  return { kind: 'group', name, summary, commands };
}
