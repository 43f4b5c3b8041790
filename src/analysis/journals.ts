import type { StoredCondition } from '../store/conditions.ts';
import { armJournals } from '../store/journals.ts';
import type { Store } from '../store/store.ts';
import type { CountedCondition } from './condition.ts';
import { conditionLabel } from './condition-label.ts';
import type { JournalCounts, JournalResult } from './journal-result.ts';
import { wordsOf } from './reply-words.ts';

/** How often, and at what length, something is written beside the answer, for every condition that invites it. */
export function journalResults(
  store: Store,
  data: readonly CountedCondition[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly JournalResult[] {
  return data.filter(({ condition }) => invitesJournal(condition)).map((one) => journalResult(store, one, wordingOf));
}

/** Whether a condition's question leaves room for words beside the answer. */
export function invitesJournal({ offer, unsupported }: StoredCondition): boolean {
  const { exit } = offer as { exit: { journal?: true } | null };
  return unsupported === null && exit?.journal === true;
}

function journalResult(
  store: Store,
  { condition, study, grid, result }: CountedCondition,
  wordingOf: (condition: StoredCondition) => string | null,
): JournalResult {
  const lengths = { bail: [] as number[], continue: [] as number[] };
  const membership = grid?.membership;
  for (const { epoch, itemId, outcome, text } of armJournals(store, condition.armId)) {
    const row = membership?.finder.of(itemId) ?? -1;
    const isOwn = row >= 0 && (membership?.isTwin[row] === 1) === (condition.part === 'twins');
    if (!isOwn || epoch > condition.epochs) continue;
    if (outcome === 'bail' || outcome === 'continue') lengths[outcome].push(wordsOf(text).length);
  }
  return {
    ...conditionLabel(study, condition, wordingOf(condition)),
    bails: countsOf(result.outcomes.bail, lengths.bail),
    stays: countsOf(result.outcomes.continue, lengths.continue),
  };
}

function countsOf(answers: number, lengths: readonly number[]): JournalCounts {
  const sorted = lengths.toSorted((a, b) => a - b);
  const at = (level: number): number => sorted[Math.ceil(level * sorted.length) - 1] ?? 0;
  return { answers, journals: lengths.length, words: sorted.length === 0 ? null : { p50: at(0.5), p90: at(0.9) } };
}
