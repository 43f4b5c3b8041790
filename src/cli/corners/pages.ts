import { count, countOf } from '../../report/format.ts';
import { methodLabel, modelLabel, variantLabel } from '../../report/labels.ts';
import type { TableLine } from '../../report/table-rows.ts';
import { tablePart, type TerminalPage } from '../../report/terminal-page.ts';
import { visibleLine } from '../../report/visible-text.ts';
import { fit, wrap } from '../../report/wrap.ts';
import { auditDocument } from '../audit/document.ts';
import {
  cornerMeanings,
  corners,
  rankedItems,
  type ConditionCorners,
  type Corner,
  type CornerItem,
} from './collect.ts';

export interface CornersPageOptions {
  readonly shown: readonly Corner[];
  /** Items of each corner of each condition. */
  readonly limit: number;
  readonly scorer: string;
}

/** How many trials are in each corner, and the items, for a terminal. */
export function cornersTable(
  found: readonly ConditionCorners[],
  { shown, limit, scorer }: CornersPageOptions,
  page: TerminalPage,
): string {
  const subjects = Map.groupBy(found, subject);
  const shared = subjects.size === 1 ? ` of ${subject(found[0])}` : '';
  const name = shared === '' ? conditionName : offered;
  const rows = [...subjects].flatMap(([heading, members]): TableLine[] => [
    ...(shared === '' ? [`  ${heading}`] : []),
    ...members.map((one) => [
      `${shared === '' ? '    ' : '  '}${offered(one)}`,
      ...corners.map((corner) => count(one.counts[corner])),
      count(one.unanswered + one.unscored),
    ]),
  ]);
  const columns = ['bail only', 'refusal only', 'both', 'neither', 'not told'].map((title) => ({
    title,
    align: 'right' as const,
  }));
  const title = `Leaving and refusing: trials${shared}`;
  return `${[
    tablePart({ title, columns: [{ title: '' }, ...columns], lines: rows, notes: [legend(scorer)] }, page),
    ...found.flatMap((one) => shown.flatMap((corner) => cornerLines(one, name(one), corner, limit, page))),
  ].join('\n')}\n`;
}

function cornerLines(
  one: ConditionCorners,
  name: string,
  corner: Corner,
  limit: number,
  { width, paint }: TerminalPage,
): string[] {
  const items = rankedItems(one.items[corner]);
  if (items.length === 0) return [];
  const left = items.length - limit;
  return [
    '',
    paint('bold', wrap(`${cornerMeanings[corner]}: ${name}`, width, '  ')),
    ...items
      .slice(0, limit)
      .map((item) => fit(`  ${item.trials}× ${itemName(item)}: ${visibleLine(item.asked, 200)}`, width)),
    ...(left > 0 ? [paint('dim', `  and ${countOf(left, 'further item')}`)] : []),
  ];
}

/** The same as Markdown, with the first transcript of each item. */
export function cornersMarkdown(
  found: readonly ConditionCorners[],
  { shown, limit, scorer }: CornersPageOptions,
): string {
  const parts = ['# Leaving and refusing', legend(scorer)];
  for (const one of found) {
    for (const corner of shown) {
      const items = rankedItems(one.items[corner]);
      if (items.length === 0) continue;
      parts.push(`## ${cornerMeanings[corner]}`, indented(conditionName(one)));
      for (const item of items.slice(0, limit)) {
        const { record, refusal, baselineReply } = item.first;
        const lines = auditDocument([record], { width: 100, whole: true }).lines.map((line) =>
          line.map(({ text }) => text).join(''),
        );
        const beside = baselineReply === null ? [] : ['── the baseline’s reply', ...visibleLines(baselineReply)];
        parts.push(
          indented(
            `${itemName(item)} · ${countOf(item.trials, 'trial')} · epoch ${record.epoch}: ${record.outcome}; ${refusal.label} (${refusal.why})`,
          ),
          indented([...lines, ...beside].join('\n')),
        );
      }
      if (items.length > limit) parts.push(`And ${countOf(items.length - limit, 'further item')}.`);
    }
  }
  return `${parts.join('\n\n')}\n`;
}

function legend(scorer: string): string {
  return (
    `Refusals by ${visibleLine(scorer, 60)}, partial ones too: of the bail prompt in the very reply it asks about, elsewhere in the ` +
    'baseline’s reply to the same item in the same epoch. Not told: no answer, or no reply that could be read.'
  );
}

function conditionName(one: ConditionCorners): string {
  return `${offered(one)} · ${subject(one)}`;
}

/** How the exit was offered. */
function offered({ record }: ConditionCorners): string {
  const { wording, leadIn } = record;
  const variant = variantLabel({ wording: wording === 'default' ? null : wording, leadIn });
  return [methodLabel(record), variant].filter((part) => part !== '').join(' · ');
}

/** Who was asked, on which items, and who wrote what was asked about where that is not the usual. */
function subject(one: ConditionCorners | undefined): string {
  if (one === undefined) return '';
  const authors = variantLabel({ ...one.record, wording: null, leadIn: null });
  return `${modelLabel(one.record)} on ${visibleLine(one.record.dataset, 40)}${authors === '' ? '' : `, ${authors}`}`;
}

function itemName({ item, category }: CornerItem): string {
  return category === null ? visibleLine(item, 60) : `${visibleLine(item, 60)} (${visibleLine(category, 40)})`;
}

function visibleLines(text: string): string[] {
  return text.split('\n').map((line) => `│ ${visibleLine(line, 10_000)}`);
}

/** A block in which nothing is markup. */
function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
