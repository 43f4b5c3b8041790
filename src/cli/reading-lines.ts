import type { LeftOutReason, ReadingCounts } from '../datasets/reading-tally.ts';
import { counted, grouped } from '../base/figures.ts';

const reasons: { readonly [reason in LeftOutReason]: string } = {
  category: 'by category',
  cluster: 'by cluster',
  tag: 'by tag',
  language: 'by language',
  twins: 'by twins',
  flagged: 'by flags of moderation',
  minTurns: 'with too few turns',
  maxTurns: 'with too many turns',
  minChars: 'too short',
  maxChars: 'too long',
  matches: 'without a match',
  duplicates: 'in which the user says what another has said',
  'no-user-turn': 'without a turn of the user',
  'bad-record': 'that cannot be read',
};

/** What was left out and what was changed while datasets were read; nothing where all was taken as it was. */
export function readingLines(readings: readonly ReadingCounts[]): string[] {
  return readings.flatMap((reading) => [
    ...leftOutLines(reading).map((line) => `  ${reading.label}: ${line}`),
    ...changedLines(reading).map((line) => `  ${reading.label}: ${line}`),
  ]);
}

/** What was left out, by reason, with the first bad records. */
export function leftOutLines({ read, leftOut, badRecords }: ReadingCounts): string[] {
  const parts = Object.entries(leftOut).map(
    ([reason, count]) => `${grouped(count)} ${reasons[reason as LeftOutReason]}`,
  );
  if (parts.length === 0) return [];
  const more = (leftOut['bad-record'] ?? 0) - badRecords.length;
  return [
    `of ${counted(read, 'conversation')} left out: ${parts.join(', ')}`,
    ...badRecords.map((message) => `  ${message}`),
    ...(more > 0 && badRecords.length > 0 ? [`  and ${grouped(more)} more`] : []),
  ];
}

/** What normalising changed; no line where it changed nothing. */
export function changedLines(reading: ReadingCounts): string[] {
  if (reading.items === 0) return [];
  const parts: [number, string, string][] = [
    [reading.joined, 'turn joined to the one before', 'turns joined to the one before'],
    [reading.emptied, 'empty turn left out', 'empty turns left out'],
    [reading.systemMoved, 'late system turn moved to the front', 'late system turns moved to the front'],
    [reading.systemDropped, 'system turn dropped', 'system turns dropped'],
    [reading.cleaned, 'turn of HTML made Markdown', 'turns of HTML made Markdown'],
    [reading.trailing, 'turn after the last user turn cut', 'turns after the last user turn cut'],
  ];
  const said = parts.flatMap(([count, single, many]) => (count === 0 ? [] : [counted(count, single, many)]));
  return [`${counted(reading.items, 'item')} changed by normalising (docs/datasets.md): ${said.join(', ')}`];
}
