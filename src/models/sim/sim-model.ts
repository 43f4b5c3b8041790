import { contentHash } from '../../base/hash.ts';
import { seededRandom } from '../../base/random.ts';
import { canonicalJson, type Json } from '../../base/canonical-json.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import { ModelError } from '../model-error.ts';
import { unknownTraits } from '../traits.ts';
import type { GenerateOptions, Model, ModelIdentity } from '../model.ts';
import type { SimParameters } from './parameters.ts';
import { writeReply, type SimAct, type WrittenReply } from './sim-reply.ts';
import { itemChances, plainContext } from './truth.ts';

/** Rises with every change after which the same parameters could give other replies. */
const simVersion = 1;

const charactersPerToken = 4;

/**
 * A respondent with known chances. Each reply is a function of the parameters, the trial's context and the seed,
 * so a run that was interrupted ends with the same bytes as one that was not. A call that fails does so on every
 * attempt.
 */
export function simModel(parameters: SimParameters, name: string): Model {
  const identity: ModelIdentity = {
    protocol: 'sim',
    name,
    content: { version: simVersion, parameters: plainData(parameters) },
  };
  const content = contentHash(identity.content);
  return {
    identity,
    traits: { ...unknownTraits, tools: parameters.tools, simulated: true },
    generate: async (request, options) => {
      options.signal.throwIfAborted();
      if (request.tools.length > 0 && !parameters.tools) {
        throw new ModelError('unsupported-tools', `sim:${name} cannot be offered tools`);
      }
      return reply(parameters, content, request, options);
    },
    countPromptTokens: async (request) => promptTokens(request),
    close: async () => {},
  };
}

function reply(
  parameters: SimParameters,
  content: string,
  request: ModelRequest,
  options: GenerateOptions,
): Awaited<ReturnType<Model['generate']>> {
  const context = plainContext(options.context);
  const { item, method, order, step, epoch } = context;
  const random = seededRandom([content, item, method, order, step, epoch, options.seed]);
  const chances = itemChances(parameters, context);
  const happens = (chance: number): boolean => random.next() < chance;
  if (happens(chances.error)) {
    throw new ModelError('server', 'simulated failure', { status: 503, hint: 'Its file gives it a chance of error.' });
  }
  const decide = (): SimAct => {
    if (happens(chances.filtered)) return 'filtered';
    if (happens(chances.truncated)) return 'truncated';
    if (happens(chances.nonsense)) return 'nonsense';
    if (happens(chances.bail)) return 'bail';
    return happens(chances.refusal) ? 'refusal' : 'plain';
  };
  const act = decide();
  const whole = writeReply(act, context.exit, random);
  const written = isExitAnswer(act, context) ? whole : cutToLimit(whole, request.sampling.maxTokens);
  const length = written.text.length + written.toolCalls.reduce((sum, call) => sum + call.name.length + 2, 0);
  return {
    ...written,
    reasoning: null,
    finishRaw: null,
    usage: { promptTokens: promptTokens(request), completionTokens: Math.ceil(length / charactersPerToken) },
    servedModel: null,
    fingerprint: null,
  };
}

// Exits and answers are never cut, so that the stated chances hold under any limit.
function isExitAnswer(act: SimAct, context: GenerateOptions['context']): boolean {
  return act === 'bail' || context.exit?.kind === 'prompt';
}

function cutToLimit(written: WrittenReply, maxTokens: number): WrittenReply {
  const most = maxTokens * charactersPerToken;
  return written.text.length <= most ? written : { ...written, text: written.text.slice(0, most), finish: 'length' };
}

function promptTokens({ system, instructions, messages, tools }: ModelRequest): number {
  let characters = (system ?? '').length + (instructions ?? '').length;
  for (const message of messages) characters += message.text.length;
  for (const tool of tools) characters += canonicalJson(tool as unknown as Json).length;
  return Math.ceil(characters / charactersPerToken);
}

// The optional fields of a schema may be present and undefined, which JSON has no word for.
function plainData(parameters: SimParameters): Json {
  const { name: _label, ...rest } = parameters;
  return JSON.parse(JSON.stringify(rest)) as Json;
}
