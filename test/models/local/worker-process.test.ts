import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { describe, expect, test } from 'vitest';

import { callOptions, plainRequest } from '../../support/model-requests.ts';
import { haveWeights, openDefaultModel } from './weights.ts';

const long = plainRequest('Tell me a long story.', { sampling: { temperature: 1, topP: 1, maxTokens: 400 } });

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!haveWeights)('the process a local model lives in', { timeout: 60_000 }, () => {
  test('when it dies, calls in flight fail as crashed, and the next call finds a new one', async () => {
    await using stack = new AsyncDisposableStack();
    const model = await openDefaultModel({ sequences: 2 });
    stack.defer(() => model.close());
    const before = model.processId ?? 0;
    const calls = [1, 2, 3].map((seed) => model.generate(long, callOptions({ seed })));
    process.kill(before, 'SIGKILL');
    for (const outcome of await Promise.allSettled(calls)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { kind: 'crashed', isRetryable: true } });
    }
    const short = plainRequest('Hello.', { sampling: { temperature: 1, topP: 1, maxTokens: 3 } });
    expect((await model.generate(short, callOptions())).text.length).toBeGreaterThan(0);
    expect(model.processId).not.toBe(before);
  });

  test('ends when its parent is killed, in the middle of a reply', async () => {
    const script = `
      import { openLocalModel } from ${JSON.stringify(new URL('../../../src/models/local/open-local-model.ts', import.meta.url).href)};
      const model = await openLocalModel('local:smollm2-135m-instruct', { contextTokens: 512, threads: 1, sequences: 1 });
      const reply = model.generate(${JSON.stringify(long)}, { seed: 1, signal: new AbortController().signal, context: {} });
      console.log(model.processId);
      await reply;`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
    const worker = Number(String(chunk));
    expect(isAlive(worker)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect.poll(() => isAlive(worker), { timeout: 10_000 }).toBe(false);
  });

  test('an idle model does not keep its program running', async () => {
    const script = `
      import { openLocalModel } from ${JSON.stringify(new URL('../../../src/models/local/open-local-model.ts', import.meta.url).href)};
      const model = await openLocalModel('local:smollm2-135m-instruct', { contextTokens: 512, threads: 1, sequences: 1 });
      console.log(await model.countPromptTokens(${JSON.stringify(long)}));`;
    const program = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    expect(await once(program, 'exit')).toEqual([0, null]);
  });
});
