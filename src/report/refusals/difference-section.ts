import type { PairedResult } from '../../analysis/results.ts';
import type { RefusalDifference } from '../../analysis/refusals/results.ts';
import { percent, points } from '../format.ts';
import { groupLabel } from '../groups.ts';
import { cannotConcludeText, fewPairsText, hasFewFixed, methodLabel, variantLabel } from '../labels.ts';
import type { ReportResults } from '../report-results.ts';
import type { Section } from '../section.ts';
import { visibleLine } from '../visible-text.ts';
import { differenceRange, fixedRange } from './rows.ts';

/** One difference, of refusals or of bails. */
interface Row {
  readonly of: Pick<RefusalDifference, 'model' | 'simulated' | 'dataset' | 'study'>;
  /** What the model is altered from, and lead-in and authors; empty for none. */
  readonly heading: readonly string[];
  readonly label: string;
  /** Whether the study declared it as a contrast. */
  readonly isDeclared: boolean;
  readonly pair: Pick<
    PairedResult,
    'rateA' | 'rateB' | 'difference' | 'low' | 'high' | 'lowFixed' | 'highFixed' | 'tooFewFixed' | 'conclusion'
  >;
}

/**
 * What lead-ins (jailbreaks among them) and alterations of a model do to refusals and to bails, side by side; `null`
 * where there are neither.
 */
export function refusalDifferencesSection(results: ReportResults): Section | null {
  const { differences, scorers } = results.refusals;
  if (differences.length === 0) return null;
  const by = (scorer: string | null): string =>
    scorers.length > 1 && scorer !== null ? ` by ${visibleLine(scorer, 60)}` : '';
  const study = new Map(results.conditions.map((one) => [one.id, one.study]));
  const wordings = new Set([...differences, ...results.pairs].flatMap(({ wording }) => wording ?? [])).size > 1;
  const offer = (one: RefusalDifference | PairedResult): string =>
    methodLabel(one) + (wordings && one.wording !== null ? `, ${visibleLine(one.wording, 40)}` : '');
  const variant = (one: RefusalDifference | PairedResult): string => variantLabel({ ...one, wording: null });
  const declared = declaredPairs(results);
  const rows: Row[] = [
    ...differences.map((one) => ({
      of: one,
      heading: [one.kind === 'lead-in' ? '' : `altered from ${visibleLine(one.against, 40)}`, variant(one)],
      label: one.of === 'refusal' ? `refusals${by(one.scorer)}` : offer(one),
      isDeclared: one.of === 'bail' && declared.has(`${one.condition} ${one.againstCondition}`),
      pair: one,
    })),
    ...results.pairs
      .filter(({ kind }) => kind === 'lead-in')
      .map((pair) => ({
        of: { ...pair, study: study.get(pair.a) ?? '' },
        heading: ['', variant(pair)],
        label: offer(pair),
        isDeclared: pair.role === 'primary',
        pair,
      })),
  ];
  const isFew = rows.some(({ pair }) => hasFewFixed(pair));
  const isOpen = rows.some(({ pair }) => pair.conclusion === 'cannot conclude');
  const byGroup = Map.groupBy(rows, ({ of, heading }) =>
    JSON.stringify([of.study, of.model, of.simulated, of.dataset, heading]),
  );
  return {
    id: 'refusal-differences',
    title: 'What do lead-ins and alterations do to refusals, and to bails?',
    notes: [
      'With the lead-in against without it, and the altered model against the one it was made from: refusal rate of baseline replies, then bail rate by each method. Paired: items answered in both, epochs matched; rates in %, differences in points with 95 % intervals, for situations like these and for exactly these items.',
      ...(rows.some(({ isDeclared }) => isDeclared)
        ? ['declared: a primary contrast of the study, and no exploratory one.']
        : []),
      ...(isOpen ? [cannotConcludeText] : []),
    ],
    columns: [
      { title: 'with', optional: 1 },
      { title: 'without', optional: 1 },
      { title: 'points' },
      { title: '95 %, like these' },
      { title: '95 %, these items', optional: 2, ...(isFew ? { about: fewPairsText } : {}) },
    ],
    groups: [...byGroup.values()].map((members) => {
      const [first] = members as [Row];
      return {
        title: [groupLabel(first.of, results), ...first.heading.filter((part) => part !== '')].join(' · '),
        rows: members.map(({ label, isDeclared, pair }) => ({
          label: isDeclared ? `${label}, declared` : label,
          cells: [
            percent(pair.rateA),
            percent(pair.rateB),
            points(pair.difference),
            differenceRange(pair),
            fixedRange(pair),
          ],
        })),
      };
    }),
  };
}

/** The conditions that declared contrasts compare, either way round. */
function declaredPairs({ contrasts }: ReportResults): ReadonlySet<string> {
  return new Set(
    contrasts.flatMap(({ comparisons }) => comparisons.flatMap(({ a, b }) => [`${a.id} ${b.id}`, `${b.id} ${a.id}`])),
  );
}
