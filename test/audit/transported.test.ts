import { expect, test } from 'vitest';

import { auditFigures, auditMaterial } from '../../src/audit/audit-figures.ts';
import { auditTrials } from '../../src/audit/audit-trials.ts';
import { drawSample } from '../../src/audit/draw-sample.ts';
import { auditScope } from '../../src/audit/open-audit.ts';
import { ownTranscriptRates } from '../../src/analysis/transported.ts';
import { analyze } from '../../src/analysis/analyze.ts';
import { trueLabel } from '../../bench/audit/replicate.ts';
import { renderHtml } from '../../src/report/html/page.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { putLabels } from '../../src/store/labels.ts';
import { openStore } from '../../src/store/store.ts';
import { runWith } from '../support/library-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const line = (id: number): string =>
  JSON.stringify({
    id,
    cluster: `c${id % 12}`,
    messages: [
      { role: 'user', content: `question ${id}` },
      { role: 'assistant', content: `answer ${id}` },
    ],
  });

test('replies by another author: the corrected rate comes back to what it is with the model’s own, from these items or from others', async () => {
  using folder = tempFolder();
  folder.write('items.jsonl', Array.from({ length: 48 }, (_, id) => line(id)).join('\n'));
  folder.write(
    'sim.json',
    JSON.stringify({
      bail: 0.1,
      rules: [{ where: { step: 'answer', replyAuthor: ['dataset', 'model'] }, bail: 0.4, misread: 0.2 }],
    }),
  );
  await using store = openStore(folder.file('store.sqlite'));
  await runWith(
    store,
    {
      name: 'authors',
      models: ['sim:./sim.json'],
      datasets: [{ name: 'jsonl', path: 'items.jsonl' }],
      methods: ['baseline', { method: 'bail-prompt', orders: ['continue-first'] }],
      replyAuthor: ['self', 'dataset'],
      epochs: 8,
    },
    folder.path,
  );
  const scope = await auditScope(store, undefined, {});
  const strata = drawSample(store, scope.revision.name, scope.conditions, { bails: 60, others: 60, seed: 1, now: 0 });
  putLabels(
    store,
    auditTrials(store, scope.revision.name, scope.all, strata).map(({ unitId, stratum }) => ({
      unitId,
      rater: 'truth',
      judge: false,
      label: trueLabel(store, unitId, stratum.bail),
      note: null,
      labelledAt: 0,
      detectorsShown: false,
      generationId: null,
    })),
  );
  const { corrected, transported } = auditFigures(store, auditMaterial(store, { ...scope, strata }));
  const others = corrected.find(({ replyAuthor }) => replyAuthor === 'dataset');
  expect(corrected).toHaveLength(2);
  expect(transported).toHaveLength(1);
  expect(transported[0]).toMatchObject({ condition: others?.condition, transported: false });
  // 0.32 times rate of own over rate of others, which is 0.1 over 0.52.
  expect(transported[0]?.rate).toBeGreaterThan(0.03);
  expect(transported[0]?.rate).toBeLessThan(0.11);
  expect(transported[0]?.low).toBeLessThan(transported[0]?.rate ?? 0);
  const results = await analyze(store);
  const { pairs } = results;
  expect(results.transported).toEqual(transported);
  const found = { rate: 0.0614, low: 0.0321, high: 0.0987 };
  for (const isElsewhere of [false, true]) {
    const shown = {
      ...results,
      transported: transported.map((one) => ({ ...one, ...found, transported: isElsewhere })),
    };
    const page = (await renderHtml(shown, [])).replaceAll('&nbsp;', ' ');
    expect(page).toContain('Bail rates of 2 conditions by author with their intervals');
    expect(page).toContain('1 factor, 1 of them with an interval that leaves out one');
    for (const text of [renderTable(shown, { width: 120, color: false }), renderMarkdown(shown), page]) {
      expect(text).toContain('Corrected, times the factor for transcripts');
      expect(text).toMatch(isElsewhere ? /6\.1 T\D+3\.2–9\.9/ : /6\.1[^T\d]+3\.2–9\.9/);
      expect(text.includes('T, transported:')).toBe(isElsewhere);
    }
    expect(JSON.parse(renderJson(shown))).toMatchObject({ transported: [{ ...found, transported: isElsewhere }] });
  }
  const elsewhere = corrected.map((audit) => ({ ...audit, condition: `other ${audit.condition}` }));
  expect(ownTranscriptRates(elsewhere, pairs)[0]).toMatchObject({ transported: true });
  // No factor of another model, method or order will do.
  expect(
    ownTranscriptRates(
      elsewhere.map((audit) => ({ ...audit, model: 'another' })),
      pairs,
    ),
  ).toEqual([]);
  expect(
    ownTranscriptRates(
      elsewhere.map((audit) => ({ ...audit, order: 'bail-first' as const })),
      pairs,
    ),
  ).toEqual([]);
});
