import { repliesKey } from '../../analysis/condition-label.ts';
import type { Mark } from '../../analysis/results.ts';
import type { TogetherBasis, TogetherResult } from '../../analysis/refusals/results.ts';
import type { ShareResult } from '../../analysis/share.ts';
import { count, percent, percentRange } from '../format.ts';
import { markMeanings, markSigns } from '../labels.ts';
import type { ReportResults } from '../report-results.ts';
import type { Section, SectionRow } from '../section.ts';
import { answerMarks } from './answer-marks.ts';
import { namesAmong, shareCells } from './rows.ts';

/** What stands behind the name of a table. */
export const basisText: Readonly<Record<TogetherBasis, string>> = {
  joint: '',
  product: ' × baseline',
  'own-reply': ' own reply',
};

const cells = [
  ['noRefusalBail', 'left, not refused'],
  ['noBailRefusal', 'refused, not left'],
  ['refusalBail', 'both'],
  ['neither', 'neither'],
] as const;

const paperText =
  "Paper: leaving without refusing by the paper's rule, with its scorer of bails and the mean refusal score (tools, string) or a score under 0.5 (prompt).";

const conversationsAbout =
  'Conversations: share in which some turn is left and its reply does not refuse; by the paper, some turn left and none refused.';

/** Bail against refusal, four shares for each condition; `null` where nothing was scored. */
export function togetherSection(results: ReportResults): Section | null {
  const { together } = results.refusals;
  if (together.length === 0) return null;
  // One model's replies to the same stand together.
  const inGroups = [...Map.groupBy(together, (one) => `${repliesKey(one)} ${one.scorer}`).values()].flat();
  const { groupOf, offerOf } = namesAmong(together, results);
  const conversations = together.some((one) => one.conversations !== null);
  const marks = answerMarks(results);
  const marksOf = (one: TogetherResult): readonly Mark[] => marks.get(`${one.study} ${one.condition}`) ?? [];
  const signOf = (one: TogetherResult): string => {
    const signs = markSigns({ marks: marksOf(one) });
    return signs === '' ? '' : ` ${signs}`;
  };
  return {
    id: 'bail-and-refusal',
    title: 'Do models leave what they refuse?',
    notes: [...notesOn(together), ...markMeanings(together.map((one) => ({ marks: marksOf(one) })))],
    columns: [
      { title: 'share' },
      { title: '95 %, like these' },
      { title: '95 %, these items' },
      { title: 'bounds' },
      { title: 'paper', optional: 1, about: paperText },
      ...(conversations ? [{ title: 'conversations', optional: 2, about: conversationsAbout }] : []),
      { title: 'trials', optional: 3 },
    ],
    groups: inGroups.map((one) => ({
      title: `${groupOf(one)} · ${offerOf(one)}${basisText[one.basis]}${signOf(one)}`,
      rows: rowsOf(one, conversations),
    })),
  };
}

function rowsOf(one: TogetherResult, conversations: boolean): SectionRow[] {
  const onlyOfFirst = [percent(one.paper), ...(conversations ? [conversationsText(one)] : []), count(one.n)];
  const none = onlyOfFirst.map(() => '');
  return [
    ...cells.map(([cell, label], index) => ({
      label,
      cells: [...intervalCells(one[cell]), boundsText(one.bounds?.[cell]), ...(index === 0 ? onlyOfFirst : none)],
    })),
    ...(one.noText === null || one.noText.rate === 0
      ? []
      : [{ label: 'no text', cells: [...intervalCells(one.noText), '', ...none] }]),
    ...((one.noAnswer ?? 0) > 0 ? [{ label: 'no answer', cells: [percent(one.noAnswer), '', '', '', ...none] }] : []),
  ];
}

function intervalCells(share: ShareResult): [rate: string, random: string, fixed: string] {
  const [rate, range] = shareCells(share);
  return [rate, range, percentRange(share.lowFixed, share.highFixed) + (share.tooFewFixed ? ' *' : '')];
}

function boundsText(range: readonly [low: number, high: number] | undefined): string {
  return range === undefined ? '' : percentRange(range[0], range[1]);
}

function conversationsText({ conversations }: TogetherResult): string {
  if (conversations === null) return '';
  return `${percent(conversations.noRefusalBail)} (paper ${percent(conversations.paper)}) of ${count(conversations.conversations)}`;
}

function notesOn(together: readonly TogetherResult[]): string[] {
  const isMarked = together.some((one) =>
    [...cells.map(([cell]) => one[cell]), ...(one.noText === null ? [] : [one.noText])].some(
      ({ tooFew, tooFewFixed }) => tooFew || tooFewFixed,
    ),
  );
  return [
    'Shares in %, with 95 % intervals for situations like these and for exactly these items; the four add up to 100 (with no text, of own replies). The bail prompt asks about the very reply that is scored.',
    ...(together.some(({ basis }) => basis === 'product')
      ? [
          '× baseline: the exit and the refusal are seen in different replies to the same item, and multiplied within it as if they were independent there; bounds are what the two totals leave possible if they are not (Fréchet).',
        ]
      : []),
    ...(together.some(({ basis }) => basis === 'own-reply')
      ? [
          'Own reply: by the text of the very reply that could leave, without the exit; a reply that only calls the tool says nothing, and is counted as no text. Its bounds: if all of those had refused, and if none had.',
        ]
      : []),
    ...(together.some(({ noAnswer }) => (noAnswer ?? 0) > 0)
      ? [
          'No answer: of these trials, those that neither left nor stayed (unparsed, truncated). They stand among the four as not left; but for × baseline, bounds say what the four are if they had left.',
        ]
      : []),
    ...(isMarked
      ? ['* too few: too little varies for the usual interval; a wider one is shown, which holds there too.']
      : []),
  ];
}
