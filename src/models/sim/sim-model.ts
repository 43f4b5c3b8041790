import { contentHash } from '../../base/hash.ts';
import { seededRandom } from '../../base/random.ts';
import { canonicalJson, type Json } from '../../base/canonical-json.ts';
import type { Reply } from '../../conversation/reply.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import { ModelError } from '../model-error.ts';
import { unknownTraits } from '../traits.ts';
import type { GenerateOptions, Model, ModelIdentity } from '../model.ts';
import { untilSettled } from './early-stop.ts';
import type { SimParameters } from './parameters.ts';
import { likeliest, simReadout } from './sim-readout.ts';
import { writeReply, type SimAct, type WrittenReply } from './sim-reply.ts';
import { reasonText, tersePlainText } from './reply-texts.ts';
import { itemChances, mannersOf, plainContext } from './truth.ts';

/** Rises with every change after which the same parameters could give other replies. */
const simVersion = 1;

/** What the endpoint's word for the end of a reply begins with, where its words do not tell what it meant. */
export const simMeant = 'meant:';

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
    traits: { ...unknownTraits, tools: parameters.tools, readout: true, stopsEarly: true, simulated: true },
    generate: async (request, options) => {
      options.signal.throwIfAborted();
      if (request.tools.length > 0 && !parameters.tools) {
        throw new ModelError('unsupported-tools', `sim:${name} cannot be offered tools`);
      }
      if (request.prefill !== undefined && request.readout === undefined) {
        throw new ModelError('unsupported-readout', `sim:${name} cannot begin a reply with given words`);
      }
      return reply(parameters, content, request, options);
    },
    countPromptTokens: async (request) => promptTokens(request),
    close: async () => {},
  };
}

function reply(parameters: SimParameters, content: string, request: ModelRequest, options: GenerateOptions): Reply {
  // What a lead-in asks for is answered like any reply without an exit.
  const { step: asked } = options.context;
  const context = plainContext(asked === 'lead-in' ? { ...options.context, step: 'reply' } : options.context);
  const { item, method, order, step, epoch } = context;
  const random = seededRandom([content, item, method, order, step, epoch, options.seed]);
  const chances = itemChances(parameters, context);
  const happens = (chance: number): boolean => random.next() < chance;
  if (happens(chances.error)) {
    throw new ModelError('server', 'simulated failure', { status: 503, hint: 'Its file gives it a chance of error.' });
  }
  const bare = { reasoning: null, finishRaw: null, servedModel: null, fingerprint: null };
  if (request.readout !== undefined) {
    // Chances that are read off leave nothing to decide.
    const readout = simReadout(request.readout, chances, context.exit);
    const usage = { promptTokens: promptTokens(request), completionTokens: 0 };
    return { ...bare, text: likeliest(readout), toolCalls: [], finish: 'stop', usage, readout };
  }
  const decide = (): SimAct => {
    if (happens(chances.filtered)) return 'filtered';
    if (happens(chances.truncated)) return 'truncated';
    if (happens(chances.nonsense)) return 'nonsense';
    // Drawn only where they have a chance, so that respondents without them reply as they always have.
    if (chances.misread > 0 && happens(chances.misread)) return 'misread';
    if (chances.missed > 0 && happens(chances.missed)) return 'missed';
    if (happens(chances.bail)) return 'bail';
    return happens(chances.refusal) ? 'refusal' : 'plain';
  };
  const withJournal = (written: WrittenReply, did: SimAct, chance: number): WrittenReply => {
    const isInvited = context.exit?.kind === 'prompt' && context.exit.journal === true && written.text.startsWith('<');
    if (!isInvited || chance === 0 || !happens(chance)) return written;
    return { ...written, text: `${written.text}\n${reasonText(did === 'bail', random)}` };
  };
  const act = decide();
  const manners = mannersOf(parameters, context);
  const isTerse = act === 'plain' && context.exit?.kind !== 'prompt' && manners.terse > 0 && happens(manners.terse);
  const plain = isTerse ? { text: tersePlainText(random), toolCalls: [], finish: 'stop' as const } : null;
  // After a warning it leaves.
  const exit =
    step === 'answer' && context.exit?.kind === 'tool'
      ? { kind: 'tool' as const, tool: context.exit.tool }
      : context.exit;
  const whole = withJournal(plain ?? writeReply(act, exit, random), act, manners.journal);
  const uncut = isExitAnswer(act, context) ? whole : cutToLimit(whole, request.sampling.maxTokens);
  const written = request.stop === undefined ? uncut : untilSettled(uncut, request.stop);
  const { meant, ...said } = written;
  const length = written.text.length + written.toolCalls.reduce((sum, call) => sum + call.name.length + 2, 0);
  return {
    ...bare,
    ...said,
    // Where a truth that the words do not tell is kept; no scorer and no reader is shown it.
    finishRaw: meant === undefined ? null : `${simMeant}${meant}`,
    usage: { promptTokens: promptTokens(request), completionTokens: Math.ceil(length / charactersPerToken) },
  };
}

// Exits and answers are never cut, so that the stated chances hold under any limit.
function isExitAnswer(act: SimAct, context: GenerateOptions['context']): boolean {
  return act === 'bail' || act === 'misread' || context.exit?.kind === 'prompt';
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
