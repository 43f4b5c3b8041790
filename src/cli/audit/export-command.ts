import { auditTrials, type AuditTrial } from '../../audit/audit-trials.ts';
import { findingsIn } from '../../audit/detectors/index.ts';
import { auditScope, requireSample } from '../../audit/open-audit.ts';
import { ExitpollError, exitCodes } from '../../base/errors.ts';
import { didYouMean } from '../../base/nearest.ts';
import { csvLine, type CsvValue } from '../../report/csv-cell.ts';
import { methodLabel } from '../../report/labels.ts';
import { visibleJson } from '../../report/visible-text.ts';
import { sampledLabels, type StoredLabel } from '../../store/labels.ts';
import { openStore } from '../../store/store.ts';
import { writeOutput } from '../output-file.ts';
import { auditDocument } from './document.ts';
import type { AuditOptions } from './label-command.ts';

export interface AuditExportOptions extends AuditOptions {
  readonly rater: string | undefined;
  readonly format: 'csv' | 'jsonl' | undefined;
  readonly out: string | undefined;
  readonly withOutcomes: boolean;
}

/** `exitpoll audit export`. @returns the exit code. */
export async function exportCommand(options: AuditExportOptions): Promise<number> {
  const format = options.format ?? (options.out?.endsWith('.jsonl') === true ? 'jsonl' : 'csv');
  await using store = openStore(options.store, 'read');
  const scope = await auditScope(store, options.study, options.only);
  requireSample(scope, store);
  const trials = auditTrials(store, scope.revision.name, scope.all, scope.strata);
  const labels = labelsOf(sampledLabels(store, scope.revision.name), options.rater, store.file);
  const rows = trials.map((trial) => rowOf(trial, labels.get(trial.trialId), options.withOutcomes, format));
  const [first] = rows;
  const lines =
    format === 'jsonl'
      ? rows.map((row) => `${visibleJson(JSON.stringify(Object.fromEntries(row)))}\n`)
      : [
          csvLine((first ?? []).map(([name]) => name)),
          ...rows.map((row) => csvLine(row.map(([, value]) => value as CsvValue))),
        ];
  await writeOutput(options.out, lines.join(''));
  return exitCodes.done;
}

function labelsOf(
  labels: readonly StoredLabel[],
  rater: string | undefined,
  file: string,
): ReadonlyMap<number, StoredLabel> {
  if (rater === undefined) return new Map();
  const raters = [...new Set(labels.map((label) => label.rater))];
  if (!raters.includes(rater)) {
    throw new ExitpollError(`nobody called "${rater}" has labelled this sample.${didYouMean(rater, raters)}`, {
      code: 'no-such-rater',
      at: { file },
      hint: raters.length === 0 ? 'Leave --rater out for empty labels.' : `There are: ${raters.join(', ')}.`,
    });
  }
  return new Map(labels.filter((label) => label.rater === rater).map((label) => [label.trialId, label]));
}

/** Columns that an exchange takes as text. */
const textWidth = 100;

type Row = readonly (readonly [name: string, value: unknown])[];

function rowOf(trial: AuditTrial, label: StoredLabel | undefined, withOutcomes: boolean, format: 'csv' | 'jsonl'): Row {
  const record = trial.read();
  const { conversation, instructions, tools, question, evidence, steps } = record;
  const findings = findingsIn(record);
  const counted: Row = withOutcomes
    ? [
        ['outcome', record.outcome],
        ['detectors', findings.map(({ cause, because }) => `${cause}: ${because}`).join('; ')],
      ]
    : [];
  const exchange: Row =
    format === 'csv'
      ? [['exchange', exchangeText(trial)]]
      : [
          ['conversation', conversation],
          ['instructions', instructions],
          ['tools', tools],
          ['question', question],
          ['replies', steps.map(({ text, reasoning, toolCalls, finish }) => ({ text, reasoning, toolCalls, finish }))],
          ['evidence', evidence],
        ];
  return [
    ['trial', trial.trialId],
    ['label', label?.label ?? ''],
    ['note', label?.note ?? ''],
    ...counted,
    ['offered', methodLabel(trial.condition)],
    ['dataset', record.dataset],
    ['item', record.item],
    ['itemHash', record.itemHash],
    ...exchange,
  ];
}

/** The whole exchange as it is shown in the terminal, without colours. */
function exchangeText(trial: AuditTrial): string {
  const { lines } = auditDocument(trial.read(), textWidth, true);
  return lines
    .map((line) => line.map(({ text, style }) => (style === 'mark' ? `⟦${text}⟧` : text)).join(''))
    .join('\n');
}
