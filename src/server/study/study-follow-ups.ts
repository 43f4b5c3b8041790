import type { Order } from '../../conversation/exit.ts';
import type { Sampling } from '../../conversation/request.ts';
import { plannedFollowUps } from '../../store/study-facts.ts';
import type { Store } from '../../store/store.ts';
import type { StudyFollowUp } from '../wire/study-page.ts';

/** What is read of a follow-up's stored texts. They may be a stranger's: everything may be missing. */
interface StoredFollowUp {
  readonly order?: Order;
  readonly turns?: readonly { readonly text?: string; readonly sampling?: Partial<Sampling> }[];
  readonly toolResult?: string;
}

/** What a plan asks after bails, in its order, with the words as they are sent. */
export function studyFollowUps(store: Store, revision: Parameters<typeof plannedFollowUps>[1]): StudyFollowUp[] {
  return plannedFollowUps(store, revision).map(({ label, draws, texts }) => {
    const { order = null, turns = [], toolResult = null } = texts as StoredFollowUp;
    return {
      label,
      draws,
      order,
      turns: turns.map(({ text = '', sampling = {} }) => ({ text, drawn: drawnWords(sampling) })),
      toolResult,
    };
  });
}

function drawnWords({ temperature, topP = 1, maxTokens }: Partial<Sampling>): string {
  return [
    temperature === undefined ? '' : `temperature ${temperature}`,
    topP === 1 ? '' : `top p ${topP}`,
    maxTokens === undefined ? '' : `at most ${maxTokens} tokens`,
  ]
    .filter((words) => words !== '')
    .join(', ');
}
