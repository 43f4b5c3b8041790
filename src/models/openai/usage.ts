import type { Usage } from '../../conversation/reply.ts';
import { asRecord, asTokens } from '../http/lenient.ts';

/**
 * The usage in a body or in a piece of a stream: OpenAI's `usage`, Groq's `x_groq.usage`, or the `timings` of
 * llama.cpp, which alone come with every piece. `null` where none is told.
 */
export function readUsage(body: { readonly [key: string]: unknown }): Usage | null {
  return fromUsage(body['usage']) ?? fromUsage(asRecord(body['x_groq'])?.['usage']) ?? fromTimings(body['timings']);
}

function fromUsage(value: unknown): Usage | null {
  const usage = asRecord(value);
  const promptTokens = asTokens(usage?.['prompt_tokens']);
  // The count of a reply without a single token (a filtered one) is left out by some servers.
  const completionTokens = asTokens(usage?.['completion_tokens'] ?? 0);
  if (usage === null || promptTokens === null || completionTokens === null) return null;
  const cachedTokens =
    asTokens(asRecord(usage['prompt_tokens_details'])?.['cached_tokens']) ?? asTokens(usage['prompt_cache_hit_tokens']);
  return { promptTokens, completionTokens, ...(cachedTokens === null ? {} : { cachedTokens }) };
}

function fromTimings(value: unknown): Usage | null {
  const timings = asRecord(value);
  const computed = asTokens(timings?.['prompt_n']);
  const completionTokens = asTokens(timings?.['predicted_n']);
  if (computed === null || completionTokens === null) return null;
  const cachedTokens = asTokens(timings?.['cache_n']);
  return {
    promptTokens: computed + (cachedTokens ?? 0),
    completionTokens,
    ...(cachedTokens === null ? {} : { cachedTokens }),
  };
}

/** Characters a token has on average, where nothing better is known. */
const charactersPerToken = 4;

/**
 * The usage of a reply that was cut short before the server told it: a prompt token for every four characters sent,
 * and an output token for every piece received, which is what most servers send one of.
 */
export function estimatedUsage(sentCharacters: number, pieces: number): Usage {
  return { promptTokens: Math.ceil(sentCharacters / charactersPerToken), completionTokens: pieces, estimated: true };
}

/**
 * Shares the usage of one call out over its replies, so that the sum is what the call took: prompt tokens evenly,
 * output tokens by how much each wrote.
 *
 * @param lengths of the replies, at least one; in any unit.
 */
export function shareUsage(usage: Usage, lengths: readonly number[]): readonly Usage[] {
  const even = lengths.map(() => 1);
  const prompts = shares(usage.promptTokens, even);
  const completions = shares(usage.completionTokens, lengths);
  const cached = usage.cachedTokens === undefined ? null : shares(usage.cachedTokens, even);
  return lengths.map((_, index) => ({
    promptTokens: prompts[index] ?? 0,
    completionTokens: completions[index] ?? 0,
    ...(cached === null ? {} : { cachedTokens: cached[index] ?? 0 }),
    ...(usage.estimated === true ? { estimated: true } : {}),
  }));
}

/** Whole numbers in proportion to the weights whose sum is the total. */
function shares(total: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let taken = 0;
  let weight = 0;
  return weights.map((own, index) => {
    weight += all === 0 ? 1 : own;
    const until =
      index === weights.length - 1 ? total : Math.round((total * weight) / (all === 0 ? weights.length : all));
    const share = until - taken;
    taken = until;
    return share;
  });
}

/** Both together; `null` when either is unknown. */
export function addUsage(one: Usage | null, other: Usage | null): Usage | null {
  if (one === null || other === null) return null;
  const cachedTokens =
    one.cachedTokens === undefined && other.cachedTokens === undefined
      ? {}
      : { cachedTokens: (one.cachedTokens ?? 0) + (other.cachedTokens ?? 0) };
  return {
    promptTokens: one.promptTokens + other.promptTokens,
    completionTokens: one.completionTokens + other.completionTokens,
    ...cachedTokens,
    ...(one.estimated === true || other.estimated === true ? { estimated: true } : {}),
  };
}
