import type { Mark } from '../../analysis/results.ts';
import type { ReportResults } from '../report-results.ts';

/** The marks of each condition that say how far its rates rest on answers, by study and id with a space between. */
export function answerMarks({ conditions }: ReportResults): ReadonlyMap<string, readonly Mark[]> {
  return new Map(conditions.map(({ study, id, marks }) => [`${study} ${id}`, marks.filter(isOfAnswers)]));
}

function isOfAnswers({ kind }: Mark): boolean {
  return kind === 'cannot-work-with-method' || kind === 'many-unanswered';
}
