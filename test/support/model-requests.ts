import type { ModelRequest } from '../../src/conversation/request.ts';
import type { GenerateOptions, TrialContext } from '../../src/models/model.ts';

/** A request with one user turn, drawn at temperature 1, at most 16 tokens. */
export function plainRequest(text: string, rest: Partial<ModelRequest> = {}): ModelRequest {
  return {
    system: null,
    instructions: null,
    messages: [{ role: 'user', text }],
    tools: [],
    sampling: { temperature: 1, topP: 1, maxTokens: 16 },
    ...rest,
  };
}

/** What a simulated respondent would be told: the baseline of the first draw of some item. */
export const someContext: TrialContext = {
  item: 'a'.repeat(64),
  itemName: 'item-1',
  cluster: 'cluster-1',
  category: 'category-1',
  method: 'baseline',
  order: null,
  wording: null,
  leadIn: null,
  twin: false,
  turn: 1,
  epoch: 1,
  step: 'reply',
  exit: null,
};

/** Options of a call: seed 1, never aborted, `someContext`. */
export function callOptions(rest: Partial<GenerateOptions> = {}): GenerateOptions {
  return { seed: 1, signal: new AbortController().signal, context: someContext, ...rest };
}
