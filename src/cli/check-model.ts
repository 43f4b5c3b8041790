import type { ToolSpec } from '../conversation/messages.ts';
import type { ModelRequest } from '../conversation/request.ts';
import { ModelError } from '../models/model-error.ts';
import type { LocalModel } from '../models/local/open-local-model.ts';
import type { GenerateOptions, Model, ModelIdentity, ModelTraits } from '../models/model.ts';

/** What a few small requests show of a model. */
export interface ModelCheck {
  readonly identity: ModelIdentity;
  readonly traits: ModelTraits;
  readonly reply: {
    readonly text: string;
    readonly finish: string;
    /** `null` where the model does not say. */
    readonly outputTokens: number | null;
    readonly durationMs: number;
  };
  /** `yes` or `no`, and what that rests on. */
  readonly tools: string;
  /** `null` where it cannot be seen from outside. */
  readonly systemRole: boolean | null;
  readonly defaultSystem: string | null;
  /** Whether exact probabilities of texts can be read, and whether they are sound. */
  readonly probabilities: string;
}

const leaveTool: ToolSpec = {
  name: 'end_test',
  description: 'Ends this test.',
  parameters: { type: 'object', properties: {}, required: [] },
};

/** Asks a model for a few words. @throws ModelError when it does not answer. */
export async function checkModel(model: Model, local: LocalModel | null): Promise<ModelCheck> {
  const started = performance.now();
  const reply = await model.generate(smallRequest([]), callOptions);
  const durationMs = performance.now() - started;
  return {
    identity: model.identity,
    traits: model.traits,
    reply: {
      text: reply.text,
      finish: reply.finish,
      outputTokens: reply.usage?.completionTokens ?? null,
      durationMs: Math.round(durationMs),
    },
    tools: await checkTools(model),
    systemRole: local?.info.systemRole ?? null,
    defaultSystem: local?.info.defaultSystem ?? null,
    probabilities: local === null ? 'no' : await checkProbabilities(local),
  };
}

async function checkTools(model: Model): Promise<string> {
  if (model.traits.tools === false) return 'no: tool methods will be reported as unsupported';
  try {
    await model.generate(smallRequest([leaveTool]), callOptions);
    return 'yes: a request that offers one is answered';
  } catch (thrown) {
    if (!(thrown instanceof ModelError)) throw thrown;
    return `no: ${thrown.message}`;
  }
}

/** The parts of a text must multiply to the whole; a wrong chat template or a broken cache would show here. */
async function checkProbabilities(model: LocalModel): Promise<string> {
  const request = smallRequest([]);
  const [whole, first] = await model.nextTokenProbabilities(request, { texts: ['Yes and no', 'Yes'] });
  const [rest] = await model.nextTokenProbabilities(request, { prefill: 'Yes', texts: [' and no'] });
  if (whole === undefined || first === undefined || rest === undefined) return 'no';
  const gap = Math.abs(whole.logProbability - first.logProbability - rest.logProbability);
  return gap < 0.01 ? 'yes' : `unsound: parts and whole differ by ${gap.toFixed(3)}`;
}

function smallRequest(tools: readonly ToolSpec[]): ModelRequest {
  return {
    system: null,
    instructions: null,
    messages: [{ role: 'user', text: 'Please say hello in a few words.' }],
    tools,
    sampling: { temperature: 0, topP: 1, maxTokens: 16 },
  };
}

const callOptions: GenerateOptions = {
  seed: 1,
  signal: new AbortController().signal,
  context: {
    item: 'check',
    itemName: 'check',
    cluster: 'check',
    category: null,
    method: 'baseline',
    order: null,
    wording: null,
    leadIn: null,
    twin: false,
    turn: 1,
    epoch: 1,
    step: 'reply',
    exit: null,
  },
};
