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
  /** Options that may be given several times; also the last argument, where it may be followed by more of its kind. */
  readonly repeatable: readonly string[];
  /** Does the job; resolves to the exit code. `lists` has every value of each repeatable option. */
  run(args: Record<string, unknown>, lists: OptionLists): Promise<number>;
}

/** Every value of the options that may be given several times, in the order given; none for one not given. */
export type OptionLists<Names extends string = string> = { readonly [name in Names]: readonly string[] };

/** Commands that share a first word: `exitpoll models list`. */
export interface CommandGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly Command[];
  /** What the first word does alone, or with options only. */
  readonly main?: Command;
}

/** Defines a command with arguments typed from their definition. */
export function command<const Args extends ArgsDef, const Repeatable extends keyof Args & string = never>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly details?: string;
  readonly examples: readonly string[];
  readonly args: Args;
  readonly repeatable?: readonly Repeatable[];
  run(args: ParsedArgs<Args>, lists: OptionLists<Repeatable>): Promise<number>;
}): Command {
  return {
    ...definition,
    kind: 'command',
    repeatable: definition.repeatable ?? [],
    run: (args, lists) => definition.run(args as ParsedArgs<Args>, lists),
  };
}

/** Defines a group of commands; `main` is what its name does without another word. */
export function commandGroup(
  name: string,
  summary: string,
  commands: readonly Command[],
  main?: Command,
): CommandGroup {
  return { kind: 'group', name, summary, commands, ...(main === undefined ? {} : { main }) };
}
