/**
 * How fast the embedded model is: short trials (a prompt of about 60 tokens, 40 tokens of reply) with so many
 * sequences at once. On a busy machine the CPU seconds say more than the time. Run: `node bench/local.ts [trials] [sequences,…] [threads]`.
 */
import { readFileSync } from 'node:fs';

import type { TrialContext } from '../src/models/model.ts';
import type { ModelRequest } from '../src/conversation/request.ts';
import { defaultModelName } from '../src/models/local/known-models.ts';
import { openLocalModel } from '../src/models/local/open-local-model.ts';

const [trials = '100', counts = '1,4,8', threads] = process.argv.slice(2);

const subjects = ['the sea', 'a bicycle', 'old bridges', 'bread', 'the moon', 'chess', 'rain', 'a lighthouse'];

function request(index: number): ModelRequest {
  const subject = subjects[index % subjects.length];
  return {
    system: null,
    instructions: null,
    messages: [
      {
        role: 'user',
        text: `Question ${index}: tell me at some length what you know about ${subject}, and why it matters.`,
      },
    ],
    tools: [],
    sampling: { temperature: 1, topP: 1, maxTokens: 40 },
  };
}

for (const sequences of counts.split(',').map(Number)) {
  const model = await openLocalModel(`local:${defaultModelName}`, {
    sequences,
    ...(threads === undefined ? {} : { threads: Number(threads) }),
  });
  let next = 0;
  let prompt = 0;
  let cached = 0;
  let written = 0;
  const cpuBefore = cpuSeconds(model.processId);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: sequences }, async () => {
      while (next < Number(trials)) {
        const index = next;
        next += 1;
        const { usage } = await model.generate(request(index), {
          seed: index,
          signal: new AbortController().signal,
          context: {} as TrialContext,
        });
        prompt += usage?.promptTokens ?? 0;
        cached += usage?.cachedTokens ?? 0;
        written += usage?.completionTokens ?? 0;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  console.log(
    [
      `${sequences} sequences, ${model.info.threads} threads`,
      `${trials} trials in ${seconds.toFixed(1)} s`,
      `${(cpuSeconds(model.processId) - cpuBefore).toFixed(1)} s of CPU`,
      `${(written / seconds).toFixed(0)} tokens/s written`,
      `${prompt} prompt tokens, ${cached} of them not computed again`,
      `${residentMegabytes(model.processId)} MB resident`,
    ].join('; '),
  );
  await model.close();
}

function residentMegabytes(processId: number | null): string {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024).toFixed(0);
  } catch {
    return '?';
  }
}

function cpuSeconds(processId: number | null): number {
  try {
    const fields = readFileSync(`/proc/${processId}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    // User and system time, in hundredths of a second.
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return NaN;
  }
}
