import type { AuditResult } from '../analysis/audit-result.ts';
import {
  auditGroups,
  auditLabel,
  causesText,
  correctedLegend,
  correctedText,
  leavingText,
  unclearText,
} from './audits.ts';
import { percent, percentRange } from './format.ts';
import type { RowColumn, TableLine } from './table-rows.ts';
import { tablePart, type TerminalPage } from './terminal-page.ts';
import { wrap } from './wrap.ts';

/** Corrected rates for a terminal. Empty where nothing was audited. */
export function auditsPart(audits: readonly AuditResult[], page: TerminalPage): string {
  if (audits.length === 0) return '';
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: 'counted', align: 'right' },
    { title: 'corrected', align: 'right' },
    { title: '95 %', align: 'right' },
    { title: '95 %, these items', align: 'right', optional: 2 },
    {
      title: 'bails meant',
      align: 'right',
      about: 'bails meant, others: trials in which the model chose to leave, of those with a clear label.',
    },
    { title: 'others', align: 'right', optional: 1 },
  ];
  const lines = auditGroups(audits).flatMap((group): TableLine[] => [
    `  ${group.title}`,
    ...group.audits.flatMap((audit) => auditLines(audit, page)),
  ]);
  const title = 'What the models meant: rates in %, corrected by what was read of a sample';
  const isWide = audits.some(({ tooFew, corrected }) => tooFew && corrected !== null);
  return tablePart({ title, columns, lines, notes: [correctedLegend, ...(isWide ? [wideText] : [])] }, page);
}

const wideText = '* too few clusters bail, stay, or have labels of either kind: the wide interval is shown.';

function auditLines(audit: AuditResult, { width, paint }: TerminalPage): TableLine[] {
  const { bails, low, high, lowFixed, highFixed, tooFew, reason } = audit;
  const mark = tooFew && low !== null ? '*' : '';
  const causes = causesText(bails);
  const notes = [
    reason === null ? '' : `no corrected rate: ${reason}`,
    causes === '' ? '' : `bails that were not meant: ${causes}`,
    unclearText(audit),
  ].filter((note) => note !== '');
  return [
    [
      `    ${auditLabel(audit)}`,
      percent(audit.rate),
      correctedText(audit),
      percentRange(low, high) + mark,
      percentRange(lowFixed, highFixed),
      leavingText(bails),
      leavingText(audit.others),
    ],
    ...notes.flatMap((note) =>
      wrap(note, width, '        ', '      ')
        .split('\n')
        .map((line) => paint('dim', line)),
    ),
  ];
}
