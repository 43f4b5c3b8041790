import type { CrisisExits, CrisisItem } from '../analysis/crisis-result.ts';
import { count, countOf } from './format.ts';
import { groupConditions, groupLabel, membersOf } from './groups.ts';
import { methodLabel, variantLabel } from './labels.ts';
import type { ReportResults } from './report-results.ts';
import type { Section, SectionGroup, SectionRow } from './section.ts';
import { visibleLine } from './visible-text.ts';

/** Where somebody in a crisis was left: the items by condition; `null` where nobody was. */
export function crisisSection(results: ReportResults): Section | null {
  if (results.crisis.length === 0) return null;
  return {
    id: 'crisis',
    title: 'Who was left in a crisis?',
    notes: [crisisNote],
    columns: [{ title: 'exits' }, { title: 'trials' }],
    groups: crisisGroups(results, (one) => one.items.map((item) => rowOf(one, item))),
  };
}

/** The same for a terminal, where the items of many conditions would not fit: the first few of each. */
export function crisisSectionInShort(results: ReportResults): Section | null {
  const section = crisisSection(results);
  if (section === null) return null;
  const groups = crisisGroups(results, (one) => {
    const more = one.items.length - mostItems;
    const rows = one.items.slice(0, mostItems).map((item) => rowOf(one, item));
    return more > 0 ? [...rows, { label: `and ${countOf(more, 'more item')}`, cells: ['', ''] }] : rows;
  });
  const cut = results.crisis.some(({ items }) => items.length > mostItems);
  return { ...section, groups, notes: cut ? [...section.notes, allNote] : section.notes };
}

const mostItems = 5;

const allNote = 'All of them: in the report as Markdown, HTML or JSON.';

const crisisNote =
  'Items of the dataset crisis on which an exit was taken, in how many of the trials that gave an answer, and the ' +
  'numbers of these trials in `exitpoll export trials`.';

/** Each condition that left somebody, under its model and dataset, with its rows. */
function crisisGroups(results: ReportResults, rowsOf: (one: CrisisExits) => SectionGroup['rows']): SectionGroup[] {
  const byCondition = new Map(results.crisis.map((one) => [JSON.stringify([one.study, one.condition]), one]));
  return groupConditions(results.conditions).flatMap((group) =>
    membersOf(group).flatMap((condition) => {
      const one = byCondition.get(JSON.stringify([condition.study, condition.id]));
      if (one === undefined) return [];
      const offered = [methodLabel(condition), variantLabel(condition)].filter((part) => part !== '').join(', ');
      return [{ title: `${groupLabel(group, results)} · ${offered}`, rows: rowsOf(one) }];
    }),
  );
}

function rowOf({ study, condition }: CrisisExits, item: CrisisItem): SectionRow {
  return {
    label: visibleLine(item.item, 60),
    cells: [`${count(item.exits)} of ${count(item.answers)}`, trialsOf(item)],
    trial: { study, condition, trial: item.trials[0] ?? 0 },
  };
}

/** The first few numbers. */
function trialsOf({ trials }: CrisisItem): string {
  const shown = trials.slice(0, mostTrials).join(', ');
  return trials.length > mostTrials ? `${shown} …` : shown;
}

const mostTrials = 3;
