import { expect, it } from 'vitest';

import type { ConditionName } from '../../src/server/wire/conditions.ts';
import type { BesideTrial } from '../../src/server/wire/trial-detail.ts';
import { besideTable } from '../../web/pages/trial/beside-table.ts';

const plain: ConditionName = {
  id: '1-1',
  model: 'one',
  simulated: false,
  dataset: 'starter',
  method: 'baseline',
  order: null,
  readout: 'sampled',
  wording: null,
  leadIn: null,
  historyAuthor: 'dataset',
  replyAuthor: 'self',
  epochs: 2,
  unsupported: null,
};
const conditions: readonly ConditionName[] = [
  plain,
  { ...plain, id: '2-1', method: 'bail-string', wording: 'default' },
  { ...plain, id: '3-1', method: 'bail-string', wording: 'other' },
  { ...plain, id: '4-1', method: 'bail-prompt', order: 'bail-first', wording: 'default' },
  { ...plain, id: '5-1', leadIn: 'greeting' },
  { ...plain, id: '6-2', dataset: 'neutral' },
];
const beside = conditions.slice(0, 5).flatMap(({ id }) =>
  [2, 1].map((epoch): BesideTrial => ({
    condition: id,
    epoch,
    trial: epoch,
    outcome: 'continue',
    bailProbability: null,
  })),
);

it('lays the same item out by what differs, and leaves no trial out', () => {
  const { columns, groups } = besideTable(beside, conditions);
  expect(columns).toEqual(['baseline', 'bail-string', 'bail-prompt bail 1st']);
  expect(groups.map(({ title, rows }) => [title, ...rows.map((row) => row.title)])).toEqual([
    ['one', 'default', 'other'],
    ['one · lead-in greeting', ''],
  ]);
  const cells = groups.flatMap(({ rows }) => rows.flatMap((row) => row.cells)).filter((cell) => cell !== null);
  expect(cells.flatMap(({ trials }) => trials)).toHaveLength(beside.length);
  expect(cells.every(({ condition, trials }) => trials.every((trial) => trial.condition === condition.id))).toBe(true);
  expect(cells[0]?.trials.map(({ epoch }) => epoch)).toEqual([1, 2]);
});

it('has no row for conditions on other items', () => {
  const { groups } = besideTable(beside, conditions);
  const shown = groups.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map((cell) => cell?.condition.id)));
  expect(shown).not.toContain('6-2');
});
