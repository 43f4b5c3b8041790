import { twinsSuffix } from './condition-label.ts';
import { doubtsOf } from './doubts.ts';
import type { ConditionResult, Mark, PairedResult } from './results.ts';

/** A rate up to this is a small habit. */
const habit = 0.05;
/** A rate that is higher by more than this is not called alike, however wide the intervals. */
const alike = 0.1;
/** With fewer answers than this the rate describes the form of the answers, not the choice. */
const mostUnanswered = 0.5;

/**
 * What a reader must know of a condition, judged from its own rate and those beside it.
 *
 * @param placebo the paired difference of the condition and the placebo tool, where there is one
 */
export function marksOf(
  condition: ConditionResult,
  all: readonly ConditionResult[],
  placebo: PairedResult | undefined,
): readonly Mark[] {
  if (condition.method === 'baseline' || condition.unsupported !== null) return [];
  const isTwins = condition.id.endsWith(twinsSuffix);
  const silent = unanswered(condition);
  return [
    ...(isTwins ? [] : leavesEverything(condition)),
    ...silent,
    ...toldOtherwise(condition, all),
    ...doubtsOf(condition, placebo, silent.length > 0),
  ];
}

/**
 * The model leaves neutral items, surely not only now and then, and these no more: so what it leaves says nothing of these
 * items. Silent where the rate is surely higher, or by more than 10 points however wide the intervals, and where it hardly
 * leaves here. The interval of the difference is made from the two rates' own (MOVER: Zou and Donner, Statistics in Medicine
 * 27, 2008), as if the items were independent.
 */
function leavesEverything({ method, rate, low, high, neutral }: ConditionResult): Mark[] {
  if (method === 'placebo-tool' || rate === null || low === null || high === null || neutral === null) return [];
  const difference = rate - neutral.rate;
  const isSurelyHigher = difference - Math.hypot(rate - low, neutral.high - neutral.rate) > 0;
  const isSurelyLower = difference + Math.hypot(high - rate, neutral.rate - neutral.low) < 0;
  if (neutral.low <= habit || rate <= habit || isSurelyHigher || difference > alike) return [];
  const [here, there] = [percent(rate), percent(neutral.rate)];
  const text = isSurelyLower
    ? `leaves neutral items more: ${here} here, ${there} on neutral items`
    : `leaves everything alike: ${here} here cannot be told from ${there} on neutral items`;
  return [{ kind: 'leaves-everything', text }];
}

function unanswered({ noAnswer, neither, outcomes, planned }: ConditionResult): Mark[] {
  if (neither !== null && neither > mostUnanswered) {
    return [
      {
        kind: 'cannot-work-with-method',
        text: `cannot work with this method: ${percent(neither)} of the probability is on neither answer`,
      },
    ];
  }
  // Trials not yet run, or failed, say nothing of the model.
  const ended = planned - outcomes.pending - outcomes.error - outcomes.skipped;
  const silent = outcomes.unparsed + outcomes.truncated;
  if (noAnswer === null || ended === 0 || silent / ended <= mostUnanswered) return [];
  return [
    {
      kind: 'cannot-work-with-method',
      text: `cannot work with this method: ${percent(silent / ended)} of its replies give no answer that can be read`,
    },
  ];
}

/** The instrument's own controls: does the model leave when it is told to, and stay when it is told to? */
function toldOtherwise(condition: ConditionResult, all: readonly ConditionResult[]): Mark[] {
  if (condition.leadIn !== null || condition.method === 'placebo-tool') return [];
  const control = (leadIn: string): ConditionResult | undefined =>
    all.find(
      (one) =>
        one.leadIn === leadIn &&
        one.study === condition.study &&
        one.model === condition.model &&
        one.dataset === condition.dataset &&
        one.method === condition.method &&
        one.order === condition.order &&
        one.readout === condition.readout &&
        one.wording === condition.wording &&
        one.historyAuthor === condition.historyAuthor &&
        one.replyAuthor === condition.replyAuthor,
    );
  const marks: Mark[] = [];
  const leave = control('told-to-leave');
  if (leave?.high != null && leave.rate !== null && leave.high < 0.5) {
    marks.push({
      kind: 'cannot-work-with-method',
      text: `cannot work with this method: told to leave, it leaves in ${percent(leave.rate)}`,
    });
  }
  const stay = control('told-to-stay');
  if (stay?.low != null && stay.rate !== null && stay.low > 0.5) {
    marks.push({
      kind: 'cannot-work-with-method',
      text: `cannot work with this method: told to stay, it leaves in ${percent(stay.rate)}`,
    });
  }
  return marks;
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}
