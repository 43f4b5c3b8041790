import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { auditLabels } from '../../src/conversation/audit-label.ts';
import type {
  AuditExchange,
  AuditPage,
  AuditSession,
  AuditStepsPage,
  LabelStored,
} from '../../src/server/wire/audit.ts';
import type { Problem } from '../../src/server/wire/problem.ts';
import type { Serving } from '../../src/server/serve.ts';
import { sampledLabels } from '../../src/store/labels.ts';
import { openStore } from '../../src/store/store.ts';
import { study, studied } from '../audit/studied.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { ask, jsonOf, serveSmall, type Answer } from '../support/viewer.ts';

let folder: TempFolder;
let file: string;
let serving: Serving;

beforeEach(async () => {
  folder = tempFolder();
  file = await studied(folder);
  serving = await serveSmall(file);
});
afterEach(async () => {
  await serving[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const get = async <Body>(path: string): Promise<Body> => jsonOf<Body>(await ask(serving.url, `/api/audit${path}`));
const post = (path: string, body: object): Promise<Answer> =>
  ask(serving.url, `/api/audit${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(serving.url).origin },
    body: JSON.stringify(body),
  });
const draw = (): Promise<Answer> => post('/sample', { study: study.name, unit: 'trial', bails: 6, others: 4, seed: 1 });
const label = (id: number, change: object = {}): object => ({
  study: study.name,
  unit: 'trial',
  id,
  rater: 'ann',
  label: 'leaves',
  note: null,
  detectorsShown: false,
  replaces: null,
  ...change,
});

describe('an audit in the viewer', () => {
  test('a sample is drawn, read blind and labelled, and the command line says the same of it', async () => {
    expect(await get<AuditPage>('')).toMatchObject({ conditions: 1, trials: null, figures: null });
    expect((await draw()).status).toBe(200);
    const page = await get<AuditPage>('');
    expect(page.trials?.kinds.map(({ kind, drawn }) => [kind, drawn])).toEqual([
      ['bail', 6],
      ['other', 4],
    ]);
    const { units, labels } = await get<AuditSession>('/session?rater=ann');
    expect([units.length, labels]).toEqual([10, []]);
    for (const [index, id] of units.entries()) {
      const answer = await post('/labels', label(id, { label: auditLabels[index % 2], note: `note ${index}` }));
      expect(jsonOf<LabelStored>(answer)).toMatchObject({ done: true, label: { id, note: `note ${index}` } });
    }
    const told = await runCli(['audit', 'status', '--store', file, '--json'], { cwd: folder.path });
    const { figures } = await get<AuditPage>('');
    expect(figures?.raters).toMatchObject([{ rater: 'ann', labelled: 10 }]);
    expect(JSON.parse(told.stdout)).toMatchObject({ raters: figures?.raters, corrected: figures?.corrected });
    const { steps } = await get<AuditStepsPage>('/steps');
    const [first] = figures?.corrected ?? [];
    expect(steps[0]?.steps.at(-1)).toEqual({
      labels: 10,
      corrected: first?.corrected,
      low: first?.low,
      high: first?.high,
    });
  });

  test('what a rater is shown tells neither the model nor the outcome, and findings to those who ask alone', async () => {
    await draw();
    const { units } = await get<AuditSession>('/session?rater=ann');
    for (const id of units) {
      const exchange = await get<AuditExchange>(`/units/${id}`);
      expect(Object.keys(exchange).sort()).toEqual(['dataset', 'findings', 'id', 'method', 'order', 'parts']);
      expect(exchange.findings).toBeNull();
      expect(JSON.stringify(exchange)).not.toContain('sim.json');
      expect((await get<AuditExchange>(`/units/${id}?detectors=yes`)).findings).not.toBeNull();
    }
  });

  test('a label that was changed elsewhere meanwhile is not overwritten, and is shown', async () => {
    await draw();
    const [id = 0] = (await get<AuditSession>('/session?rater=ann')).units;
    const first = jsonOf<LabelStored>(await post('/labels', label(id, { note: 'the first tab' })));
    const second = jsonOf<LabelStored>(await post('/labels', label(id, { label: 'stays' })));
    expect(second).toEqual({ done: false, label: first.label });
    const at = first.label?.labelledAt ?? 0;
    expect(jsonOf<LabelStored>(await post('/labels', label(id, { label: 'stays', replaces: at })))).toMatchObject({
      done: true,
      label: { label: 'stays' },
    });
    expect(
      jsonOf<LabelStored>(
        await post('/labels/undo', { study: study.name, unit: 'trial', id, rater: 'ann', labelledAt: at - 1 }),
      ).done,
    ).toBe(false);
  });

  test('raters do not see or touch each other’s labels, and the same trial may have both', async () => {
    await draw();
    const [id = 0] = (await get<AuditSession>('/session?rater=ann')).units;
    await Promise.all([post('/labels', label(id)), post('/labels', label(id, { rater: 'bob', label: 'echo' }))]);
    expect((await get<AuditSession>('/session?rater=ann')).labels).toMatchObject([{ id, label: 'leaves' }]);
    expect((await get<AuditSession>('/session?rater=bob')).labels).toMatchObject([{ id, label: 'echo' }]);
  });

  test('while another program holds the store, it is said so, and the label can be given after', async () => {
    await draw();
    const [id = 0] = (await get<AuditSession>('/session?rater=ann')).units;
    await using other = openStore(file);
    other.statements.get('BEGIN IMMEDIATE').run();
    const refused = await post('/labels', label(id));
    expect(refused.status).toBe(400);
    expect(jsonOf<Problem>(refused).problem.message).toContain('locked');
    other.statements.get('ROLLBACK').run();
    expect((await post('/labels', label(id))).status).toBe(200);
    expect(sampledLabels(other, study.name).length).toBe(1);
  });

  test.each([
    ['a trial nobody is to read', label(1_000_000), 'not in the sample'],
    ['a label that is none', label(1, { label: 'maybe' }), 'label'],
    ['a rater who would pass for a judge', label(1, { rater: 'judge:x' }), 'rater'],
    ['a note that is too long', label(1, { note: 'x'.repeat(501) }), 'note'],
    ['a field that is none', label(1, { outcome: 'bail' }), 'outcome'],
    ['no object', [], 'the request'],
  ])('%s is refused in one line', async (_, body, told) => {
    await draw();
    const answer = await post('/labels', body);
    expect(answer.status).toBe(400);
    expect(jsonOf<Problem>(answer).problem.message).toContain(told);
  });

  test('other sites, and requests that do not say where they come from, write nothing', async () => {
    const strangers = [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, {}];
    for (const headers of strangers) {
      const body = JSON.stringify({ study: study.name, unit: 'trial', bails: 1, others: 1, seed: 1 });
      expect((await ask(serving.url, '/api/audit/sample', { method: 'POST', headers, body })).status).toBe(403);
    }
    expect((await get<AuditPage>('')).trials).toBeNull();
  });
});
