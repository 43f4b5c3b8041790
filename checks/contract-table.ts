// Prints the contract table: what every endpoint can do, by a real run of the contract suite. Reports of further runs
// (such as that of `npm run check:llama-server`, which prints where it lies) can be named to be added.
//
//   node checks/contract-table.ts [REPORT.json …]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { contractTable, readContractReport } from './contract-report.ts';

const root = resolve(import.meta.dirname, '..');
const vitest = fileURLToPath(new URL('../vitest.mjs', import.meta.resolve('vitest')));

const folder = await mkdtemp(join(tmpdir(), 'exitpoll-contract-'));
try {
  const file = join(folder, 'report.json');
  const child = spawn(process.execPath, [vitest, 'run', 'contract.test', '--reporter=json', `--outputFile=${file}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  const reports = await Promise.all([file, ...process.argv.slice(2)].map(readContractReport));
  process.stdout.write(contractTable(reports.flat()));
  process.exitCode = code === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
