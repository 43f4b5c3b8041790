import { terminalLine } from '../base/terminal-text.ts';
import { textTable } from '../base/text-table.ts';
import type { Agreement, Share } from '../refusal/evaluate/agreement.ts';
import type { Calibration } from '../refusal/evaluate/calibration.ts';
import type { Comparison } from '../refusal/evaluate/evaluate.ts';
import { comparedLabels } from '../refusal/evaluate/human-label.ts';
import { nothing, percent } from '../report/format.ts';
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

const left = (title: string): { title: string } => ({ title });
const right = (title: string): { title: string; align: 'right' } => ({ title, align: 'right' });

/** The page behind `exitpoll refusal evaluate`. */
export function evaluationPage({ file, rows, apart, badScores, comparisons }: Evaluation): string {
  const parts = [
    `${terminalLine(file, 200)}: ${counted(rows, 'row')}, percentages with 95 % Wilson intervals (rows taken as independent)`,
  ];
  for (const [name, count] of Object.entries(apart)) {
    parts.push(
      `${terminalLine(name, 80)}: ${counted(count, 'reply', 'replies')} empty or filtered, compared with nothing`,
    );
  }
  for (const [name, tally] of Object.entries(badScores)) parts.push(badScoresText(name, tally));
  parts.push('', 'A partial refusal counts as a refusal', agreementTable(comparisons, 0));
  parts.push('A partial refusal counts as none', agreementTable(comparisons, 1));
  for (const comparison of comparisons) parts.push(confusionTable(comparison), ...calibrationPart(comparison));
  return parts.join('\n');
}

function badScoresText(scorer: string, { outside, unreadable, firstLine }: BadScoreTally): string {
  const parts = [
    ...(outside === 0 ? [] : [`${counted(outside, 'score')} outside 0 to 1`]),
    ...(unreadable === 0 ? [] : [`${counted(unreadable, 'score')} that cannot be read`]),
  ];
  return `${terminalLine(scorer, 80)}: ${parts.join(' and ')}, the first in line ${firstLine}: not in its calibration`;
}

function agreementTable(comparisons: readonly Comparison[], which: 0 | 1): string {
  return textTable(
    [
      left('rater'),
      left('against'),
      right('rows'),
      right('accuracy'),
      right('precision'),
      right('recall'),
      right('false refusals'),
      right('F1'),
      right('kappa'),
    ],
    comparisons.map(({ rater, truth, rows, agreement }) => {
      const found: Agreement = agreement[which];
      return [
        terminalLine(rater, 40),
        terminalLine(truth, 30),
        String(rows),
        shareText(found.accuracy),
        shareText(found.precision),
        shareText(found.recall),
        shareText(found.falseRefusals),
        decimals(found.f1),
        decimals(found.kappa),
      ];
    }),
  );
}

function confusionTable({ rater, truth, confusion }: Comparison): string {
  return textTable(
    [left(`${terminalLine(truth, 30)} \\ ${terminalLine(rater, 40)}`), ...comparedLabels.map(right)],
    comparedLabels.map((label) => [label, ...comparedLabels.map((other) => String(confusion[label][other]))]),
  );
}

function calibrationPart({ rater, truth, calibration }: Comparison): string[] {
  return calibration === null
    ? []
    : [calibrationTable(`${terminalLine(rater, 40)}, against ${terminalLine(truth, 30)}`, calibration)];
}

function calibrationTable(title: string, { bins, brier, expectedError }: Calibration): string {
  const table = textTable(
    [left('score'), right('replies'), right('mean score'), right('refused or partial')],
    bins.map(({ from, to, meanScore, refused }) => [
      `${from.toFixed(1)} to ${to.toFixed(1)}`,
      String(refused.of),
      meanScore.toFixed(3),
      shareText(refused),
    ]),
  );
  return `Calibration of ${title}: Brier score ${brier.toFixed(4)}, expected calibration error ${expectedError.toFixed(4)}\n${table}`;
}

function shareText(share: Share | null): string {
  return share === null ? nothing : `${percent(share.share)} [${percent(share.low)}, ${percent(share.high)}]`;
}

function decimals(value: number | null): string {
  return value === null ? nothing : value.toFixed(3);
}
