import { expect, test } from 'vitest';

import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('a run ends with its rates and how every trial ended, and names the report for all that goes further', async () => {
  using folder = tempFolder();
  folder.write(
    'study.yaml',
    'name: short\nmodels: [sim:even]\ndatasets: [{ name: neutral, take: 12 }]\nmethods: [baseline, bail-tool, bail-string]\n',
  );
  const run = await runCli(['run', 'study.yaml'], { cwd: folder.path });
  const report = await runCli(['report'], { cwd: folder.path });
  expect([run.code, report.code]).toEqual([0, 0]);
  for (const both of ['Bail rates in %', 'What became of every planned trial', 'bail-string']) {
    expect(run.stdout).toContain(both);
    expect(report.stdout).toContain(both);
  }
  for (const further of ['Do the ways of offering agree', 'How far do rates move']) {
    expect(run.stdout).not.toContain(further);
    expect(report.stdout).toContain(further);
  }
  expect(run.stdout).toMatch(/^Next: exitpoll report --format html.*$/m);
  expect(run.stdout).toMatch(/^or {4}exitpoll report$/m);
});
