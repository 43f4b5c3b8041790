import { count, nothing, percentRange } from './format.ts';
import { groupConditions, groupLabel, membersOf } from './groups.ts';
import { methodLabel, variantLabel } from './labels.ts';
import type { ReportCondition, ReportResults } from './report-results.ts';
import type { Section } from './section.ts';

/** Which conditions have ended by their stopping rule, and with how many epochs; `null` where none has a rule. */
export function stoppingSection(results: ReportResults): Section | null {
  const ruled = results.conditions.filter(({ stopping }) => stopping !== null);
  if (ruled.length === 0) return null;
  const widths = [...new Set(ruled.map(({ stopping }) => (100 * (stopping?.halfWidth ?? 0)).toFixed(1)))];
  return {
    id: 'stopping',
    title: 'Which conditions have ended by their stopping rule?',
    notes: [
      `Each gets whole epochs over all its items until the interval here, for exactly these items, is no longer than ${widths.join(' or ')} points to either side, or its epochs are over. It holds after every epoch at once, so that looking at it does not spoil it, and so is longer than the one beside the rate.`,
    ],
    columns: [
      { title: 'ended' },
      { title: 'epochs' },
      { title: '95 % at every look' },
      { title: 'not needed', optional: 1, about: 'not needed: trials left out, which are not among those planned.' },
    ],
    groups: groupConditions(ruled).map((group) => ({
      title: groupLabel(group, results),
      rows: membersOf(group).map((one) => ({ label: labelOf(one, ruled), cells: cellsOf(one) })),
    })),
  };
}

function labelOf(condition: ReportCondition, all: readonly ReportCondition[]): string {
  const tells = new Set(all.map(variantLabel)).size > 2;
  const variant = tells ? variantLabel(condition) : '';
  return methodLabel(condition) + (variant === '' ? '' : `, ${variant}`);
}

function cellsOf({ stopping }: ReportCondition): string[] {
  if (stopping === null) return ['', '', '', ''];
  const { stopped, wholeEpochs, mostEpochs, low, high, notNeeded } = stopping;
  const ended = stopped ? 'by rule' : wholeEpochs === mostEpochs ? 'epochs over' : 'not yet';
  return [
    ended,
    `${count(wholeEpochs)} of ${count(mostEpochs)}`,
    percentRange(low, high),
    stopped ? count(notNeeded) : nothing,
  ];
}
