import type { FollowUpResult } from '../analysis/follow-ups/results.ts';
import { groupHeading } from './effects.ts';
import { followUpCells, followUpSections, followUpsText, followUpSum, type FollowUpSection } from './follow-ups.ts';
import type { Paint } from './paint.ts';
import type { ReportResults } from './report-results.ts';
import { tableRows, type RowColumn, type TableLine } from './table-rows.ts';
import { wrap } from './wrap.ts';

/** What was asked after bails, for a terminal. Empty where nothing was. */
export function followUpParts(results: ReportResults, width: number, paint: Paint): string[] {
  const sections = followUpSections(results);
  if (sections.length === 0) return [];
  return [
    ...sections.map((section) => sectionPart(section, width, paint)),
    paint('dim', wrap(followUpsText(sections), width, '  ')),
    sumsPart(sections, width, paint),
  ];
}

function sectionPart({ title, share, groups, hasUnanswered }: FollowUpSection, width: number, paint: Paint): string {
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: share, align: 'right' },
    { title: '95 %', align: 'right' },
    ...(hasUnanswered ? [{ title: 'no ans.', align: 'right' } as const] : []),
    { title: 'n', align: 'right', optional: 1 },
    { title: 'agree', align: 'right', optional: 2 },
    { title: 'alpha', align: 'right', optional: 3 },
  ];
  const lines = groups.flatMap((group): TableLine[] => [
    `  ${groupHeading(group, width - 2)}`,
    ...group.rows.map(({ label, result }) => [`    ${label}`, ...followUpCells(result, hasUnanswered)]),
  ]);
  const [head = '', ...rows] = tableRows(columns, lines, width).split('\n');
  return [paint('bold', wrap(title, width)), paint('dim', head), ...rows].join('\n');
}

function sumsPart(sections: readonly FollowUpSection[], width: number, paint: Paint): string {
  const lines = sections.flatMap(({ groups }) =>
    groups.flatMap((group) => {
      const open = group.rows.filter(({ result }) => isOpen(result));
      if (open.length === 0) return [];
      return [
        `  ${groupHeading(group, width - 2)}`,
        ...open.map(({ label, result }) => wrap(followUpSum(result), width, '      ', `    ${label}  `)),
      ];
    }),
  );
  if (lines.length === 0) return '';
  return [paint('bold', 'Follow-ups that did not all get an answer'), ...lines].join('\n');
}

/** Whether there is more to say of a row than its answers. */
function isOpen({ planned, outcomes, withoutBail }: FollowUpResult): boolean {
  return outcomes.bail + outcomes.continue < planned || withoutBail > 0;
}
