import type { LlamaContextSequence, Token } from 'node-llama-cpp';

import { leastLogProbability, type TextProbability } from '../../conversation/reply.ts';
import { sharedBeginning } from './sequence-pool.ts';

/**
 * How likely each text is to come next, after the prompt and the prefill: the product over its tokens, at
 * temperature 1, with nothing cut off.
 *
 * A text can melt into the end of the prefill when both are tokenised together, as the model itself would write
 * them. So what is given is the beginning all openings have in common with the prefill, and each text is scored
 * from there on: all of them over the same given tokens, which is what makes them comparable.
 *
 * @param openings `prefill + text` in tokens, for each text
 */
export async function labelProbabilities(
  sequence: LlamaContextSequence,
  prompt: readonly Token[],
  prefill: readonly Token[],
  texts: readonly string[],
  openings: readonly (readonly Token[])[],
  reuseState: boolean,
): Promise<readonly TextProbability[]> {
  const common = Math.min(prefill.length, ...openings.map((opening) => sharedBeginning(opening, prefill)));
  const given = [...prompt, ...prefill.slice(0, common)];
  if (!reuseState) await sequence.clearHistory();
  const results: TextProbability[] = [];
  for (const [index, text] of texts.entries()) {
    const scored = (openings[index] ?? []).slice(common);
    results.push({ text, logProbability: await sequenceLogProbability(sequence, given, scored) });
  }
  return results;
}

async function sequenceLogProbability(
  sequence: LlamaContextSequence,
  given: readonly Token[],
  scored: readonly Token[],
): Promise<number> {
  if (scored.length === 0) return 0;
  await sequence.adaptStateToTokens(given.slice(0, -1), false);
  const before = given.slice(sequence.nextTokenIndex);
  // Each token is read off the distribution after the one before it; the last scored token need not be evaluated.
  const input = [...before, ...scored.slice(0, -1)];
  const firstRead = before.length - 1;
  const output = await sequence.controlledEvaluate(
    input.map((token, index) =>
      index < firstRead
        ? token
        : [
            token,
            {
              generateNext: {
                probabilities: true,
                options: { temperature: 1, topP: 1, topK: null as unknown as number, minP: 0, seed: 0 },
              },
            },
          ],
    ),
  );
  let sum = 0;
  for (const [index, token] of scored.entries()) {
    const probability = output[firstRead + index]?.next.probabilities?.get(token);
    if (probability === undefined) throw new Error('the model gave no distribution');
    sum += Math.log(probability);
  }
  return Math.max(leastLogProbability, sum);
}
