import { variantLabel } from './labels.ts';
import type { ReportCondition } from './report-results.ts';

/** Whether the earlier turns are the dataset's and the reply is the model's own. */
export function hasUsualAuthors({ historyAuthor, replyAuthor }: ReportCondition): boolean {
  return historyAuthor === 'dataset' && replyAuthor === 'self';
}

/** Who wrote what a condition asks about. Safe to print. */
export function authorLabel(condition: ReportCondition): string {
  const { historyAuthor, replyAuthor } = condition;
  return variantLabel({ wording: null, leadIn: null, historyAuthor, replyAuthor }) || 'its own reply';
}
