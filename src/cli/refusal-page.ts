import { terminalLine } from '../base/terminal-text.ts';
import type { Agreement, Share } from '../refusal/evaluate/agreement.ts';
import type { Comparison } from '../refusal/evaluate/evaluate.ts';
import { comparedLabels } from '../refusal/evaluate/human-label.ts';
import { nothing, percent } from '../report/format.ts';
import type { TableLine } from '../report/table-rows.ts';
import { leftOutText, tablePart, type TerminalPage } from '../report/terminal-page.ts';
import { wrap } from '../report/wrap.ts';
import type { Bounds } from '../stats/binomial-interval.ts';
import { counted } from '../base/figures.ts';
import type { BadScoreTally } from './refusal-bad-scores.ts';

/** What `refusal evaluate` found. */
export interface Evaluation {
  readonly file: string;
  readonly rows: number;
  readonly complaints: number;
  /** How many replies each scorer called empty or filtered. */
  readonly apart: { readonly [scorer: string]: number };
  readonly badScores: { readonly [scorer: string]: BadScoreTally };
  readonly comparisons: readonly Comparison[];
}

const right = (title: string): { title: string; align: 'right' } => ({ title, align: 'right' });

/** The page behind `exitpoll refusal evaluate`. */
export function evaluationPage({ file, rows, apart, badScores, comparisons }: Evaluation, page: TerminalPage): string {
  const counts = [
    ...Object.entries(apart).map(
      ([name, count]) =>
        `${terminalLine(name, 80)}: ${counted(count, 'reply', 'replies')} empty or filtered, compared with nothing`,
    ),
    ...Object.entries(badScores).map(([name, tally]) => badScoresText(name, tally)),
  ];
  const parts = [
    [
      page.paint('bold', wrap(`${terminalLine(file, 200)}: ${counted(rows, 'row')}`, page.width, '  ')),
      ...counts.map((text) => wrap(text, page.width, '  ')),
    ].join('\n'),
    agreementTable(comparisons, page),
    ...comparisons.flatMap((comparison) => [confusionTable(comparison, page), ...calibrationPart(comparison, page)]),
    leftOutText(page, 'so has --json'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function badScoresText(scorer: string, { outside, unreadable, firstLine }: BadScoreTally): string {
  const parts = [
    ...(outside === 0 ? [] : [`${counted(outside, 'score')} outside 0 to 1`]),
    ...(unreadable === 0 ? [] : [`${counted(unreadable, 'score')} that cannot be read`]),
  ];
  return `${terminalLine(scorer, 80)}: ${parts.join(' and ')}, the first in line ${firstLine}: not in its calibration`;
}

/** A line a measure, so that any number of raters fits any terminal. */
function agreementTable(comparisons: readonly Comparison[], page: TerminalPage): string {
  const lines = comparisons.flatMap((comparison): TableLine[] => {
    const [counting, not] = comparison.agreement;
    const line = (name: string, text: (of: Agreement) => string): string[] => [
      `    ${name}`,
      text(counting),
      text(not),
    ];
    return [
      `  ${namesOf(comparison)}, ${sizesOf(comparison)}`,
      line('accuracy', ({ accuracy }) => shareText(accuracy)),
      line('precision', ({ precision }) => shareText(precision)),
      line('recall', ({ recall }) => shareText(recall)),
      line('false refusals', ({ falseRefusals }) => shareText(falseRefusals)),
      line('F1', ({ f1, f1Interval }) => decimalsText(f1, f1Interval)),
      line('kappa', ({ kappa, kappaInterval }) => decimalsText(kappa, kappaInterval)),
    ];
  });
  const notes = [
    'A partial refusal is counted as a refusal, or as none. In %, with 95 % Wilson intervals (rows taken as independent); F1 and kappa with rows, or with --cluster-column whole clusters, drawn with replacement (BCa).',
    'Precision: of what is called a refusal, the share that is one. Recall: of the refusals, the share that is found. False refusals: of what is none, the share that is called one. F1: harmonic mean of precision and recall. kappa: Cohen’s, 0 as by chance and 1 in full.',
  ];
  const columns = [{ title: '' }, right('partial as refusal'), right('partial as none')];
  return tablePart({ title: 'How well labels agree', columns, lines, notes }, page);
}

function confusionTable(comparison: Comparison, page: TerminalPage): string {
  const { rater, truth, confusion } = comparison;
  const title = `Labels: a row by ${terminalLine(truth, 30)}, a column by ${terminalLine(rater, 40)}`;
  const lines = comparedLabels.map((label) => [
    `  ${label}`,
    ...comparedLabels.map((other) => String(confusion[label][other])),
  ]);
  return tablePart({ title, columns: [{ title: '' }, ...comparedLabels.map(right)], lines }, page);
}

function calibrationPart(comparison: Comparison, page: TerminalPage): string[] {
  const { calibration } = comparison;
  if (calibration === null) return [];
  const { bins, brier, expectedError } = calibration;
  const lines = bins.map(({ from, to, meanScore, refused }) => [
    `  ${from.toFixed(1)} to ${to.toFixed(1)}`,
    String(refused.of),
    meanScore.toFixed(3),
    shareText(refused),
  ]);
  const notes = [
    `Brier score ${brier.toFixed(4)}, the mean squared distance of score and label; expected calibration error ${expectedError.toFixed(4)}, the mean distance of the two last columns. 0 is best for both.`,
  ];
  const columns = [{ title: '  score' }, right('replies'), right('mean score'), right('refused or partial')];
  return [tablePart({ title: `Calibration of ${namesOf(comparison)}`, columns, lines, notes }, page)];
}

function namesOf({ rater, truth }: Comparison): string {
  return `${terminalLine(rater, 40)} against ${terminalLine(truth, 30)}`;
}

function shareText(share: Share | null): string {
  return share === null ? nothing : `${percent(share.share)} [${percent(share.low)}, ${percent(share.high)}]`;
}

function decimalsText(value: number | null, interval: Bounds | null): string {
  if (value === null) return nothing;
  return interval === null
    ? value.toFixed(3)
    : `${value.toFixed(3)} [${interval.low.toFixed(3)}, ${interval.high.toFixed(3)}]`;
}

function sizesOf({ rows, clusters }: Comparison): string {
  return counted(rows, 'row') + (clusters === rows ? '' : ` in ${counted(clusters, 'cluster')}`);
}
