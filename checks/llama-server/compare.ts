import type { Reply } from '../../src/conversation/reply.ts';
import type { ModelRequest } from '../../src/conversation/request.ts';
import type { LocalModel } from '../../src/models/local/open-local-model.ts';
import type { Model } from '../../src/models/model.ts';
import { callOptions, plainRequest } from '../../test/support/model-requests.ts';

const prompts = ['Say hello in a few words.', 'What is the capital of France?', 'Why is the sky blue?'];

/** One thing both were asked, and whether they agree. */
export interface Comparison {
  readonly what: string;
  readonly agrees: boolean;
  readonly said: string;
}

/** Both hold the same weights: prompts must be as long, and replies and probabilities the same but for rounding. */
export async function compareWithEmbedded(
  served: Model,
  embedded: LocalModel,
  baseUrl: string,
): Promise<readonly Comparison[]> {
  const found: Comparison[] = [];
  for (const text of prompts) found.push(...(await compareGreedy(served, embedded, text)));
  for (const text of prompts) found.push(await compareFirstToken(embedded, baseUrl, text));
  found.push(await compareReadout(served, embedded));
  return found;
}

async function compareGreedy(served: Model, embedded: Model, text: string): Promise<readonly Comparison[]> {
  const request = plainRequest(text, { sampling: { temperature: 0, topP: 1, maxTokens: 24 } });
  const theirs = await served.generate(request, callOptions());
  const ours = await embedded.generate(request, callOptions());
  const same = sharedStart(theirs.text, ours.text);
  return [
    {
      what: `tokens of the prompt "${text}"`,
      agrees: theirs.usage?.promptTokens === ours.usage?.promptTokens,
      said: `${theirs.usage?.promptTokens} served, ${ours.usage?.promptTokens} embedded`,
    },
    {
      what: `greedy reply to "${text}"`,
      // Two builds round differently, and where two tokens are almost equally likely, the other one may be taken; from
      // there on the replies go their own ways. Only a reply that differs from its very beginning is suspect.
      agrees: same >= 5,
      said: theirs.text === ours.text ? 'equal' : `equal for ${same} of ${ours.text.length} characters`,
    },
  ];
}

interface ListedToken {
  readonly token: string;
  readonly logprob: number;
}

/** The most probability that may stand elsewhere: two builds multiply quantised weights in another order. */
const mostMoved = 0.05;

/** What the server lists for the first token, asked past our own wire, against the embedded model's exact numbers. */
async function compareFirstToken(embedded: LocalModel, baseUrl: string, text: string): Promise<Comparison> {
  // After another prompt it reads this one anew; the second time it takes the state from its cache.
  await listedTokens(baseUrl, 'Something else altogether.');
  const listed = await listedTokens(baseUrl, text);
  const again = await listedTokens(baseUrl, text);
  const exact = await embedded.nextTokenProbabilities(plainRequest(text), { texts: listed.map(({ token }) => token) });
  const chances = listed.map(({ logprob }) => Math.exp(logprob));
  const ours = exact.map(({ logProbability }) => Math.exp(logProbability));
  const second = listed.map(({ token }) => Math.exp(again.find((one) => one.token === token)?.logprob ?? -Infinity));
  const moved = distance(chances, ours);
  return {
    what: `first token of the reply to "${text}"`,
    agrees: moved < mostMoved,
    said: `${moved.toFixed(4)} of the probability of ${listed.length} tokens stands elsewhere (${distance(chances, second).toFixed(4)} between two calls to the server, read anew and from its cache)`,
  };
}

async function listedTokens(baseUrl: string, text: string): Promise<readonly ListedToken[]> {
  const answer = await fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'smollm2',
      messages: [{ role: 'user', content: text }],
      max_tokens: 1,
      logprobs: true,
      top_logprobs: 8,
    }),
  });
  const body = (await answer.json()) as {
    choices: [{ logprobs: { content: [{ top_logprobs: readonly ListedToken[] }] } }];
  };
  // Tokens that steer the model are listed as nothing.
  return body.choices[0].logprobs.content[0].top_logprobs.filter(({ token }) => token !== '');
}

/** Half the sum of the differences: how much probability two lists give to different tokens. */
function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, chance, index) => sum + Math.abs(chance - (b[index] ?? NaN)), 0) / 2;
}

/** A readout through our own wire, by the first token of drawn replies that begin as they should. */
async function compareReadout(served: Model, embedded: Model): Promise<Comparison> {
  const request: ModelRequest = plainRequest('What is the capital of France?', {
    sampling: { temperature: 1, topP: 1, maxTokens: 8 },
    prefill: 'The capital of',
    readout: [' France', ' the'],
  });
  const what = 'readout after "The capital of"';
  const ours = readChances(await embedded.generate(request, callOptions()));
  for (let seed = 1; seed <= 10; seed += 1) {
    const reply = await served.generate(request, callOptions({ seed }));
    const theirs = readChances(reply);
    // A reply that begins with other words has no probability on either text: only one that happens to begin with
    // these can be read off.
    if (theirs.every((chance) => chance === 0)) continue;
    const gaps = theirs.map((chance, index) => Math.abs(chance - (ours[index] ?? NaN)));
    const shown = (list: readonly number[]): string => list.map((chance) => chance.toFixed(4)).join(', ');
    return {
      what,
      agrees: gaps.length === 2 && Math.max(...gaps) < 0.02,
      said: `P(" France"), P(" the"): ${shown(theirs)} served (${reply.readout?.precision}), ${shown(ours)} embedded`,
    };
  }
  return { what, agrees: false, said: 'no reply of ten began with the words' };
}

/** The probabilities a readout told, in the order of its texts. */
function readChances({ readout }: Reply): readonly number[] {
  return readout?.texts.map(({ logProbability }) => Math.exp(logProbability)) ?? [];
}

function sharedStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
