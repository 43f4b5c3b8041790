import type { ReportResults } from '../report-results.ts';
import { html, type Html, type HtmlValue } from './html.ts';

/** Ids in the page: the row of a condition's rate, and its transcripts. Made of letters, digits and `-` alone. */
export interface Anchors {
  /** Id of the row of a condition's rate. */
  rate(of: Place): string;
  /** Id of a condition's transcripts. */
  transcripts(of: Place): string;
  /** A number that leads to the transcripts behind it, where the page has some. */
  linked(of: Place | string | null, text: HtmlValue): Html;
}

/** What tells a condition apart in a report: two studies may share one, which then has one id. */
interface Place {
  readonly study: string;
  readonly id: string;
}

/** @param shown conditions with transcripts in the page */
export function anchorsFor(results: ReportResults, shown: readonly Place[]): Anchors {
  const keys = new Map(results.conditions.map((condition, index) => [keyOf(condition), index + 1]));
  const having = new Set(shown.map(keyOf));
  const byId = new Map(results.conditions.toReversed().map((condition) => [condition.id, condition]));
  const idOf = (kind: string, of: Place): string => `${kind}-${keys.get(keyOf(of)) ?? 0}`;
  return {
    rate: (of) => idOf('rate', of),
    transcripts: (of) => idOf('read', of),
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
