import type { ReactNode } from 'react';

import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { openReason } from '../../../src/report/compare/format.ts';
import { count } from '../../../src/report/format.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { letterOf } from './difference-row.ts';

/** What must be known before the numbers. */
export function ComparisonNotes({
  comparison,
  conditions,
}: {
  readonly comparison: Comparison;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const sides = ({ a, b }: Comparison['rows'][number]): string =>
    `${letterOf(conditions, a.id)} − ${letterOf(conditions, b.id)}`;
  const notes = [
    ...comparison.warnings.map((text) => visibleLine(text, 400)),
    ...comparison.rows.flatMap((row) => [
      ...(row.conclusion === 'cannot conclude' ? [`${sides(row)}: ${openReason(row)}.`] : []),
      ...(row.pairing === 'none'
        ? [`${sides(row)}: the items differ, so two samples are compared, not items with themselves.`]
        : []),
      ...(row.alsoDiffers.length > 0 ? [`${sides(row)}: ${row.alsoDiffers.join(', ')} differ too.`] : []),
      ...(row.pending.a + row.pending.b > 0
        ? [`${sides(row)}: ${count(row.pending.a)} and ${count(row.pending.b)} trials have no outcome yet.`]
        : []),
    ]),
  ];
  if (notes.length === 0) return null;
  return (
    <ul className="problem notes">
      {[...new Set(notes)].map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
