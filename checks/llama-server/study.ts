import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import type { ConditionResult } from '../../src/analysis/results.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { servedConfig } from './served-model.ts';

const program = fileURLToPath(new URL('../../bin/exitpoll.js', import.meta.url));

type Condition = Pick<ConditionResult, 'method' | 'order' | 'planned' | 'outcomes' | 'unsupported'>;

/**
 * Runs every method once over three neutral prompts, replies cut short where that is allowed.
 *
 * @throws Error with what the command said when it does not end well.
 */
export async function runSmallStudy(baseUrl: string, folder: string): Promise<readonly Condition[]> {
  const study: StudyInput = {
    name: 'llama-server',
    models: [{ ...servedConfig(baseUrl), name: 'served' } as StudyInput['models'][number]],
    datasets: [{ name: 'neutral', take: 3 }],
    methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt'],
    sampling: { maxTokens: 24, answer: { maxTokens: 16 } },
    stop: 'early',
  };
  const file = join(folder, 'study.json');
  await writeFile(file, JSON.stringify(study));
  const child = spawn(process.execPath, [program, 'run', file, '--store', join(folder, 'store.sqlite'), '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new Error(`exitpoll run ended with ${String(code)}: ${err.slice(-1_000)}`);
  return (JSON.parse(out) as { conditions: readonly Condition[] }).conditions;
}

/** Whether every planned trial ended, and none as an error; what the server cannot do must be told as such. */
export function endedWell({ method, planned, outcomes, unsupported }: Condition): boolean {
  if (method === 'bail-tool') return unsupported !== null;
  return unsupported === null && planned > 0 && outcomes.pending === 0 && outcomes.error === 0;
}

/** `bail-prompt bail-first: 1 bail, 2 continue`. */
export function conditionLine({ method, order, outcomes, unsupported }: Condition): string {
  const name = order === null ? method : `${method} ${order}`;
  if (unsupported !== null) return `${name}: unsupported`;
  const counted = Object.entries(outcomes).filter(([, count]) => count > 0);
  return `${name}: ${counted.map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`;
}
