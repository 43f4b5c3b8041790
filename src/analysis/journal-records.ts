import { labelOf, type ConditionLabel } from './condition-label.ts';
import type { Store } from '../store/store.ts';
import type { TrialRecord } from './results.ts';
import type { Selection } from './selection.ts';
import { trialRecords } from './trial-records.ts';

/** What a model wrote beside its answer or its exit. */
export interface JournalRecord extends ConditionLabel {
  readonly trial: number;
  readonly item: string;
  readonly cluster: string;
  readonly category: string | null;
  readonly epoch: number;
  readonly outcome: 'bail' | 'continue';
  /**
   * `invited`: beside the answer to a question that invites it. `beside-exit`: what a reply that left by tool or word
   * says besides; also where nothing was invited.
   */
  readonly kind: 'invited' | 'beside-exit';
  readonly text: string;
  /** The last turn of the user before it. */
  readonly lastMessage: string;
}

export interface JournalOptions {
  readonly study?: string | undefined;
  readonly only?: Selection | undefined;
  /** Only those whose text it is found in. */
  readonly search?: RegExp | undefined;
  readonly outcome?: 'bail' | 'continue' | undefined;
}

/**
 * Every journal of a store, one at a time, in the order of the trials.
 *
 * @throws ExitpollError as `trialRecords`.
 */
export async function* journalRecords(store: Store, options: JournalOptions = {}): AsyncGenerator<JournalRecord> {
  for await (const trial of trialRecords(store, { study: options.study, only: options.only })) {
    const { outcome } = trial;
    if (outcome !== 'bail' && outcome !== 'continue') continue;
    if (options.outcome !== undefined && outcome !== options.outcome) continue;
    const kind = trial.journal === null ? 'beside-exit' : 'invited';
    const text = trial.journal ?? besideExit(trial);
    if (text === null || options.search?.test(text) === false) continue;
    yield {
      trial: trial.trial,
      ...labelOf(trial, trial.condition),
      item: trial.item,
      cluster: trial.cluster,
      category: trial.category,
      epoch: trial.epoch,
      outcome,
      kind,
      text,
      lastMessage: trial.conversation.messages.findLast(({ role }) => role === 'user')?.text ?? '',
    };
  }
}

/** The text of a reply that left by a tool or a word, without the exit itself; `null` where nothing else was said. */
function besideExit({ outcome, method, evidence, steps }: TrialRecord): string | null {
  const isOfReply = method === 'bail-tool' || method === 'bail-string';
  const reply = steps[0];
  if (outcome !== 'bail' || !isOfReply || reply === undefined) return null;
  const { start, end } = evidence?.step === 0 ? evidence : { start: reply.text.length, end: reply.text.length };
  const parts = [reply.text.slice(0, start), reply.text.slice(end)].map((part) => part.trim());
  const text = parts.filter((part) => part !== '').join('\n\n');
  return text === '' ? null : text;
}
