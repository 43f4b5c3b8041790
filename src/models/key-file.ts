import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

import { ExitpollError, messageOf } from '../base/errors.ts';

/** Where the key of one host is: in a variable or in a file. */
const KeyBinding = z.union([
  z.strictObject({ env: z.string().min(1), plainHttp: z.boolean().default(false) }),
  z.strictObject({ file: z.string().min(1), plainHttp: z.boolean().default(false) }),
]);
export type KeyBinding = z.infer<typeof KeyBinding>;

/** The user's own file of keys: hosts, with their port where it is not the usual one, and where each key is. */
const KeyFile = z.record(z.string(), KeyBinding);
export type KeyFile = z.infer<typeof KeyFile>;

/** Environment variables, as in `process.env`. */
export interface Environment {
  readonly [name: string]: string | undefined;
}

/**
 * Where the file of keys is: `EXITPOLL_CONFIG` names it or the folder it is in; else `exitpoll/keys.yaml` in
 * `XDG_CONFIG_HOME`, which is `~/.config` by default.
 */
export function keyFilePath(env: Environment): string {
  const named = env['EXITPOLL_CONFIG'];
  if (named !== undefined && named !== '') return /\.ya?ml$/.test(named) ? named : join(named, 'keys.yaml');
  const config = env['XDG_CONFIG_HOME'] || join(env['HOME'] ?? homedir(), '.config');
  return join(config, 'exitpoll', 'keys.yaml');
}

/**
 * The bindings in a file of keys; empty when there is no file.
 *
 * @throws ExitpollError with file and line on anything that is not a map from hosts to `{env: NAME}` or
 * `{file: path}`. A message never repeats a value, because it could be a key pasted in by mistake.
 */
export function readKeyFile(file: string): KeyFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new ExitpollError(`the file of keys cannot be read: ${messageOf(error)}`, {
      code: 'keys-unreadable',
      at: { file },
    });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    throw new ExitpollError('the file of keys is not YAML', {
      code: 'keys-invalid',
      hint,
      at: { file, line: lines.linePos(broken.pos[0]).line },
    });
  }
  const parsed = KeyFile.safeParse(document.toJS() ?? {});
  if (parsed.success) return lowerCased(parsed.data);
  const [host] = parsed.error.issues[0]?.path ?? [];
  const pair = host === undefined ? undefined : document.getIn([host], true);
  const at = (pair as { range?: [number, number, number] } | undefined)?.range?.[0];
  throw new ExitpollError(
    `${host === undefined ? 'the file of keys' : `"${String(host)}"`} does not say where a key is`,
    {
      code: 'keys-invalid',
      hint,
      at: { file, ...(at === undefined ? {} : { line: lines.linePos(at).line }) },
    },
  );
}

const hint = 'Each line is a host and where its key is, such as  my-host.example: {env: MY_KEY}  or  {file: ~/my.key}.';

function lowerCased(bindings: KeyFile): KeyFile {
  return Object.fromEntries(Object.entries(bindings).map(([host, binding]) => [host.toLowerCase(), binding]));
}
