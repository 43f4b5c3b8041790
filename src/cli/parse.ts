import { parseArgs } from 'citty';

import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Command, OptionLists } from './command.ts';

/** The words after a command's name, read. */
export interface GivenArgs {
  readonly args: Record<string, unknown>;
  readonly lists: OptionLists;
}

/**
 * Reads the words after a command's name.
 *
 * @throws ExitpollError on an option the command does not have, an option without its value, one given twice that
 * may be given once, a missing or a surplus argument, a value that is not one of the allowed ones.
 */
export function parseCommandArgs(path: string, entry: Command, words: readonly string[]): GivenArgs {
  const positional = Object.entries(entry.args).filter(([, definition]) => definition.type === 'positional');
  const { givenWords, values } = checkOptions(path, entry, words);
  const last = positional.at(-1)?.[0] ?? '';
  const takesMore = entry.repeatable.includes(last);
  if (givenWords.length > positional.length && !takesMore) {
    throw usageError(path, `unexpected argument "${givenWords[positional.length]}"`);
  }
  const missing = positional[givenWords.length];
  if (missing !== undefined && missing[1].required !== false && missing[1].default === undefined) {
    throw usageError(path, `${missing[1].valueHint ?? missing[0].toUpperCase()} is missing`);
  }
  const lists = Object.fromEntries(entry.repeatable.map((name) => [name, values.get(name) ?? []]));
  if (takesMore) lists[last] = givenWords.slice(positional.length - 1);
  return { args: parseArgs([...words], entry.args), lists };
}

interface Checked {
  /** The words that are no options. */
  readonly givenWords: readonly string[];
  /** Every value of each option that takes one. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Checks that every option is known and has its value. */
function checkOptions(path: string, entry: Command, words: readonly string[]): Checked {
  const positional: string[] = [];
  const values = new Map<string, string[]>();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') return { givenWords: [...positional, ...words.slice(index + 1)], values };
    if (!word.startsWith('-') || word === '-') {
      positional.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const flag = equals < 0 ? word : word.slice(0, equals);
    const name = flag.slice(2);
    const definition = flag.startsWith('--') ? entry.args[name] : undefined;
    if (definition === undefined || definition.type === 'positional') {
      const known = Object.entries(entry.args).flatMap(([key, one]) => (one.type === 'positional' ? [] : [`--${key}`]));
      throw usageError(path, `unknown option "${flag}".${didYouMean(`--${flag.replace(/^-+/, '')}`, known)}`);
    }
    if (definition.type === 'boolean') {
      if (equals >= 0) throw usageError(path, `${flag} takes no value`);
      continue;
    }
    const value = equals < 0 ? words[index + 1] : word.slice(equals + 1);
    // An empty value is an unset variable of the shell, and no name of a file.
    if (value === undefined || value === '' || (equals < 0 && value.startsWith('--'))) {
      throw usageError(path, `${flag} needs a value`);
    }
    const options = definition.type === 'enum' ? definition.options : undefined;
    if (options !== undefined && !options.includes(value)) {
      throw usageError(path, `${flag} is one of ${options.join(', ')}; got "${value}".${didYouMean(value, options)}`);
    }
    const before = values.get(name) ?? [];
    if (before.length > 0 && !entry.repeatable.includes(name)) {
      throw usageError(path, `${flag} is given twice: "${before[0]}" and "${value}"`);
    }
    values.set(name, [...before, value]);
    if (equals < 0) index += 1;
  }
  return { givenWords: positional, values };
}

function usageError(path: string, message: string): ExitpollError {
  return new ExitpollError(message, { code: 'usage', hint: `See \`exitpoll ${path} --help\`.` });
}
