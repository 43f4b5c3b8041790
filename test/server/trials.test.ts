import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { TrialRecord } from '../../src/analysis/results.ts';
import { requestHash } from '../../src/conversation/request-hash.ts';
import type { Serving } from '../../src/server/serve.ts';
import type { Problem } from '../../src/server/wire/problem.ts';
import { unpackedRequest } from '../../src/server/wire/requests.ts';
import type { TrialDetail } from '../../src/server/wire/trial-detail.ts';
import type { TrialFacets, TrialPage } from '../../src/server/wire/trial-page.ts';
import { putLabels } from '../../src/store/labels.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { told } from '../support/library-run.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { ask, jsonOf, serveSmall, smallStore } from '../support/viewer.ts';

const study: StudyInput = {
  name: 'seen',
  models: ['sim:even', 'sim:./unsure.yaml'],
  datasets: [{ name: 'starter', take: 12 }],
  methods: ['baseline', 'bail-tool', 'bail-prompt', { method: 'bail-prompt', readout: 'logprobs' }],
  leadIns: ['none', 'greeting'],
  epochs: 2,
};

let folder: TempFolder;
let file: string;
let serving: Serving;
let trials: readonly TrialRecord[];
const get = async <Body>(path: string): Promise<Body> => jsonOf<Body>(await ask(serving.url, `/api${path}`));
const everyRow = async (query: string): Promise<TrialPage['rows']> => {
  const rows: TrialPage['rows'][number][] = [];
  for (let page: TrialPage | null = null; page === null || rows.length < page.total;) {
    page = await get<TrialPage>(`/trials?limit=100&offset=${rows.length}&${query}`);
    rows.push(...page.rows);
  }
  return rows;
};

beforeAll(async () => {
  folder = tempFolder();
  folder.write('unsure.yaml', 'name: unsure\nseed: 3\nbail: 0.5\nnonsense: 0.1\nfiltered: 0.1\n');
  file = await smallStore(folder, study);
  await using store = openStore(file, 'read');
  ({ trials } = await told(store));
  serving = await serveSmall(file);
}, 120_000);
afterAll(async () => {
  await serving[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

describe('the list of trials', () => {
  test('has every trial of the plan, in its order, as exports have it', async () => {
    const page = await get<TrialPage>('/trials');
    expect(page).toMatchObject({ total: trials.length, of: trials.length, pending: 0, offset: 0 });
    const rows = await everyRow('');
    const seen = rows.map(
      ({ trial, condition, item, category, epoch, outcome, outcomePaper, flags, bailProbability }) => ({
        trial,
        condition,
        item,
        category,
        epoch,
        outcome,
        outcomePaper: outcomePaper ?? 'pending',
        flags,
        bailProbability,
      }),
    );
    expect(seen).toEqual(
      trials.map(({ trial, condition, item, category, epoch, outcome, outcomePaper, flags, bailProbability }) => ({
        trial,
        condition,
        item,
        category,
        epoch,
        outcome,
        outcomePaper,
        flags,
        bailProbability,
      })),
    );
  });

  test('has those a filter lets through, and says beside each value how many there are', async () => {
    const wanted = trials.filter(
      ({ outcome, model, method }) => outcome === 'bail' && model !== 'sim:even' && method === 'bail-prompt',
    );
    expect(wanted.length).toBeGreaterThan(5);
    const query = 'outcome=bail&model=sim:./unsure.yaml&method=bail-prompt';
    const rows = await everyRow(query);
    expect(rows.map(({ trial }) => trial)).toEqual(wanted.map(({ trial }) => trial));
    const facets = await get<TrialFacets>(`/trials/facets?${query}`);
    const ofOutcome = Map.groupBy(
      trials.filter(({ model, method }) => model !== 'sim:even' && method === 'bail-prompt'),
      ({ outcome }) => outcome,
    );
    expect(Object.fromEntries(facets.outcome?.map(({ value, trials: n }) => [value, n]) ?? [])).toEqual(
      Object.fromEntries([...ofOutcome].map(([value, own]) => [value, own.length])),
    );
  });

  test('begins with the least sure readouts where that is asked for', async () => {
    const rows = await everyRow('sort=probability');
    const sureness = rows.flatMap(({ bailProbability }) =>
      bailProbability === null ? [] : [Math.abs(bailProbability - 0.5)],
    );
    expect(sureness.length).toBeGreaterThan(10);
    expect(rows.slice(0, sureness.length).every(({ bailProbability }) => bailProbability !== null)).toBe(true);
    expect(sureness.every((one, index) => index === 0 || one >= (sureness[index - 1] ?? 0) - 1e-9)).toBe(true);
  });

  test('has labels soon after somebody gave them', async () => {
    const record = trials.find(({ outcome }) => outcome === 'bail')!;
    expect(await everyRow('label=leaves')).toEqual([]);
    await using store = openStore(file);
    putLabels(store, [
      {
        unitId: record.trial,
        rater: 'ann',
        judge: false,
        label: 'leaves',
        note: null,
        labelledAt: 0,
        detectorsShown: false,
        generationId: null,
      },
    ]);
    await expect.poll(async () => (await everyRow('label=leaves')).map(({ trial }) => trial)).toEqual([record.trial]);
    const { labels } = await get<TrialDetail>(`/trial/${record.condition}/${record.trial}`);
    expect(labels).toMatchObject([{ rater: 'ann', label: 'leaves' }]);
  });

  test('says what is wrong with a number', async () => {
    const answer = await ask(serving.url, '/api/trials?offset=-1');
    expect(answer.status).toBe(400);
    expect(jsonOf<Problem>(answer).problem.message).toContain('offset');
  });
});

describe('one trial', () => {
  test('is told as exports tell it, with the requests that were sent', async () => {
    const some = trials.filter((_, index) => index % 23 === 0);
    for (const record of some) {
      const detail = await get<TrialDetail>(`/trial/${record.condition}/${record.trial}`);
      expect(detail.record).toEqual(record);
      expect(detail.steps).toHaveLength(record.steps.length);
      const requests = detail.steps.map(({ asked }) =>
        asked.kind === 'request' ? unpackedRequest(detail.requests, asked.request) : null,
      );
      for (const request of requests) {
        expect(request?.messages.at(-1)?.role).toBe('user');
        expect(requestHash(request!)).toMatch(/^[0-9a-f]{64}$/);
      }
      const last = requests.at(-1);
      if (record.question !== null && detail.steps.length > 1) {
        expect(last?.messages.at(-1)).toEqual({ role: 'user', text: record.question });
      }
      expect(detail.outcomes[0]).toMatchObject({ scorer: 'strict', present: true, outcome: record.outcome });
    }
  });

  test('stands beside the same item in every other condition and epoch', async () => {
    const record = trials.find(({ method, outcome }) => method === 'bail-prompt' && outcome === 'bail')!;
    const { beside } = await get<TrialDetail>(`/trial/${record.condition}/${record.trial}`);
    const same = trials.filter(({ itemHash }) => itemHash === record.itemHash);
    expect(beside.map(({ condition, epoch, trial, outcome }) => ({ condition, epoch, trial, outcome }))).toEqual(
      expect.arrayContaining(
        same.map(({ condition, epoch, trial, outcome }) => ({ condition, epoch, trial, outcome })),
      ),
    );
    expect(beside).toHaveLength(same.length);
  });

  test('says how many others rest on the same reply', async () => {
    const record = trials.find(({ method }) => method === 'baseline')!;
    const { steps } = await get<TrialDetail>(`/trial/${record.condition}/${record.trial}`);
    const sharing = trials.filter((one) =>
      one.steps.some(({ generation }) => generation === record.steps[0]?.generation),
    );
    expect(sharing.length).toBeGreaterThan(1);
    expect(steps[0]?.sharedWith).toBe(sharing.length - 1);
  });

  test('that is not there is said not to be', async () => {
    const answer = await ask(serving.url, '/api/trial/1-1/999999');
    expect(answer.status).toBe(400);
    expect(jsonOf<Problem>(answer).problem.message).toContain('no trial 999999');
  });
});
