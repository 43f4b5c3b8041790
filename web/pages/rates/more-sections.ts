import { conversationAuditsSection } from '../../../src/report/conversation-audits.ts';
import { crisisSection } from '../../../src/report/crisis.ts';
import { groupHeading } from '../../../src/report/effects.ts';
import { followUpCells, followUpSections, followUpsText, followUpSum } from '../../../src/report/follow-ups.ts';
import { count, nothing, percent } from '../../../src/report/format.ts';
import { groupLabel } from '../../../src/report/groups.ts';
import { methodLabel, modelLabel, variantLabel } from '../../../src/report/labels.ts';
import type { ReportResults } from '../../../src/report/report-results.ts';
import type { Section, SectionGroup } from '../../../src/report/section.ts';
import {
  apartCells,
  journalCells,
  journalsText,
  ratioRange,
  ratioText,
  refusalLines,
  sideEffectsText,
  wordLines,
} from '../../../src/report/side-effects.ts';
import { stoppingSection } from '../../../src/report/stopping.ts';
import { transportedSection } from '../../../src/report/transported.ts';

/** What a report has beside rates, differences and refusals: the parts that a study has data for. */
export function moreSections(results: ReportResults): readonly Section[] {
  return [
    crisisSection(results),
    transportedSection(results),
    conversationAuditsSection(results.conversationAudits),
    stoppingSection(results),
    ...followUps(results),
    sideEffects(results),
    journals(results),
    lengths(results),
  ].filter((section) => section !== null);
}

function columnsOf(...titles: readonly string[]): Section['columns'] {
  return titles.map((title) => ({ title }));
}

function followUps(results: ReportResults): readonly Section[] {
  return followUpSections(results).map((section) => {
    const { kind, title, share, groups, hasUnanswered } = section;
    const unanswered = hasUnanswered ? ['no ans., %'] : [];
    return {
      id: `follow-up-${kind}`,
      title,
      notes: [followUpsText([section])],
      columns: columnsOf(`${share}, %`, '95 %', ...unanswered, 'n', 'agree, %', 'alpha', 'what became of them'),
      groups: groups.map((group) => ({
        title: groupHeading(group),
        rows: group.rows.map(({ label, result }) => ({
          label,
          cells: [...followUpCells(result, hasUnanswered), followUpSum(result)],
        })),
      })),
    };
  });
}

function sideEffects(results: ReportResults): Section | null {
  if (results.sideEffects.length === 0) return null;
  return {
    id: 'side-effects',
    title: 'Side effects of the offer',
    notes: [sideEffectsText],
    columns: columnsOf(
      'words',
      'baseline',
      'ratio',
      '95 % of the ratio',
      'apart, %',
      'by chance, %',
      'points',
      '95 %',
      'exit named, %',
      'pairs',
      'clusters',
      'refusals, words',
    ),
    groups: grouped(results.sideEffects, results, (one) => ({
      label: named(methodLabel({ ...one, order: null }), variantLabel(one)),
      cells: [
        one.length.offered.toFixed(1),
        one.length.baseline.toFixed(1),
        ratioText(one),
        ratioRange(one),
        ...apartCells(one),
        percent(one.mentions),
        count(one.replies),
        count(one.clusters),
        [...refusalLines(one), ...wordLines(one)].join('; '),
      ],
    })),
  };
}

function journals(results: ReportResults): Section | null {
  if (results.journals.length === 0) return null;
  return {
    id: 'journals',
    title: 'Journals',
    notes: [journalsText],
    columns: columnsOf(
      'bails',
      'bails with words, %',
      'words of bails: half, 90 % below',
      'stays',
      'stays with words, %',
      'words of stays: half, 90 % below',
    ),
    groups: grouped(results.journals, results, (one) => ({
      label: named(methodLabel(one), variantLabel(one)),
      cells: [...journalCells(one.bails), ...journalCells(one.stays)],
    })),
  };
}

function lengths({ lengths: rows }: ReportResults): Section | null {
  if (rows.length === 0) return null;
  const levels = ({ p50, p90, p99 }: { p50: number; p90: number; p99: number }): string =>
    [p50, p90, p99].map(count).join(', ');
  const byModel = Map.groupBy(rows, (one) => modelLabel(one));
  return {
    id: 'lengths',
    title: 'Length of replies',
    notes: [
      'Tokens, from a sample of the replies. A token limit below where exits end loses them. What comes after an exit or an answer is the most that stopping early could save.',
    ],
    columns: columnsOf(
      'replies looked at',
      'mean',
      'half, 90 %, 99 % below',
      'at the limit, %',
      'stopped early, %',
      'exit ends by: half, 90 %, 99 %',
      'after the exit, %',
      'after the answer, %',
      'of all, %',
    ),
    groups: [...byModel].map(([title, own]) => ({
      title,
      rows: own.map(({ method, step, replies, tokens, hitLimit, stopped, bailAt, after }) => ({
        label: step === 'answer' ? `${method}, the answer to its question` : method,
        cells: [
          count(replies),
          tokens.mean.toFixed(1),
          levels(tokens),
          percent(hitLimit),
          percent(stopped),
          bailAt === null ? nothing : levels(bailAt.tokens),
          percent(after?.bails ?? null),
          percent(after?.answers ?? null),
          percent(after?.all ?? null),
        ],
      })),
    })),
  };
}

function named(method: string, variant: string): string {
  return [method, variant].filter((part) => part !== '').join(', ');
}

function grouped<Row extends { readonly model: string; readonly simulated: boolean; readonly dataset: string }>(
  rows: readonly Row[],
  results: ReportResults,
  rowOf: (row: Row) => SectionGroup['rows'][number],
): readonly SectionGroup[] {
  const groups = Map.groupBy(rows, (row) => groupLabel(row, results));
  return [...groups].map(([title, own]) => ({ title, rows: own.map(rowOf) }));
}
