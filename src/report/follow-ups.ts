import type { FollowUpResult } from '../analysis/follow-ups/results.ts';
import type { Results } from '../analysis/results.ts';
import { count, countOf, nothing, percent, percentRange } from './format.ts';
import { groupLabel } from './groups.ts';
import { methodLabel, variantLabel } from './labels.ts';
import { visibleLine } from './visible-text.ts';

/** Follow-ups of one kind, as a part of a report. */
export interface FollowUpSection {
  readonly kind: FollowUpResult['kind'];
  readonly title: string;
  /** What the share is of, short. */
  readonly share: string;
  readonly groups: readonly { readonly title: string; readonly offer: string; readonly rows: readonly FollowUpRow[] }[];
  /** Whether any of them has no answer that can be read. */
  readonly hasUnanswered: boolean;
}

export interface FollowUpRow {
  /** Safe to print. */
  readonly label: string;
  readonly result: FollowUpResult;
}

const kinds: { readonly [kind in FollowUpResult['kind']]: { title: string; share: string } } = {
  confirm: { title: 'Asked again after a bail: does it stand by it?', share: 'stands by it' },
  interview: {
    title: 'Interviewed after a bail: would it leave other users too?',
    share: 'others too',
  },
};

/** What the tables of follow-ups mean; shown wherever there is one. */
export function followUpsText(sections: readonly FollowUpSection[]): string {
  const isUnanswered = sections.some((section) => section.hasUnanswered);
  return [followUpsInShort, agreeText, alphaText, ...(isUnanswered ? [noAnswerText] : [])].join(' ');
}

/** What the shares of follow-ups are of. */
export const followUpsInShort =
  'Of the follow-ups answered: items weigh equally. 95 %: for situations like these, clusters being random.';

/** What agreement after one bail is. */
export const agreeText = 'agree: the chance that two draws after the same bail give the same answer.';

/** The same beyond chance. */
export const alphaText = 'alpha: the same beyond chance, 1 for always and 0 for no more than chance.';

/** What a follow-up without an answer counts as. */
export const noAnswerText =
  'no ans.: those whose answer cannot be read, which count as no leaving; where they are many, the share says little.';

/** The follow-ups of a report by what they ask. */
export function followUpSections(results: Results): FollowUpSection[] {
  const studies = new Map(results.conditions.toReversed().map(({ id, study }) => [id, study]));
  return (Object.keys(kinds) as FollowUpResult['kind'][]).flatMap((kind) => {
    // Where there was no bail, nothing was asked.
    const own = results.followUps.filter((one) => one.kind === kind && one.planned + one.withoutBail > 0);
    if (own.length === 0) return [];
    const byGroup = Map.groupBy(own, (one) => {
      const study = studies.get(one.condition);
      const where = groupLabel(study === undefined ? one : { ...one, study }, results);
      const variant = several(own, one) ? variantLabel(one) : '';
      return JSON.stringify([where, [methodLabel(one), variant].filter((part) => part !== '').join(' · ')]);
    });
    const groups = [...byGroup].map(([key, members]) => ({
      ...titlesOf(key),
      rows: members.map((result) => ({ label: rowLabel(result), result })),
    }));
    return [{ kind, ...kinds[kind], groups, hasUnanswered: own.some((one) => (withoutAnswer(one) ?? 0) > 0) }];
  });
}

function titlesOf(key: string): { readonly title: string; readonly offer: string } {
  const [title = '', offer = ''] = JSON.parse(key) as string[];
  return { title, offer };
}

/** Whether other words or lead-ins stand beside this one's. */
function several(
  own: readonly FollowUpResult[],
  { wording, leadIn, method, order, dataset, model }: FollowUpResult,
): boolean {
  return own.some(
    (one) =>
      one.model === model &&
      one.dataset === dataset &&
      one.method === method &&
      one.order === order &&
      (one.wording !== wording || one.leadIn !== leadIn),
  );
}

/** Which of its two answers a follow-up names first, short. */
export function firstAnswer(order: FollowUpResult['answerOrder']): string {
  return order === 'bail-first' ? 'leave 1st' : 'stay 1st';
}

function rowLabel({ followUp, answerOrder, draws }: FollowUpResult): string {
  return [visibleLine(followUp, 40), firstAnswer(answerOrder), ...(draws === 1 ? [] : [`${count(draws)} draws`])].join(
    ', ',
  );
}

/** The cells of a row: share, both intervals, share without an answer where any is, in the share of planned, agreement, alpha. */
export function followUpCells(result: FollowUpResult, hasUnanswered: boolean): string[] {
  const { rate, low, high, tooFew, lowFixed, highFixed, tooFewFixed, n, planned, consistency } = result;
  return [
    percent(rate),
    percentRange(low, high) + (tooFew ? '*' : ''),
    percentRange(lowFixed, highFixed) + (tooFewFixed && lowFixed !== null ? '*' : ''),
    ...(hasUnanswered ? [percent(withoutAnswer(result))] : []),
    `${count(n)}/${count(planned)}`,
    consistency === null ? nothing : percent(consistency.agreement),
    consistency?.alpha == null ? nothing : consistency.alpha.toFixed(2),
  ];
}

/** Of those that came to an end and were not skipped, the share that neither leave nor stay; `null` for none. */
function withoutAnswer({ planned, outcomes }: FollowUpResult): number | null {
  const ended = planned - outcomes.pending - outcomes.skipped;
  return ended === 0 ? null : (ended - outcomes.bail - outcomes.continue) / ended;
}

/** What became of every planned follow-up: `40 = 30 bail + 8 continue + 2 unparsed`, and what no longer matches. */
export function followUpSum({ planned, outcomes, withoutBail }: FollowUpResult): string {
  const parts = Object.entries(outcomes)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => `${count(n)} ${sumNames[name] ?? name}`);
  const kept =
    withoutBail === 0 ? '' : `; ${countOf(withoutBail, 'other')} kept whose trial is no bail by the present scorer`;
  return `${count(planned)}${parts.length === 0 ? '' : ` = ${parts.join(' + ')}`}${kept}`;
}

const sumNames: Readonly<Record<string, string>> = { bail: 'leave', continue: 'stay' };
