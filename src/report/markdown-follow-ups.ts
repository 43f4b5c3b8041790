import { groupHeading } from './effects.ts';
import { followUpCells, followUpSections, followUpsText, followUpSum } from './follow-ups.ts';
import { code, markdownTable } from './markdown-cells.ts';
import type { ReportResults } from './report-results.ts';

/** What was asked after bails, as parts of a Markdown report. */
export function followUpParts(results: ReportResults): string[] {
  const sections = followUpSections(results);
  if (sections.length === 0) return [];
  const parts = sections.map(({ title, share, groups, hasUnanswered }) => {
    const rows = groups.flatMap((group) =>
      group.rows.map(({ label, result }) => {
        const cells = followUpCells(result, hasUnanswered).map((cell) => cell.replace('*', ' \\*'));
        return [code(groupHeading(group)), code(label), ...cells, followUpSum(result)];
      }),
    );
    const head = [
      'bails of',
      'asked',
      `${share} %`,
      '95 %, situations like these',
      '95 %, exactly these items',
      ...(hasUnanswered ? ['no ans. %'] : []),
      'n',
      'agree %',
      'alpha',
      'what became of them',
    ];
    return `## ${title}\n\n${markdownTable(head, rows, 2)}`;
  });
  return [...parts, followUpsText(sections)];
}
