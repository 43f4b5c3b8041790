import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const published = new URL('../../../shared/reference/paper-rates.json', import.meta.url);

interface Scatter {
  readonly name: string;
  readonly points: readonly unknown[];
  readonly pearson: { readonly value: number };
  readonly distance: { readonly value: number };
  readonly published: { readonly pearson: number; readonly distance: number } | null;
  readonly leftOut: readonly string[];
}

describe.skipIf(!existsSync(published))('refusal correlate on the published points', { timeout: 60_000 }, () => {
  test('gives the published coefficients to four decimals, and the tool again without models never run', async () => {
    const file = fileURLToPath(published);
    const { code, stdout } = await runCli(['refusal', 'correlate', '--in', file, '--json'], { cwd: '.' });
    expect(code).toBe(0);
    const { scatters } = JSON.parse(stdout) as { scatters: readonly Scatter[] };
    const whole = scatters.filter((scatter) => scatter.published !== null);
    expect(whole).toHaveLength(4);
    for (const { points, pearson, distance, published: printed } of whole) {
      expect(points).toHaveLength(32);
      expect(pearson.value.toFixed(4)).toBe(printed?.pearson.toFixed(4));
      expect(distance.value.toFixed(4)).toBe(printed?.distance.toFixed(4));
    }
    expect(scatters.filter((scatter) => scatter.published === null)).toMatchObject([
      {
        name: 'bail_tool, only models that were run',
        leftOut: ['google/gemma-2-2b-it', 'google/gemma-2-9b-it', 'google/gemma-2-27b-it'],
      },
    ]);
  });
});

test('refusal correlate names what is wrong with a file of points', { timeout: 60_000 }, async () => {
  using folder = tempFolder();
  folder.write('points.json', '{"correlation": {"x": {"points_model_bail_refusal": [["m", 120, 3]]}}}');
  const { code, stderr } = await runCli(['refusal', 'correlate', '--in', 'points.json'], { cwd: folder.path });
  expect(code).toBe(1);
  expect(stderr).toContain('points.json:1');
  expect(stderr).not.toContain('    at ');
});

test(
  'refusal correlate fits the terminal and says once why scatters have no coefficients',
  { timeout: 60_000 },
  async () => {
    using folder = tempFolder();
    const points = (...bails: readonly number[]): object => ({
      points_model_bail_refusal: bails.map((bail, index) => [`model ${index}`, bail, 10 * index]),
    });
    const correlation = {
      several: points(1, 5, 2, 9, 7),
      alike: points(4, 4, 4, 4, 4),
      two: points(1, 2),
      one: points(1),
    };
    folder.write('points.json', JSON.stringify({ correlation }));
    const end = await runCli(['refusal', 'correlate', '--in', 'points.json'], {
      cwd: folder.path,
      env: { COLUMNS: '60' },
    });
    expect(end.code).toBe(0);
    for (const line of end.stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(60);
    expect(end.stdout).not.toContain('–');
    const text = end.stdout.replace(/\n +/g, ' ');
    expect(text).toContain(
      'not listed: 2 scatters of fewer than four points and 1 scatter in which all refuse, or all leave',
    );
    expect(text).toContain('Not shown, for want of width: “');
  },
);
