import type { TrialRecord } from '../../analysis/results.ts';
import type { AuditUnit } from '../../audit/audit-unit.ts';
import { auditUnits } from '../../audit/audit-units.ts';
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
  requireSample(scope, store, options.unit);
  const units = auditUnits(store, scope, options.unit);
  const labels = labelsOf(sampledLabels(store, scope.revision.name, options.unit), options.rater, store.file);
  const rows = units.map((one) => rowOf(one, labels.get(one.unitId), { ...options, format }));
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
  return new Map(labels.filter((label) => label.rater === rater).map((label) => [label.unitId, label]));
}

/** Columns that an exchange takes as text. */
const textWidth = 100;

type Row = readonly (readonly [name: string, value: unknown])[];

interface RowOptions extends Pick<AuditExportOptions, 'unit' | 'withOutcomes'> {
  readonly format: 'csv' | 'jsonl';
}

function rowOf(one: AuditUnit, label: StoredLabel | undefined, options: RowOptions): Row {
  const { unit, withOutcomes, format } = options;
  const turns = one.read();
  const last = turns.at(-1);
  const findings = turns.flatMap(findingsIn);
  const counted: Row = withOutcomes
    ? [
        ['outcome', turns.map(({ outcome }) => outcome).join('; ')],
        ['detectors', findings.map(({ cause, because }) => `${cause}: ${because}`).join('; ')],
      ]
    : [];
  const exchange: Row =
    format === 'csv'
      ? [['exchange', exchangeText(turns, options)]]
      : unit === 'conversation'
        ? [['turns', turns.map((turn) => Object.fromEntries(fieldsOf(turn)))]]
        : last === undefined
          ? []
          : fieldsOf(last);
  return [
    [unit, one.unitId],
    ['label', label?.label ?? ''],
    ['note', label?.note ?? ''],
    ...counted,
    ['offered', methodLabel(one.condition)],
    ['dataset', last?.dataset],
    ['item', last?.item],
    ['itemHash', last?.itemHash],
    ...exchange,
  ];
}

function fieldsOf({ conversation, instructions, tools, question, evidence, steps }: TrialRecord): Row {
  return [
    ['conversation', conversation],
    ['instructions', instructions],
    ['tools', tools],
    ['question', question],
    ['replies', steps.map(({ text, reasoning, toolCalls, finish }) => ({ text, reasoning, toolCalls, finish }))],
    ['evidence', evidence],
  ];
}

/** The whole exchange as it is shown in the terminal, without colours; of a conversation with outcomes if asked for. */
function exchangeText(turns: readonly TrialRecord[], { unit, withOutcomes }: RowOptions): string {
  const shown = withOutcomes ? 'with-outcomes' : 'without-outcomes';
  const { lines } = auditDocument(turns, {
    width: textWidth,
    whole: true,
    ...(unit === 'conversation' ? { turns: shown } : {}),
  });
  return lines
    .map((line) => line.map(({ text, style }) => (style === 'mark' ? `⟦${text}⟧` : text)).join(''))
    .join('\n');
}
