import type { Ends, IntervalResult } from '../analysis/interval-result.ts';
import { nothing, percent, percentRange } from './format.ts';
import { groupConditions, groupLabel, membersOf } from './groups.ts';
import { methodLabel, variantLabel } from './labels.ts';
import type { ReportResults } from './report-results.ts';
import type { Section } from './section.ts';

/** The rates with other intervals; `null` where none were asked for. */
export function intervalsSection(results: ReportResults): Section | null {
  const known = new Map(results.intervals.map((one) => [one.condition, one]));
  if (known.size === 0) return null;
  const own = results.conditions.filter(({ id }) => known.has(id));
  return {
    id: 'intervals',
    title: 'The same rates with other 95 % intervals',
    notes: [
      'Wilson and Clopper-Pearson take every draw as independent, which is too short where items of a cluster are alike. The others let clusters be random: the mean of the items with its standard error by cluster, and 2,000 draws of whole clusters. These two are too short where few clusters bail, or stay (*); the intervals beside the rates are not.',
    ],
    columns: [
      { title: 'rate' },
      { title: 'report' },
      { title: 'Wilson', optional: 1 },
      { title: 'Clopper-P.', optional: 3 },
      { title: 'by cluster' },
      { title: 'error', optional: 2 },
      { title: 'bootstrap' },
    ],
    groups: groupConditions(own).map((group) => ({
      title: groupLabel(group, results),
      rows: membersOf(group).map((one) => {
        const variant = group.variants.length > 1 ? `, ${variantLabel(one)}` : '';
        const report = percentRange(one.low, one.high) + (one.tooFew ? '*' : '');
        return { label: methodLabel(one) + variant, cells: cellsOf(known.get(one.id), report, one.tooFew) };
      }),
    })),
  };
}

function cellsOf(found: IntervalResult | undefined, report: string, tooFew: boolean): string[] {
  if (found === undefined) return Array<string>(7).fill(nothing);
  const { rate, wilson, clopperPearson, clusterRobust, bootstrap } = found;
  return [
    percent(rate),
    report,
    ends(wilson),
    ends(clopperPearson),
    ends(clusterRobust) + (tooFew ? '*' : ''),
    clusterRobust === null ? nothing : percent(clusterRobust.error),
    ends(bootstrap) + (bootstrap?.tooFew === true ? '*' : ''),
  ];
}

function ends(interval: Ends | null): string {
  return interval === null ? nothing : percentRange(interval.low, interval.high);
}
