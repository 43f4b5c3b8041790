import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { analyze } from '../../src/analysis/analyze.ts';
import { renderTable } from '../../src/report/index.ts';
import { openStore } from '../../src/store/store.ts';
import { loadStudy } from '../../src/study/load.ts';
import { modelLabel } from '../../src/study/schema.ts';
import { runWith } from '../support/library-run.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'examples/experiments');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe('every example experiment', () => {
  it.each(files)('%s runs, ends without an error, and gives every condition it plans a result', async (name) => {
    const { study, file } = await loadStudy(join(folder, name));
    // Real weights are for people who want the real output; here whatever is simulated stands in.
    const isLocal = study.models.some((model) => modelLabel(model).startsWith('local:'));
    const small = {
      ...study,
      ...(isLocal ? { models: ['sim:even'] } : {}),
      datasets: study.datasets.map((dataset) => ({ ...dataset, take: Math.min(dataset.take ?? 6, 6) })),
      epochs: Math.min(study.epochs, 2),
    };
    await using store = openStore(name, 'temporary');
    const run = await runWith(store, small, dirname(file));
    expect(run).toMatchObject({ ending: 'done', errors: 0 });
    const results = await analyze(store);
    expect(results.conditions.length).toBeGreaterThan(0);
    for (const condition of results.conditions) {
      expect(condition.complete || condition.unsupported !== null).toBe(true);
    }
    expect(renderTable(results, { color: false, width: 80 })).toContain(study.name);
  });

  it.each(files)('%s names its page, and the page and the index name it', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const page = /docs\/experiments\/([\w-]+\.md)/.exec(text)?.[1] ?? '';
    expect(existsSync(join(root, 'docs/experiments', page))).toBe(true);
    expect(readFileSync(join(root, 'docs/experiments', page), 'utf8')).toContain(name);
    expect(readFileSync(join(root, 'docs/experiments.md'), 'utf8')).toContain(page);
  });
});
