import type { FollowUpResult } from '../analysis/follow-ups/results.ts';
import { groupHeading } from './effects.ts';
import {
  agreeText,
  alphaText,
  followUpCells,
  followUpSections,
  followUpsInShort,
  followUpSum,
  noAnswerText,
  type FollowUpSection,
} from './follow-ups.ts';
import { theseItemsText } from './labels.ts';
import type { ReportResults } from './report-results.ts';
import type { RowColumn, TableLine } from './table-rows.ts';
import { tablePart, type TerminalPage } from './terminal-page.ts';
import { wrap } from './wrap.ts';

/** What was asked after bails, for a terminal. Empty where nothing was. */
export function followUpParts(results: ReportResults, page: TerminalPage): string[] {
  const sections = followUpSections(results);
  if (sections.length === 0) return [];
  return [...sections.map((section) => sectionPart(section, page)), sumsPart(sections, page)];
}

function sectionPart({ title, share, groups, hasUnanswered }: FollowUpSection, page: TerminalPage): string {
  const columns: readonly RowColumn[] = [
    { title: '' },
    { title: share, align: 'right' },
    { title: '95 %', align: 'right' },
    { title: 'these items', align: 'right', optional: 4, about: theseItemsText },
    ...(hasUnanswered ? [{ title: 'no ans.', align: 'right', about: noAnswerText } as const] : []),
    { title: 'n', align: 'right', optional: 1, about: 'n: answered, of those planned.' },
    { title: 'agree', align: 'right', optional: 2, about: agreeText },
    { title: 'alpha', align: 'right', optional: 3, about: alphaText },
  ];
  const lines = groups.flatMap((group): TableLine[] => [
    `  ${groupHeading(group)}`,
    ...group.rows.map(({ label, result }) => [`    ${label}`, ...followUpCells(result, hasUnanswered)]),
  ]);
  return tablePart({ title, columns, lines, notes: [followUpsInShort] }, page);
}

function sumsPart(sections: readonly FollowUpSection[], page: TerminalPage): string {
  const lines = sections.flatMap(({ groups }) =>
    groups.flatMap((group) => {
      const open = group.rows.filter(({ result }) => isOpen(result));
      if (open.length === 0) return [];
      return [
        wrap(`  ${groupHeading(group)}`, page.width, '    '),
        ...open.map(({ label, result }) => wrap(followUpSum(result), page.width, '      ', `    ${label}  `)),
      ];
    }),
  );
  if (lines.length === 0) return '';
  return [page.paint('bold', wrap('Follow-ups that did not all get an answer', page.width)), ...lines].join('\n');
}

/** Whether there is more to say of a row than its answers. */
function isOpen({ planned, outcomes, withoutBail }: FollowUpResult): boolean {
  return outcomes.bail + outcomes.continue < planned || withoutBail > 0;
}
