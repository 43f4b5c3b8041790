import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { auditConversationsOnce, trueConversationLabel, trueShare } from '../../bench/audit/conversations.ts';
import { analyze } from '../../src/analysis/analyze.ts';
import { auditPassages, type AuditPassage } from '../../src/audit/audit-passages.ts';
import { drawPassages } from '../../src/audit/draw-passages.ts';
import { auditScope } from '../../src/audit/open-audit.ts';
import type { AuditLabelName } from '../../src/conversation/audit-label.ts';
import { renderHtml, renderJson, renderMarkdown, renderTable } from '../../src/report/index.ts';
import { putLabels } from '../../src/store/labels.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { runWith } from '../support/library-run.ts';
import { alter } from '../support/store-facts.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { studiedConversations } from './studied-conversations.ts';

let folder: TempFolder;
let file: string;
beforeEach(async () => {
  folder = tempFolder();
  file = await studiedConversations(folder);
});
afterEach(() => folder[Symbol.dispose]());

const sizes = { bails: 10, others: 10, seed: 1, now: 0 };

async function drawn(store: Store, some: Partial<typeof sizes> = {}): Promise<readonly AuditPassage[]> {
  const { revision, conditions, all } = await auditScope(store, undefined, {});
  const strata = drawPassages(store, revision.name, conditions, { ...sizes, ...some });
  return auditPassages(store, revision.name, all, strata);
}

function label(store: Store, given: readonly (readonly [AuditPassage, AuditLabelName])[]): void {
  const rest = { rater: 'ann', judge: false, note: null, labelledAt: 1, detectorsShown: false, generationId: null };
  putLabels(
    store,
    given.map(([{ unitId }, one]) => ({ ...rest, unitId, label: one })),
    'conversation',
  );
}

describe('the sample of conversations', () => {
  test('is of conversations that ended alike, each whole, the same every time, and a larger one holds the smaller', async () => {
    await using store = openStore(file);
    const passages = await drawn(store);
    for (const passage of passages) {
      const outcomes = passage.read().map(({ outcome }) => outcome);
      expect(outcomes).toHaveLength(2);
      const kind = outcomes.includes('bail') ? 'bail' : outcomes.every((one) => one === 'continue') ? 'stay' : 'open';
      expect(passage.stratum.kind).toBe(kind);
    }
    expect(passages.filter(({ stratum }) => stratum.kind === 'bail')).toHaveLength(10);
    const ids = (some: readonly AuditPassage[]): number[] => some.map(({ unitId }) => unitId);
    expect(ids(await drawn(store))).toEqual(ids(passages));
    const small = ids(await drawn(store, { bails: 3, others: 3 }));
    expect(small.filter((id) => !ids(passages).includes(id))).toEqual([]);
    const all = await drawn(store, { bails: 500, others: 500 });
    expect(all).toHaveLength(80);
    expect(new Set(all.map((one) => one.read()[0]?.dataset))).toEqual(new Set(['talks']));
  });
});

test('conversations that begin alike are read whole, each with the turn they share', async () => {
  const talk = (id: string, last: string): string =>
    JSON.stringify({
      id,
      messages: [
        { role: 'user', content: 'the same beginning' },
        { role: 'assistant', content: 'and its answer' },
        { role: 'user', content: last },
      ],
    });
  folder.write('alike.jsonl', [talk('one', 'this'), talk('two', 'that'), talk('three', 'more')].join('\n'));
  await using store = openStore('alike', 'temporary');
  await runWith(
    store,
    {
      name: 'alike',
      models: ['sim:./sim.json'],
      datasets: [{ name: 'jsonl', path: 'alike.jsonl', turns: 'every' }],
      methods: ['bail-string'],
    },
    folder.path,
  );
  const passages = await drawn(store, { bails: 9, others: 9 });
  expect(passages).toHaveLength(3);
  const read = passages.map((one) => one.read());
  expect(read.map((turns) => turns.map(({ conversation }) => conversation.messages.length))).toEqual(
    [1, 2, 3].map(() => [1, 3]),
  );
  expect(new Set(read.map(([first]) => first?.trial)).size).toBe(1);
  expect(new Set(read.map((turns) => turns.at(-1)?.conversation.messages.at(-1)?.text))).toEqual(
    new Set(['this', 'that', 'more']),
  );
});

describe('the corrected share of conversations', () => {
  test('read whole it is the true share, in every format of a report', async () => {
    await using store = openStore(file);
    const passages = await drawn(store, { bails: 500, others: 500 });
    const truth = passages.map((one) => [one, trueConversationLabel(store, one.read())] as const);
    label(store, truth);
    const results = await analyze(store);
    const [audit] = results.conversationAudits;
    expect(results.conversationAudits).toHaveLength(1);
    expect(audit?.share).toBe(results.conversations.find(({ condition }) => condition === audit?.condition)?.share);
    const leaving = truth.filter(([, one]) => one === 'leaves').length / truth.length;
    expect(audit?.corrected).toBeCloseTo(leaving, 12);
    expect(audit?.share).not.toBeCloseTo(leaving, 3);
    expect(audit?.low).toBeLessThan(leaving);
    expect(audit?.high).toBeGreaterThan(leaving);
    const figure = (100 * leaving).toFixed(1);
    expect(renderTable(results, { color: false, width: 100 })).toContain(figure);
    expect(renderMarkdown(results)).toContain(figure);
    expect(await renderHtml(results, [])).toContain(figure);
    expect(JSON.parse(renderJson(results)).conversationAudits[0].corrected).toBe(audit?.corrected);
  });

  test('weighs each kind as often as it was counted, leaves the unclear out and says what they could change', async () => {
    await using store = openStore(file);
    const passages = await drawn(store);
    label(
      store,
      passages.map((one) => [one, one.stratum.kind === 'bail' ? 'leaves' : 'stays']),
    );
    const before = (await analyze(store)).conversationAudits[0];
    expect(before?.corrected).toBeCloseTo(before?.share ?? -1, 12);
    const open = passages.filter(({ stratum }) => stratum.kind === 'open');
    label(
      store,
      open.map((one) => [one, 'leaves']),
    );
    const after = (await analyze(store)).conversationAudits[0];
    const share = (after?.kinds.open.population ?? 0) / 80;
    expect(share).toBeGreaterThan(0);
    expect(after?.corrected).toBeCloseTo((before?.share ?? 0) + share, 12);
    label(
      store,
      open.map((one) => [one, 'unclear']),
    );
    expect((await analyze(store)).conversationAudits[0]).toMatchObject({
      corrected: null,
      reason: 'no conversation without a bail but with an unanswered turn has a clear label yet',
    });
    label(
      store,
      open.slice(1).map((one) => [one, 'stays']),
    );
    expect((await analyze(store)).conversationAudits[0]?.bounds?.[1]).toBeGreaterThan(after?.share ?? 1);
  });

  test('is not given when a sampled conversation has another outcome now', async () => {
    {
      await using store = openStore(file);
      const passages = await drawn(store);
      label(
        store,
        passages.map((one) => [one, 'stays']),
      );
      const bailed = passages.find(({ stratum }) => stratum.kind === 'bail');
      const trials = bailed?.read().map(({ trial }) => trial) ?? [];
      alter(file, `UPDATE outcome SET outcome = 'continue' WHERE trial_id IN (${trials.join(', ')})`);
    }
    await using store = openStore(file, 'read');
    const [audit] = (await analyze(store)).conversationAudits;
    expect(audit?.corrected).toBeNull();
    expect(audit?.reason).toContain('a sampled conversation has another outcome now');
  });

  test('holds the truth in whole audits with known truth, where the counted share is off (short version of the bench)', async () => {
    const cell = {
      bail: 0.08,
      misread: 0.1,
      missed: 0.01,
      nonsense: 0.03,
      spread: 0.1,
      clusters: 30,
      size: 2,
      turns: 3,
      epochs: 1,
      labels: 20,
    };
    const replicates = 12;
    const truth = trueShare(cell, 100);
    let [held, bias, off] = [0, 0, 0];
    for (let seed = 1; seed <= replicates; seed += 1) {
      const { result } = await auditConversationsOnce(cell, seed, folder.path);
      if ((result.low ?? 0) <= truth && truth <= (result.high ?? 1)) held += 1;
      bias += ((result.corrected ?? 0) - truth) / replicates;
      off += (result.share - truth) / replicates;
    }
    expect(held).toBeGreaterThanOrEqual(replicates - 1);
    expect(Math.abs(bias)).toBeLessThan(0.08);
    expect(off).toBeGreaterThan(0.12);
  });
});
