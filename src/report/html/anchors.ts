import type { TrialRecord } from '../../analysis/results.ts';
import type { ReportResults } from '../report-results.ts';
import { html, type Html, type HtmlValue } from './html.ts';

/** Ids in the page: the row of a condition's rate, and its transcripts. Made of letters, digits and `-` alone. */
export interface Anchors {
  /** Id of the row of a condition's rate. */
  rate(of: Place): string;
  /** Id of a condition's transcripts. */
  transcripts(of: Place): string;
  /** Id of the transcript of a trial in which somebody was left in a crisis; `null` where the page has none. */
  trial(of: TrialPlace): string | null;
  /** A number that leads to the transcripts behind it, where the page has some. */
  linked(of: Place | string | null, text: HtmlValue): Html;
}

/** What tells a condition apart in a report: two studies may share one, which then has one id. */
interface Place {
  readonly study: string;
  readonly id: string;
}

/** A trial of a condition in a report. */
type TrialPlace = Pick<TrialRecord, 'study' | 'condition' | 'trial'>;

/** @param records trials that transcripts are chosen from; the first exit on each item of a crisis always is */
export function anchorsFor(results: ReportResults, records: readonly TrialRecord[]): Anchors {
  const shown = conditionsShown(records);
  const firsts = new Set(
    results.crisis.flatMap(({ study, condition, items }) =>
      items.map(({ trials }) => trialKey({ study, condition, trial: trials[0] ?? 0 })),
    ),
  );
  const kept = new Set(records.map(trialKey).filter((key) => firsts.has(key)));
  const keys = new Map(results.conditions.map((condition, index) => [keyOf(condition), index + 1]));
  const having = new Set(shown.map(keyOf));
  const byId = new Map(results.conditions.toReversed().map((condition) => [condition.id, condition]));
  const idOf = (kind: string, of: Place): string => `${kind}-${keys.get(keyOf(of)) ?? 0}`;
  return {
    rate: (of) => idOf('rate', of),
    transcripts: (of) => idOf('read', of),
    trial: (of) =>
      kept.has(trialKey(of)) ? `${idOf('trial', { study: of.study, id: of.condition })}-${of.trial}` : null,
    linked: (of, text) => {
      const place = typeof of === 'string' ? byId.get(of) : of;
      if (place === undefined || place === null || !having.has(keyOf(place))) return html`${text}`;
      return html`<a href="#${idOf('read', place)}" title="transcripts">${text}</a>`;
    },
  };
}

function keyOf({ study, id }: Place): string {
  return JSON.stringify([study, id]);
}

function trialKey({ study, condition, trial }: TrialPlace): string {
  return JSON.stringify([study, condition, trial]);
}

/** The conditions with a transcript to show. */
function conditionsShown(records: readonly TrialRecord[]): Place[] {
  const shown = records.filter(({ outcome }) => outcome !== 'pending');
  return [
    ...new Map(
      shown.map(({ study, condition: id }): [string, Place] => [keyOf({ study, id }), { study, id }]),
    ).values(),
  ];
}
