import { styleText } from 'node:util';

import type { ArgDef } from 'citty';

import type { Command, CommandGroup } from './command.ts';

type Entry = Command | CommandGroup;

const bold = (text: string): string => styleText('bold', text, { stream: process.stdout });
const dim = (text: string): string => styleText('dim', text, { stream: process.stdout });

/** The page behind `exitpoll --help`. */
export function rootHelp(entries: readonly Entry[], version: string): string {
  return [
    `${bold('exitpoll')} ${version}: offers language models an exit from a conversation, and measures how often they take it`,
    '',
    bold('Commands'),
    ...list(entries),
    '',
    bold('Examples'),
    ...exampleLines([
      'exitpoll init study.yaml  # write a commented study to start from',
      'exitpoll plan study.yaml  # what it would ask, of whom, and what that costs',
      'exitpoll run study.yaml  # run it, or go on where it was, and print the rates',
      'exitpoll status --watch  # how it goes, from another terminal',
      'exitpoll report --format html --out report.html  # the same as a page to send',
    ]),
    '',
    dim('`exitpoll COMMAND --help` tells more of each. Exit codes: 0 done, 1 you must act, 2 done but some trials'),
    dim('ended as error, 130 interrupted. A TypeScript study (.mts) is code: running one runs whatever it says.'),
    '',
  ].join('\n');
}

/** The page behind `exitpoll GROUP --help`. */
export function groupHelp(group: CommandGroup): string {
  return [
    `${bold(`exitpoll ${group.name}`)}: ${group.summary}`,
    '',
    bold('Commands'),
    ...list(group.commands),
    '',
    bold('Examples'),
    ...exampleLines(group.commands.flatMap((entry) => entry.examples.slice(0, 1))),
    '',
  ].join('\n');
}

/** The commands of a group whose name does something alone: what follows the help of that. */
export function furtherCommands(group: CommandGroup): string {
  return [
    '',
    bold('Further commands'),
    ...list(group.commands.map((one) => ({ ...one, name: `${group.name} ${one.name}` }))),
    '',
  ].join('\n');
}

/** The page behind `exitpoll COMMAND --help`. */
export function commandHelp(path: string, entry: Command): string {
  const positional = Object.entries(entry.args).filter(([, definition]) => definition.type === 'positional');
  const options = Object.entries(entry.args).filter(([, definition]) => definition.type !== 'positional');
  const usage = positional.map(([name, definition]) => {
    const word = definition.valueHint ?? name.toUpperCase();
    return definition.required === false ? `[${word}]` : word;
  });
  const rows: [string, string][] = options.map(([name, definition]) => [
    optionName(name, definition),
    describe(definition),
  ]);
  rows.push(['--help', 'this page']);
  const argumentRows = positional.map(([name, definition]): [string, string] => [
    definition.valueHint ?? name.toUpperCase(),
    describe(definition),
  ]);
  return [
    `${bold(`exitpoll ${path}`)}: ${entry.summary}`,
    ...(entry.details === undefined ? [] : ['', entry.details]),
    '',
    `${bold('Usage')}  exitpoll ${[path, ...usage, '[options]'].join(' ')}`,
    ...(argumentRows.length === 0 ? [] : ['', bold('Arguments'), ...pairs(argumentRows)]),
    '',
    bold('Options'),
    ...pairs(rows),
    '',
    bold('Examples'),
    ...exampleLines(entry.examples),
    '',
  ].join('\n');
}

function optionName(name: string, definition: ArgDef): string {
  const flag = `--${name}`;
  if (definition.type === 'boolean') return flag;
  const options = 'options' in definition ? definition.options : undefined;
  return `${flag} ${definition.valueHint ?? options?.join('|') ?? name.toUpperCase()}`;
}

function describe(definition: ArgDef): string {
  const hasDefault = definition.default !== undefined && definition.default !== false;
  return `${definition.description ?? ''}${hasDefault ? ` (default: ${String(definition.default)})` : ''}`;
}

function list(entries: readonly Entry[]): string[] {
  return pairs(
    entries.map((entry) => [
      entry.kind === 'group' ? `${entry.name} ${entry.commands.map((one) => one.name).join('|')}` : entry.name,
      entry.summary,
    ]),
  );
}

function pairs(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}

function exampleLines(examples: readonly string[]): string[] {
  return examples.map((example) => {
    const [line = '', comment] = example.split(/ {2,}# /);
    return comment === undefined ? `  ${line}` : `  ${line}  ${dim(`# ${comment}`)}`;
  });
}
