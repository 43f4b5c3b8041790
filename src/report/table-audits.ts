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
import type { Paint } from './paint.ts';
import { tableRows, type RowColumn, type TableLine } from './table-rows.ts';
import { wrap } from './wrap.ts';

/** Corrected rates for a terminal. Empty where nothing was audited. */
export function auditsPart(audits: readonly AuditResult[], width: number, paint: Paint): string {
  if (audits.length === 0) return '';
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: 'counted', align: 'right' },
    { title: 'corrected', align: 'right' },
    { title: '95 %', align: 'right' },
    { title: '95 %, these items', align: 'right', optional: 2 },
    { title: 'bails meant', align: 'right' },
    { title: 'others', align: 'right', optional: 1 },
  ];
  const lines = auditGroups(audits).flatMap((group): TableLine[] => [
    `  ${group.title}`,
    ...group.audits.flatMap((audit) => auditLines(audit, width, paint)),
  ]);
  const [head = '', ...rows] = tableRows(columns, lines, width).split('\n');
  return [
    paint('bold', wrap('What the models meant: rates in %, corrected by what was read of a sample', width)),
    paint('dim', head),
    ...rows,
    paint('dim', wrap(correctedLegend, width, '  ')),
    ...(audits.some(({ tooFew, corrected }) => tooFew && corrected !== null)
      ? [
          paint(
            'dim',
            wrap(
              '* too few clusters bail, stay, or have labels of either kind: the wide interval is shown.',
              width,
              '  ',
            ),
          ),
        ]
      : []),
  ].join('\n');
}

function auditLines(audit: AuditResult, width: number, paint: Paint): TableLine[] {
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
