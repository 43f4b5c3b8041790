import type { AuditUnit } from '../../audit/audit-unit.ts';
import { auditUnits } from '../../audit/audit-units.ts';
import { auditScope, requireSample } from '../../audit/open-audit.ts';
import { personName } from '../../audit/rater.ts';
import { systemClock } from '../../base/clock.ts';
import { ExitpollError, ExitpollErrors, exitCodes } from '../../base/errors.ts';
import { didYouMean } from '../../base/nearest.ts';
import { auditLabels, isAuditLabel } from '../../conversation/audit-label.ts';
import { countOf } from '../../report/format.ts';
import { putLabels, sampledLabels, type LabelledUnit, type StoredLabel } from '../../store/labels.ts';
import { openStore } from '../../store/store.ts';
import { checkColumn, openRowFile, type BadRow, type FileRow } from '../refusal-rows.ts';
import type { AuditOptions } from './label-command.ts';

const mostNoteCharacters = 2000;
const mostMistakes = 20;

/** `exitpoll audit import`: all labels of a file, or none. @returns the exit code. */
export async function importCommand(
  options: AuditOptions & { readonly file: string; readonly rater: string | undefined; readonly json: boolean },
): Promise<number> {
  const rater = personName(options.rater);
  const file = await openRowFile(options.file);
  const { unit } = options;
  for (const column of [unit, 'label']) checkColumn(file, column);
  await openStore(options.store, 'read').close();
  await using store = openStore(options.store);
  const scope = await auditScope(store, options.study, options.only);
  requireSample(scope, store, unit);
  const units = new Map(auditUnits(store, scope, unit).map((one) => [one.unitId, one]));
  const now = systemClock.now();
  const labels = new Map<number, StoredLabel>();
  const mistakes: ExitpollError[] = [];
  let empty = 0;
  for await (const row of file.rows()) {
    const read = readRow(row, unit, units);
    if (read === null) empty += 1;
    else if (typeof read === 'string') {
      mistakes.push(new ExitpollError(read, { code: 'bad-label', at: { file: file.file, line: row.line } }));
      if (mistakes.length >= mostMistakes) break;
    } else if (labels.has(read.unitId)) {
      const message = `${unit} ${read.unitId} has a label on an earlier line too`;
      mistakes.push(new ExitpollError(message, { code: 'bad-label', at: { file: file.file, line: row.line } }));
    } else
      labels.set(read.unitId, {
        ...read,
        rater,
        judge: false,
        labelledAt: now,
        detectorsShown: false,
        generationId: null,
      });
  }
  if (mistakes.length > 0) throw new ExitpollErrors(mistakes);
  const before = new Map(
    sampledLabels(store, scope.revision.name, unit)
      .filter((label) => label.rater === rater)
      .map((label) => [label.unitId, label.label]),
  );
  putLabels(store, [...labels.values()], unit);
  const changed = [...labels.values()].filter(
    ({ unitId, label }) => before.has(unitId) && before.get(unitId) !== label,
  ).length;
  const counts = {
    rater,
    labels: labels.size,
    added: [...labels.keys()].filter((id) => !before.has(id)).length,
    changed,
    empty,
  };
  process.stdout.write(
    options.json
      ? `${JSON.stringify(counts)}\n`
      : `${countOf(counts.labels, 'label')} of ${rater}: ${counts.added} new, ${changed} changed` +
          `${empty > 0 ? `; ${countOf(empty, 'row')} without a label` : ''}.\n`,
  );
  return exitCodes.done;
}

/** A row's label; `null` where it has none; what is wrong with it as a text. */
function readRow(
  row: FileRow | BadRow,
  unit: LabelledUnit,
  units: ReadonlyMap<number, AuditUnit>,
): Pick<StoredLabel, 'unitId' | 'label' | 'note'> | null | string {
  if ('bad' in row) return row.bad;
  const given = textOf(row.value('label')).trim().toLowerCase();
  if (given === '') return null;
  const unitId = Number(row.value(unit));
  const read = units.get(unitId);
  if (read === undefined) {
    return `${unit}: "${textOf(row.value(unit)).slice(0, 40)}" is no ${unit} of this sample; is the file from another store, or an older sample?`;
  }
  const itemHash = textOf(row.value('itemHash'));
  if (itemHash !== '' && itemHash !== read.read().at(-1)?.itemHash) {
    return `${unit} ${unitId} is about another item here: the file is from another store`;
  }
  if (!isAuditLabel(given)) {
    return `label: "${given.slice(0, 40)}" is none.${didYouMean(given, auditLabels)} There are: ${auditLabels.join(', ')}`;
  }
  const note = textOf(row.value('note')).trim();
  if (note.length > mostNoteCharacters)
    return `note: ${note.length} characters; at most ${mostNoteCharacters} are kept`;
  return { unitId, label: given, note: note === '' ? null : note };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
