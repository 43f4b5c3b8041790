import { logProbabilityOf, type Readout, type Reply, type Usage } from '../../conversation/reply.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import { ModelError } from '../model-error.ts';
import { nameOf, type Endpoint } from '../http/endpoint.ts';
import type { Ask, CallOptions } from './ask.ts';
import type { ReadReply } from './reply.ts';
import { nextTokenCall, wholeReplyCall } from './readout-calls.ts';
import { readoutByFirstToken } from './readout-by-first-token.ts';
import { readoutByTree, SharedCharacter } from './readout-by-tree.ts';
import type { ServerTraits } from './servers.ts';
import { withSpent } from './spent.ts';
import type { TokenChance } from './token-alternatives.ts';
import { addUsage } from './usage.ts';

export interface ReadoutDeps {
  readonly ask: Ask;
  readonly server: ServerTraits;
  readonly endpoint: Endpoint;
}

interface CallDeps {
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onSent?: CallOptions['onSent'];
}

/** Draws of a reply that must begin with given words, before it is said that it does not. */
const mostTries = 3;

/**
 * How likely each of the request's texts is to come next. Where the server can begin a reply with given words, by
 * following the texts token by token; where not, off a reply that begins with those words by itself.
 *
 * A reply the provider withheld is given as such, without a readout. One that begins with other words each time it is
 * drawn is given as it was written, with no probability on any text: the model answered nothing, and that is an outcome.
 *
 * @throws ModelError `unsupported-readout` where the server tells no log probabilities, with what all calls took.
 */
export async function readOut(
  request: ModelRequest,
  texts: readonly string[],
  deps: ReadoutDeps,
  call: CallDeps,
): Promise<Reply> {
  const { server, endpoint } = deps;
  if (server.logprobs === 'none') throw unsupported(endpoint, `tells no log probabilities (${server.title})`);
  const calls = new Calls(deps, call);
  const byTree = server.prefill !== 'none';
  const read = byTree ? followed : readOff;
  let chances: Chances;
  try {
    chances = await read(request, texts, calls);
  } catch (error) {
    if (error instanceof Withheld) return calls.withheld(error.reply);
    throw error instanceof ModelError ? withSpent(error, calls.usage) : error;
  }
  const { probabilities, precision, beganOtherwise = null } = chances;
  const readout: Readout = {
    texts: texts.map((text, index) => ({ text, logProbability: logProbabilityOf(probabilities[index] ?? 0) })),
    precision,
    calls: calls.count,
  };
  return { ...calls.reply(beganOtherwise ?? texts[likeliest(probabilities)] ?? ''), readout };
}

interface Chances {
  readonly probabilities: readonly number[];
  readonly precision: Readout['precision'];
  /** What the reply says where it does not begin with the given words. */
  readonly beganOtherwise?: string;
}

async function followed(request: ModelRequest, texts: readonly string[], calls: Calls): Promise<Chances> {
  const next = async (beginning: string): Promise<readonly TokenChance[]> => {
    const asked = nextTokenCall(request, beginning);
    for (let attempt = 0; attempt < mostTries; attempt += 1) {
      const { tokens, reply } = await calls.make(asked);
      const [first] = tokens ?? [];
      if (first !== undefined) return first.alternatives.length > 0 ? first.alternatives : [first.token];
      // Some servers tell nothing of the token that ends a reply: another may be drawn.
      if (reply.text !== '' || reply.finish !== 'stop') throw calls.toldNone();
    }
    return [];
  };
  try {
    const { probabilities, isCutShort } = await readoutByTree(texts, next);
    return { probabilities, precision: isCutShort ? 'first-token' : 'top' };
  } catch (error) {
    if (!(error instanceof SharedCharacter)) throw error;
    throw unsupported(calls.endpoint, 'cannot tell two of the texts apart: they share part of a character');
  }
}

async function readOff(request: ModelRequest, texts: readonly string[], calls: Calls): Promise<Chances> {
  const { prefill = '' } = request;
  const asked = wholeReplyCall(request);
  let beganOtherwise = '';
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const { tokens, reply } = await calls.make(asked);
    if (tokens === null || tokens.length === 0) throw calls.toldNone();
    const probabilities = readoutByFirstToken(tokens, prefill, texts);
    if (probabilities !== null) return { probabilities, precision: 'first-token' };
    beganOtherwise = reply.text;
  }
  return { probabilities: texts.map(() => 0), precision: 'first-token', beganOtherwise };
}

/** The provider withheld the reply to one of the calls. */
class Withheld extends Error {
  override readonly name = 'Withheld';
  readonly reply: Reply;

  constructor(reply: Reply) {
    super('withheld');
    this.reply = reply;
  }
}

/** The calls of one readout, counted, and what they took together. */
class Calls {
  readonly endpoint: Endpoint;
  readonly #deps: ReadoutDeps;
  readonly #call: CallDeps;
  #last: Reply | null = null;
  /** Of all calls so far; `null` when any did not say. */
  usage: Usage | null = null;
  count = 0;

  constructor(deps: ReadoutDeps, call: CallDeps) {
    this.#deps = deps;
    this.#call = call;
    this.endpoint = deps.endpoint;
  }

  /** Asks once more. @throws ModelError, or Withheld. */
  async make(request: ModelRequest): Promise<ReadReply> {
    const { ask, server } = this.#deps;
    // Each with a seed of its own, so that a reply that began otherwise is not drawn again.
    const seed = (this.#call.seed + this.count) % 2 ** 31;
    // Told of the first call alone: what the others ask hangs on the tokens the server lists.
    const onSent = this.count === 0 ? this.#call.onSent : undefined;
    const options = { seed, signal: this.#call.signal, draws: 1, alternatives: server.topLogprobs, onSent };
    const [read] = await ask(request, options);
    if (read === undefined) throw new Error('a call gave no reply');
    this.usage = this.count === 0 ? read.reply.usage : addUsage(this.usage, read.reply.usage);
    this.#last = read.reply;
    this.count += 1;
    if (read.reply.finish === 'filtered') throw new Withheld(read.reply);
    return read;
  }

  toldNone(): ModelError {
    return unsupported(this.endpoint, 'told no log probabilities, although asked to');
  }

  /** A reply that was withheld, with what all calls took. */
  withheld(reply: Reply): Reply {
    return { ...reply, usage: this.usage };
  }

  /** A reply of that text, with what all calls took. */
  reply(text: string): Reply {
    const { servedModel = null, fingerprint = null } = this.#last ?? {};
    return {
      text,
      reasoning: null,
      toolCalls: [],
      finish: 'stop',
      finishRaw: null,
      usage: this.usage,
      servedModel,
      fingerprint,
    };
  }
}

function unsupported(endpoint: Endpoint, what: string): ModelError {
  return new ModelError('unsupported-readout', `${nameOf(endpoint)} ${what}`, {
    hint: 'Ask it with drawn answers: leave `readout: logprobs` out.',
  });
}

function likeliest(probabilities: readonly number[]): number {
  let best = 0;
  probabilities.forEach((probability, index) => {
    if (probability > (probabilities[best] ?? 0)) best = index;
  });
  return best;
}
