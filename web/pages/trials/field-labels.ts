import { visibleLine } from '../../../src/report/visible-text.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { ListField, TextPlace, TrialOrder } from '../../../src/server/wire/trial-filter.ts';
import { conditionText } from '../../ui/condition-line.tsx';

/** What fields are called. */
export const fieldLabels: { readonly [field in ListField]: string } = {
  outcome: 'Outcome',
  outcomePaper: 'Outcome, paper’s rules',
  refusal: 'Refusal',
  flag: 'Flag',
  label: 'Label',
  model: 'Model',
  method: 'Method',
  order: 'Order',
  wording: 'Wording',
  leadIn: 'Lead-in',
  historyAuthor: 'History by',
  replyAuthor: 'Reply by',
  dataset: 'Dataset',
  category: 'Category',
  cluster: 'Cluster',
  item: 'Item',
  epoch: 'Epoch',
  condition: 'Condition',
};

/** Fields as a reader meets them: how it ended first, then what was run, then on what. */
export const shownFields = Object.keys(fieldLabels) as readonly ListField[];

export const placeLabels: { readonly [place in TextPlace]: string } = {
  prompt: 'prompts',
  reply: 'replies',
  reasoning: 'reasoning',
  journal: 'journals',
};

export const orderLabels: { readonly [order in TrialOrder]: string } = {
  plan: 'as planned',
  newest: 'newest first',
  probability: 'least sure first',
};

/** What a value of a field is called; `none` where there is no value. */
export function valueLabel(field: ListField, value: string, conditions: readonly ConditionName[]): string {
  if (value === 'none') return '(none)';
  if (field !== 'condition') return visibleLine(value);
  const condition = conditions.find(({ id }) => id === value);
  return condition === undefined ? visibleLine(value) : conditionText(condition);
}
