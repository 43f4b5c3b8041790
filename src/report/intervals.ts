import type { Ends, IntervalResult } from '../analysis/interval-result.ts';
import { nothing, percent, percentRange } from './format.ts';
import { groupConditions, groupLabel } from './groups.ts';
import { methodLabel } from './labels.ts';
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
      'By cluster and bootstrap let clusters be random: the mean of the items with its standard error by cluster, and 2,000 draws of whole clusters. These two are too short where few clusters bail, or stay (*); report, the interval beside the rates, is not.',
    ],
    columns: [
      { title: 'rate' },
      { title: 'report' },
      { title: 'Wilson', optional: 1, about: independentText },
      { title: 'Clopper-P.', optional: 3, about: independentText },
      { title: 'by cluster' },
      { title: 'error', optional: 2 },
      { title: 'bootstrap' },
    ],
    groups: groupConditions(own).flatMap((group) =>
      group.variants.map(({ title, conditions }) => ({
        title: groupLabel(group, results) + (group.variants.length > 1 ? ` · ${title}` : ''),
        rows: conditions.map((one) => {
          const report = percentRange(one.low, one.high) + (one.tooFew ? '*' : '');
          return { label: methodLabel(one), cells: cellsOf(known.get(one.id), report, one.tooFew) };
        }),
      })),
    ),
  };
}

const independentText =
  'Wilson and Clopper-Pearson take every draw as independent, which is too short where items of a cluster are alike.';

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
