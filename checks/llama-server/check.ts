import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { messageOf } from '../../src/base/errors.ts';
import { defaultModelName } from '../../src/models/local/known-models.ts';
import { locateModel } from '../../src/models/local/locate-model.ts';
import { openLocalModel } from '../../src/models/local/open-local-model.ts';
import { checkModel } from '../../src/models/check/check-model.ts';
import { checkPage } from '../../src/cli/check-page.ts';
import { contractTable, readContractReport } from '../contract-report.ts';
import { compareWithEmbedded } from './compare.ts';
import { openServedModel } from './served-model.ts';
import { startLlamaServer } from './server.ts';
import { conditionLine, endedWell, runSmallStudy } from './study.ts';

const { values } = parseArgs({
  options: { python: { type: 'string' }, report: { type: 'string' } },
});
const { python, report } = values;
if (python === undefined || report === undefined) {
  throw new Error('called by checks/llama-server/run.sh, with --python and --report');
}

const weights = await locateModel(`local:${defaultModelName}`).catch((error: unknown) => {
  console.log(`SKIPPED: no model server of somebody else's was asked: ${messageOf(error)}`);
  process.exit(0);
});

const folder = await mkdtemp(join(tmpdir(), 'exitpoll-llama-server-'));
let failed = false;
try {
  await using server = await startLlamaServer(python, weights.path);
  console.log(`llama-cpp-python serves ${defaultModelName}\n`);
  for (const part of [showCheck, contract, comparison, study]) {
    try {
      failed = !(await part(server.baseUrl)) || failed;
    } catch (error) {
      failed = true;
      console.error(`${part.name} failed: ${messageOf(error)}\nThe server's last words: ${server.log().slice(-600)}`);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(failed ? 'FAILED' : 'llama-cpp-python: everything passed');
process.exitCode = failed ? 1 : 0;

/** What `exitpoll models check` says of it. */
async function showCheck(baseUrl: string): Promise<boolean> {
  const model = await openServedModel(baseUrl, { tools: undefined });
  try {
    const check = await checkModel(model, { signal: new AbortController().signal });
    const { identity, traits } = model;
    const shown = { label: 'llama-cpp-python', identity, traits, defaultSystem: null, ...check };
    console.log(checkPage([shown], { json: false, width: 80 }));
    return check.findings.some(({ capability, verdict }) => capability === 'answers' && verdict === 'yes');
  } finally {
    await model.close();
  }
}

/** The contract suite, through our OpenAI-compatible implementation. */
async function contract(baseUrl: string): Promise<boolean> {
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const child = spawn(
    'vitest',
    ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report ?? ''}`],
    { stdio: 'inherit', env: { ...process.env, EXITPOLL_LLAMA_SERVER: baseUrl } },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  console.log(`\n${contractTable(await readContractReport(report ?? ''))}`);
  return code === 0;
}

/** The same weights in the embedded model. */
async function comparison(baseUrl: string): Promise<boolean> {
  const served = await openServedModel(baseUrl);
  const embedded = await openLocalModel(`local:${defaultModelName}`, { sequences: 1, threads: 1, contextTokens: 512 });
  try {
    const found = await compareWithEmbedded(served, embedded, baseUrl);
    for (const { what, agrees, said } of found) console.log(`${agrees ? 'agrees' : 'DIFFERS'}  ${what}: ${said}`);
    return found.every(({ agrees }) => agrees);
  } finally {
    await embedded.close();
    await served.close();
  }
}

/** A study of every method, end to end. */
async function study(baseUrl: string): Promise<boolean> {
  const conditions = await runSmallStudy(baseUrl, folder);
  console.log('\nexitpoll run, every method over three prompts:');
  for (const condition of conditions) console.log(`  ${conditionLine(condition)}`);
  return conditions.length > 0 && conditions.every(endedWell);
}
