import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Precision } from '../../src/cli/plan-precision.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { runCli } from '../support/cli.ts';
import { runWith, told } from '../support/library-run.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';

let folder: TempFolder;

const study: StudyInput = {
  name: 'foretold',
  models: ['sim:even'],
  datasets: [{ name: 'starter', take: 90 }],
  methods: ['baseline', 'bail-tool', 'bail-prompt'],
  epochs: 3,
};

beforeAll(() => {
  folder = tempFolder();
  folder.study(study);
});

afterAll(() => folder[Symbol.dispose]());

async function precision(...options: string[]): Promise<Precision> {
  const { stdout } = await runCli(['plan', 'study.yaml', '--json', ...options], { cwd: folder.path });
  return (JSON.parse(stdout) as { precision: Precision }).precision;
}

describe('what a plan foretells', () => {
  test('is about the width that the study then has', async () => {
    const file = folder.file('pilot.sqlite');
    {
      await using store = openStore(file);
      await runWith(store, study, folder.path);
    }
    await using store = openStore(file, 'read');
    const { conditions } = (await told(store)).results;
    const { rows, missing } = await precision('--pilot', 'pilot.sqlite');
    expect(missing).toEqual([]);
    expect(rows.map(({ condition }) => condition?.method)).toEqual(['bail-tool', 'bail-prompt', 'bail-prompt']);
    for (const { condition, assumed, expected } of rows) {
      const run = conditions.find(
        (one) => one.method === condition?.method && one.order === condition.order && one.dataset === 'starter',
      );
      expect(assumed.rate).toBeCloseTo(run?.rate ?? Number.NaN, 12);
      const width = (run?.high ?? 0) - (run?.low ?? 0);
      const widthFixed = (run?.highFixed ?? 0) - (run?.lowFixed ?? 0);
      expect(expected.random.width / width).toBeGreaterThan(0.75);
      expect(expected.random.width / width).toBeLessThan(1.33);
      expect(expected.fixed.width / widthFixed).toBeGreaterThan(0.75);
      expect(expected.fixed.width / widthFixed).toBeLessThan(1.33);
    }
  }, 90_000);

  test('a budget reaches the width it was asked for, and one cluster less does not', async () => {
    const { rows } = await precision('--assume-rate', '30%', '--width', '10%');
    const [row] = rows;
    const grown = row?.budgets.find(({ interval, grow }) => interval === 'random' && grow === 'clusters');
    expect(grown?.budget.shape?.clusters).toBeGreaterThan(row?.shape.clusters ?? 0);
    if (grown === undefined || grown.budget.shape === null) throw new Error('no budget');
    expect(grown.budget.expected.random.width).toBeLessThanOrEqual(0.1);
    const draws = (row?.shape.clusters ?? 0) * (row?.shape.itemsPerCluster ?? 0) * 3;
    expect(grown.times).toBeCloseTo(grown.budget.draws / draws, 6);
  });

  test('is told as text, with what was assumed', async () => {
    const { stdout } = await runCli(
      [
        'plan',
        'study.yaml',
        '--assume-rate',
        '0.1',
        '--assume-clustering',
        '0.2',
        '--difference',
        '5%',
        '--width',
        '1%',
      ],
      { cwd: folder.path },
    );
    expect(stdout).toMatch(/any on starter +10\.0 +\d+ +\d+ +3 +\d/);
    expect(stdout.replace(/\n +/g, ' ')).toContain('a correlation of 0.2 between the draws of a cluster');
    expect(stdout).toMatch(/such situations by adding epochs: cannot be had, never below/);
    expect(stdout.replace(/\n +/g, ' ')).toContain('paired difference of 5 points');
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
  });

  test('with a stopping rule it says after how many epochs that is met', async () => {
    folder.study({ ...study, epochs: 15, stop: { halfWidth: 0.15 } }, 'ruled.yaml');
    const { stdout } = await runCli(['plan', 'ruled.yaml', '--assume-rate', '30%'], { cwd: folder.path });
    expect(stdout).toMatch(/\d\.\d epochs$/m);
  });

  test.each([
    [['--width', '5%'], '--width needs a rate to start from'],
    [['--assume-rate', '20'], '--assume-rate takes a fraction such as 0.1 or 10%; got "20"'],
    [['--assume-rate', '10%', '--width', '0'], '--width takes a width above 0'],
    [['--pilot', 'nowhere.sqlite'], 'nowhere.sqlite: there is no such store'],
  ])('%j is refused in one sentence', async (options, message) => {
    const { code, stderr } = await runCli(['plan', 'study.yaml', ...options], { cwd: folder.path });
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });
});
