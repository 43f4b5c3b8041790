import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { httpCall } from '../../../src/models/http-call.ts';
import { baseUrlVariable, curlCommand } from '../../../src/models/http/curl-command.ts';
import type { SentForm } from '../../../src/models/sent-form.ts';
import { anyText } from '../../report/any-text.ts';
import { startServer, type MisbehavingServer } from '../../support/misbehaving-server.ts';
import { plainRequest } from '../../support/model-requests.ts';
import { anthropicForm, openAiForm } from '../../support/sent-forms.ts';
import { tempFolder, type TempFolder } from '../../support/temp-folder.ts';

let server: MisbehavingServer;
let folder: TempFolder;
beforeAll(async () => {
  server = await startServer(() => ({ kind: 'json', body: { ok: true } }));
  folder = tempFolder();
});
afterAll(async () => {
  await server.close();
  folder[Symbol.dispose]();
});

/** What a shell would act on if it were let. */
const hostile = [
  "'",
  "''",
  String.raw`'\''`,
  '"',
  '\\',
  '$(touch pwned)',
  '`touch pwned`',
  '${HOME}',
  '$EXITPOLL_BASE_URL',
  '\n',
  '\r\n',
  '\0',
  '%s%n',
  '!!',
  '; touch pwned #',
  ' | touch pwned',
  'EOF\n',
  '\u202e',
  '\u2028',
  '\x7f\x1b[201~',
  '\ud800',
  '\ud83d\udd04',
  '@/etc/hostname',
];
const keyVariable = 'SOME_KEY';
const key = 'sk-a\'b"c$(touch pwned)`d`';
const forms: readonly SentForm[] = [anthropicForm, openAiForm('vllm'), openAiForm('openai', { stream: true })];

/** Runs commands one after another in a shell. */
async function run(shell: string, commands: readonly string[], baseUrl: string): Promise<void> {
  const script = folder.write('commands.sh', `${commands.join('\n')}\n`);
  const env = { PATH: process.env['PATH'], HOME: folder.path, [baseUrlVariable]: baseUrl, [keyVariable]: key };
  const child = spawn(shell, [script], { cwd: folder.path, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [errors, , [code]] = await Promise.all([text(child.stderr), text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`${shell} ended with ${String(code)}: ${errors}`);
}

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.each(['/bin/bash', '/bin/sh'])('the command for %s', (shell) => {
  test.skipIf(!hasCurl || !existsSync(shell))(
    'sends the very body and headers, whatever words a request holds',
    { timeout: 120_000 },
    async () => {
      const words = fc.tuple(anyText(30, ...hostile), anyText(8, ...hostile), fc.constantFrom(...forms));
      await fc.assert(
        fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 12 }), async (requests) => {
          const calls = requests.map(([prompt, system, form]) =>
            httpCall(plainRequest(prompt, { system, instructions: prompt }), form, 7, `$${keyVariable}`),
          );
          const before = server.requests.length;
          await run(
            shell,
            calls.map((call) => curlCommand(call, { baseUrl: null, keyVariable })),
            server.origin,
          );
          const received = server.requests.slice(before);
          expect(received.map(({ text: body, path }) => [path, body])).toEqual(
            calls.map(({ path, body }) => [path, body]),
          );
          for (const [index, { headers }] of calls.entries()) {
            for (const [name, value] of headers) {
              expect(received[index]?.headers[name]).toBe(value.replaceAll(`$${keyVariable}`, () => key));
            }
          }
        }),
        { numRuns: 12 },
      );
      expect(existsSync(folder.file('pwned'))).toBe(false);
    },
  );
});

test.skipIf(!hasCurl)('a conversation of a megabyte goes through a shell too', async () => {
  const call = httpCall(plainRequest("it's long ".repeat(110_000)), anthropicForm, 7, `$${keyVariable}`);
  await run('/bin/bash', [curlCommand(call, { baseUrl: server.origin, keyVariable })], 'http://127.0.0.1:1');
  expect(server.requests.at(-1)?.text).toBe(call.body);
});
