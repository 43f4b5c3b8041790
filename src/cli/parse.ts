import { parseArgs } from 'citty';

import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Command } from './command.ts';

/**
 * Reads the words after a command's name.
 *
 * @throws ExitpollError on an option the command does not have, an option without its value, a missing or a
 * surplus argument, a value that is not one of the allowed ones.
 */
export function parseCommandArgs(path: string, entry: Command, words: readonly string[]): Record<string, unknown> {
  const positional = Object.entries(entry.args).filter(([, definition]) => definition.type === 'positional');
  const givenWords = checkOptions(path, entry, words);
  if (givenWords.length > positional.length) {
    throw usageError(path, `unexpected argument "${givenWords[positional.length]}"`);
  }
  const missing = positional[givenWords.length];
  if (missing !== undefined && missing[1].required !== false && missing[1].default === undefined) {
    throw usageError(path, `${missing[1].valueHint ?? missing[0].toUpperCase()} is missing`);
  }
  return parseArgs([...words], entry.args);
}

/** Checks that every option is known and has its value; returns the words that are no options. */
function checkOptions(path: string, entry: Command, words: readonly string[]): string[] {
  const positional: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') return [...positional, ...words.slice(index + 1)];
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
    if (equals < 0) index += 1;
  }
  return positional;
}

function usageError(path: string, message: string): ExitpollError {
  return new ExitpollError(message, { code: 'usage', hint: `See \`exitpoll ${path} --help\`.` });
}

/**
 * A whole number from an option's text.
 *
 * @throws ExitpollError naming the option when it is not a whole number of at least `min`.
 */
export function wholeNumber(option: string, text: string, min: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min) {
    throw new ExitpollError(`--${option} takes a whole number of at least ${min}; got "${text}"`, { code: 'usage' });
  }
  return value;
}
