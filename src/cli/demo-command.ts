import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ExitpollError, exitCodes } from '../base/errors.ts';
import { terminalText } from '../base/terminal-text.ts';
import { reportCommand } from './report-command.ts';
import { runCommand } from './run-command.ts';

/** Why the weights, or the library that runs them, may not be had here: then the demo goes on without. */
const withoutWeights: ReadonlySet<string> = new Set(['download-failed', 'library-missing', 'model-crashes']);

/** `exitpoll demo`. @returns the exit code. */
export async function demoCommand(options: { size: 'full' | 'small'; dir: string }): Promise<number> {
  await mkdir(options.dir, { recursive: true });
  const store = join(options.dir, 'demo.sqlite');
  const name = options.size === 'small' ? 'demo-small' : 'demo';
  let study = name;
  let code: number;
  try {
    code = await runDemo(name, store);
  } catch (error) {
    if (!(error instanceof ExitpollError) || !withoutWeights.has(error.code)) throw error;
    process.stderr.write(
      `${terminalText(error.message)}\n\nNOTICE: no real model can be run here, so a SIMULATED respondent stands in for it.\nIts rates are invented; what you see is how the tool works, not how a model behaves.\n\n`,
    );
    study = 'demo-simulated';
    code = await runDemo(study, store);
  }
  if (code !== exitCodes.done && code !== exitCodes.someErrors) return code;
  const out = join(options.dir, 'report.html');
  await reportCommand({ store, study, format: 'html', out, categories: false });
  process.stdout.write(`\nOpen ${out} in a browser for the charts and the transcripts behind each number.\n`);
  return code;
}

function runDemo(name: string, store: string): Promise<number> {
  const file = fileURLToPath(new URL(`../../examples/${name}.yaml`, import.meta.url));
  return runCommand({ file, store, retryUnsupported: false, json: false });
}
