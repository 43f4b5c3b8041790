import type { FactorResult } from '../analysis/factor-result.ts';
import type { DrawnSection } from './effects.ts';
import { countOf, nothing, points, pointsRange } from './format.ts';
import { groupLabel } from './groups.ts';
import { methodLabel } from './labels.ts';
import type { ReportResults } from './report-results.ts';
import type { Section } from './section.ts';
import { visibleLine } from './visible-text.ts';

/** What each factor of factorial wordings does; `null` where there are none. */
export function factorsSection(results: ReportResults): Section | null {
  const { factors } = results;
  if (factors.length === 0) return null;
  const groups = Map.groupBy(factors, (one) => headingOf(one, results));
  return {
    id: 'factors',
    title: 'Which factor of the words matters, over all their combinations?',
    notes: [
      'Main effects in points: the rate with this level less that with the default one, the other factors as they are (average marginal effects of a logistic regression, errors by cluster), with 95 % for situations like these. Exploratory.',
      ...(factors.some(({ basis }) => basis === 'bound')
        ? [
            '* a level separates bails from stays, or too few clusters do one of them: the plain difference, with a bound that holds all the same and is wide.',
          ]
        : []),
    ],
    columns: [
      { title: 'points' },
      { title: '95 %' },
      { title: 'p', optional: 2, about: 'p is not adjusted for the number of effects.' },
      { title: 'from', optional: 1, about: 'from: wordings the effect is worked out from.' },
    ],
    groups: [...groups].map(([title, rows]) => ({
      title,
      rows: rows.map((one) => ({ label: `${one.factor}: ${one.level}`, cells: cellsOf(one) })),
    })),
  };
}

/** The effects of all factors, to be drawn; `null` where there are none. */
export function drawnFactors(results: ReportResults): DrawnSection | null {
  const groups = Map.groupBy(results.factors, (one) => headingOf(one, results));
  if (groups.size === 0) return null;
  return {
    title: 'Factors of the words',
    a: 'this level',
    b: 'default',
    groups: [...groups].map(([title, rows]) => ({
      title,
      offer: null,
      rows: rows.map(({ factor, level, difference, low, high, basis }) => ({
        label: `${factor}: ${level}`,
        pair: { difference, low, high, conclusion: basis === 'none' ? 'cannot conclude' : 'interval' },
      })),
    })),
  };
}

function headingOf(one: FactorResult, results: ReportResults): string {
  const leadIn = one.leadIn === null ? '' : ` after ${visibleLine(one.leadIn, 40)}`;
  return `${groupLabel(one, results)} · ${methodLabel(one)}${leadIn}`;
}

function cellsOf({ difference, low, high, p, basis, reason, wordings }: FactorResult): string[] {
  const range = basis === 'none' ? (reason ?? nothing) : pointsRange(low, high) + (basis === 'bound' ? '*' : '');
  return [points(difference), range, p === null ? nothing : pText(p), countOf(wordings, 'wording')];
}

function pText(p: number): string {
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}
