import type { Specification, SpecificationCurve } from '../analysis/specification-results.ts';
import { nothing, percent, percentRange, points } from './format.ts';
import { methodLabel, modelLabel } from './labels.ts';
import type { ReportResults } from './report-results.ts';
import type { Section } from './section.ts';
import { visibleLine } from './visible-text.ts';

/** What the names of denominators mean, short. */
const denominatorTexts: { readonly [name in Specification['denominator']]: string } = {
  usual: 'usual denominator',
  'with-filtered': 'filtered counted too',
  answered: 'unanswered left out',
  'all-stayed': 'unanswered as stays',
  'all-left': 'unanswered as bails',
};

/** How far rates and ranks move with the choices of an analysis; `null` where no exit was offered. */
export function specificationsSection(results: ReportResults): Section | null {
  const { specifications: curves } = results;
  if (curves.length === 0) return null;
  return {
    id: 'specifications',
    title: 'How far do rates move with the choices of the analysis?',
    notes: [
      'Over every combination of scorer (strict, paper), denominator, order and wording: the least and the greatest rate in %, and the ranks of the models, 1 leaving most.',
    ],
    columns: [
      { title: 'rate' },
      {
        title: '95 %',
        optional: 2,
        about: 'The interval is that of sampling alone: where the choices move a rate further, they matter more.',
      },
      { title: 'over all choices' },
      { title: 'rank' },
      {
        title: 'ways',
        optional: 1,
        about:
          'ways: how many combinations give a rate, and how many of them differ from all others of the same order and wording.',
      },
    ],
    groups: curves.map((curve) => ({
      title: curveTitle(curve, results),
      rows: curve.models.map((model) => ({
        label: modelLabel(model),
        cells: [
          percent(model.rate),
          percentRange(model.low, model.high),
          percentRange(model.least, model.most),
          rankText(model.rank, model.bestRank, model.worstRank),
          waysText(curve),
        ],
      })),
    })),
  };
}

/** What each choice does alone; `null` where there is none to be made. */
export function choicesSection(results: ReportResults): Section | null {
  const groups = results.specifications.flatMap((curve) => {
    const rows = singleChoices(curve).map(({ label, specification }) => ({
      label,
      cells: choiceCells(curve, specification),
    }));
    return rows.length === 0 ? [] : [{ title: curveTitle(curve, results), rows }];
  });
  if (groups.length === 0) return null;
  return {
    id: 'choices',
    title: 'Which choice moves them?',
    notes: [
      'One choice changed at a time from the strict scorer, the usual denominator, the first order and the default wording: the change of the rate in points, on average over the models and where it is greatest.',
    ],
    columns: [
      { title: 'mean' },
      { title: 'greatest' },
      {
        title: 'order kept',
        optional: 1,
        about: 'order kept: Kendall’s tau-b of the models’ order with the one before, 1 where it stays.',
      },
    ],
    groups,
  };
}

/** Model-free name of a curve. Safe to print. */
export function curveTitle(curve: SpecificationCurve, results: ReportResults): string {
  const study = results.studies.length > 1 ? ` · study ${visibleLine(curve.study, 40)}` : '';
  const leadIn = curve.leadIn === null ? '' : ` after ${visibleLine(curve.leadIn, 40)}`;
  return `${visibleLine(curve.dataset, 40)} · ${methodLabel({ ...curve, order: null })}${leadIn}${study}`;
}

/** The names of what a specification chose, by what could be chosen. Safe to print. */
export function choicesOf({ scorer, denominator, order, wording }: Specification): readonly string[] {
  return [
    `${scorer} scorer`,
    denominatorTexts[denominator],
    ...(order === null ? [] : [order.replace('-', ' ')]),
    ...(wording === null ? [] : [`wording ${visibleLine(wording, 60)}`]),
  ];
}

/** The specifications that differ from the first in one choice. */
function singleChoices(
  curve: SpecificationCurve,
): readonly { readonly label: string; readonly specification: Specification }[] {
  const [first] = curve.specifications;
  if (first === undefined) return [];
  const base = choicesOf(first);
  return curve.specifications.flatMap((specification) => {
    const changed = choicesOf(specification).filter((name, index) => name !== base[index]);
    return changed.length === 1 ? [{ label: changed[0] ?? '', specification }] : [];
  });
}

function choiceCells({ specifications, models }: SpecificationCurve, { rates, tau }: Specification): string[] {
  const primary = specifications[0]?.rates ?? [];
  const changes = models.flatMap((model, index) => {
    const [one, other] = [primary[index] ?? null, rates[index] ?? null];
    return one === null || other === null ? [] : [{ model, change: other - one }];
  });
  if (changes.length === 0) return [nothing, nothing, nothing];
  const mean = changes.reduce((sum, { change }) => sum + change, 0) / changes.length;
  const greatest = changes.reduce((most, one) => (Math.abs(one.change) > Math.abs(most.change) ? one : most));
  const whose = models.length > 1 && greatest.change !== 0 ? ` ${modelLabel(greatest.model, 24)}` : '';
  return [points(mean), points(greatest.change) + whose, tau === null ? nothing : tau.toFixed(2).replace('-', '−')];
}

function waysText({ specifications: { length }, distinct }: SpecificationCurve): string {
  return distinct === length ? String(length) : `${length} (${distinct} differ)`;
}

function rankText(rank: number | null, best: number | null, worst: number | null): string {
  if (rank === null || best === null || worst === null) return nothing;
  return best === worst ? String(rank) : `${rank} (${best}–${worst})`;
}
