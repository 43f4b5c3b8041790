import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

import { ExitpollError, messageOf } from '../base/errors.ts';
import { anthropicKeyName, anthropicKeyVariable } from './anthropic/provider.ts';
import { keyFilePath, readKeyFile, type Environment, type KeyBinding } from './key-file.ts';
import { isLoopback } from './http/base-url.ts';
import { openAiProviders, providerKeyVariable } from './openai/providers.ts';
import { Scrubber } from './scrub.ts';
import { Secret } from './secret.ts';

/** Which key may go where. A study has no say in it. */
export interface Keys {
  /**
   * The key bound to an origin (`https://host:port`), by the user's file of keys first, else by the table of known
   * providers; `null` for every other origin.
   *
   * @throws ExitpollError when the key is missing or unusable, or would travel unencrypted to another machine.
   */
  keyFor(origin: string): Promise<Secret | null>;
  /** A text without any key known so far. */
  scrub(text: string): string;
}

/** Keys from the environment and from the files the user's own configuration names, read when first asked for. */
export function openKeys(env: Environment): Keys {
  const file = keyFilePath(env);
  const scrubber = new Scrubber();
  const variables = [anthropicKeyName, ...Object.values(openAiProviders).map(({ keyVariable }) => keyVariable)];
  for (const variable of variables) {
    if (variable !== null) scrubber.add(env[variable]?.trim() ?? '');
  }
  const remember = (secret: Secret): Secret => {
    scrubber.add(secret.reveal());
    return secret;
  };
  return {
    keyFor: async (origin) => {
      const { host, protocol } = new URL(origin);
      const bindings = readKeyFile(file);
      const binding = Object.hasOwn(bindings, host) ? bindings[host] : undefined;
      if (binding !== undefined) {
        if (protocol !== 'https:' && !isLoopback(origin) && !binding.plainHttp) throw unencrypted(host, file);
        return remember(readBinding(binding, host, file, env));
      }
      const variable = anthropicKeyVariable(origin) ?? providerKeyVariable(origin);
      return variable === null ? null : remember(fromVariable(variable, host, env));
    },
    scrub: (text) => scrubber.scrub(text),
  };
}

function readBinding(binding: KeyBinding, host: string, file: string, env: Environment): Secret {
  if ('env' in binding) return fromVariable(binding.env, host, env);
  const path = keyPath(binding.file, file, env);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ExitpollError(`the key of ${host} cannot be read: ${messageOf(error)}`, {
      code: 'key-unreadable',
      at: { file },
    });
  }
  return usable(text, `the file ${path}`, host);
}

/** `~/` is the user's home; other relative paths start at the file of keys. */
function keyPath(path: string, file: string, env: Environment): string {
  if (path.startsWith('~/')) return join(env['HOME'] ?? homedir(), path.slice(2));
  return isAbsolute(path) ? path : join(dirname(file), path);
}

function fromVariable(variable: string, host: string, env: Environment): Secret {
  const value = env[variable];
  if (value === undefined || value.trim() === '') {
    throw new ExitpollError(`the key of ${host} is missing: the variable ${variable} is not set`, {
      code: 'key-missing',
      hint: `Set it, as in  export ${variable}=…  and start again.`,
    });
  }
  return usable(value, `the variable ${variable}`, host);
}

function usable(text: string, source: string, host: string): Secret {
  const value = text.trim();
  if (/^[\x21-\x7e]+$/.test(value)) return new Secret(value, source);
  const what = value === '' ? 'is empty' : 'has spaces, line breaks or other characters no key has';
  throw new ExitpollError(`the key of ${host} in ${source} ${what}`, { code: 'key-unusable' });
}

function unencrypted(host: string, file: string): ExitpollError {
  return new ExitpollError(`the key of ${host} would travel unencrypted over http`, {
    code: 'key-unencrypted',
    hint: `Use https, or allow it for this host with  plainHttp: true  in ${file}.`,
  });
}
