import type { LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';

import { messageOf } from '../../base/errors.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { Reply, TextProbability } from '../../conversation/reply.ts';
import { CallError } from './call-error.ts';
import { examineTemplate, templateTools, type ChatTemplate } from './chat-template.ts';
import { guardControlText, type ControlText } from './control-text.ts';
import { generateReply, readoutReply } from './generate-reply.ts';
import { compileTemplate } from './jinja.ts';
import { labelProbabilities } from './label-probabilities.ts';
import type { LoadedInfo, LoadOptions } from './protocol.ts';
import { SequencePool } from './sequence-pool.ts';

/** A loaded model inside the worker. */
export interface Engine {
  readonly info: LoadedInfo;
  generate(request: ModelRequest, seed: number, signal: AbortSignal): Promise<Reply>;
  /** The prompt as text, control tokens as they are written. */
  render(request: ModelRequest): string;
  count(request: ModelRequest): number;
  probabilities(
    request: ModelRequest,
    prefill: string,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly TextProbability[]>;
}

/** Loads a model. @throws whatever the library or the template engine throws, with what llama.cpp said first. */
export async function loadEngine(options: LoadOptions): Promise<Engine> {
  const complaints: string[] = [];
  try {
    return await load(options, (complaint) => complaints.push(complaint.trim()));
  } catch (thrown) {
    // The first names the reason; those after it only say that loading failed.
    const first = complaints.find((complaint) => complaint !== '');
    if (first === undefined) throw thrown;
    throw new Error(`${messageOf(thrown)}: ${first}`, { cause: thrown });
  }
}

async function load(options: LoadOptions, complain: (complaint: string) => void): Promise<Engine> {
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp');
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    logger: (_level, message) => complain(message),
    maxThreads: options.threads,
  });
  const model = await llama.loadModel({ modelPath: options.path });
  const context = await model.createContext({
    sequences: options.sequences,
    // The library keeps one place of each sequence free.
    contextSize: options.contextTokens + 1,
    threads: options.threads,
  });
  const slots = Array.from({ length: options.sequences }, () => {
    const sequence = context.getSequence();
    return { sequence, tokens: () => sequence.contextTokens };
  });
  return createEngine(model, new SequencePool(slots), options);
}

async function createEngine(
  model: LlamaModel,
  pool: SequencePool<LlamaContextSequence>,
  options: LoadOptions,
): Promise<Engine> {
  const source = model.fileInfo.metadata.tokenizer.chat_template;
  if (source === undefined) throw new Error('the file holds no chat template, so it is not a chat model');
  const render = await compileTemplate(source, {
    bos: model.tokens.bosString ?? '',
    eos: model.tokens.eosString ?? '',
  });
  const template = examineTemplate(render);
  const guard = guardControlText(render, controlTokens(model));
  // With one sequence, every request starts from nothing: state computed in another batch differs in its last
  // bits, and equal seeds promise equal bytes.
  const reuseState = options.sequences > 1;

  const promptTokens = (request: ModelRequest): Token[] => tokenizePrompt(model, template, guard, request);
  const fit = (tokens: readonly Token[], more: number): void => {
    if (tokens.length + more <= options.contextTokens) return;
    throw new CallError(
      'context-too-long',
      `a prompt of ${tokens.length} tokens and up to ${more} more do not fit into ${options.contextTokens}`,
    );
  };

  const probabilities: Engine['probabilities'] = (request, prefill, texts, signal) => {
    const tokens = promptTokens(request);
    const openings = texts.map((text) => model.tokenize(prefill + text, false));
    fit(tokens, Math.max(0, ...openings.map((opening) => opening.length)));
    return pool.use(tokens, signal, (sequence) =>
      labelProbabilities(sequence, tokens, model.tokenize(prefill, false), texts, openings, reuseState),
    );
  };

  return {
    info: {
      tools: template.tools,
      systemRole: template.systemRole,
      defaultSystem: template.defaultSystem([]),
    },
    render: (request) => rendered(template, guard, request).text,
    count: (request) => promptTokens(request).length,
    generate: async (request, seed, signal) => {
      const { prefill = '', readout } = request;
      // An opening is words: no control token comes out of it.
      const tokens = [...promptTokens(request), ...model.tokenize(prefill, false)];
      if (readout !== undefined) {
        return readoutReply(await probabilities(request, prefill, readout, signal), tokens.length);
      }
      fit(tokens, request.sampling.maxTokens);
      return pool.use(tokens, signal, (sequence) =>
        generateReply(model, sequence, tokens, { request, seed, signal, reuseState }),
      );
    },
    probabilities,
  };
}

/** Texts of the tokens that steer the model. Source: `tokenizer.ggml.token_type` of the GGUF specification. */
function controlTokens(model: LlamaModel): string[] {
  const { tokens, token_type: types } = model.fileInfo.metadata.tokenizer.ggml;
  const steering = new Set<number | undefined>([unknownToken, controlToken]);
  return tokens.filter((_, index) => steering.has(types[index]));
}

const unknownToken = 2;
const controlToken = 3;

function rendered(
  template: ChatTemplate,
  guard: ControlText,
  request: ModelRequest,
): ReturnType<ControlText['render']> {
  if (request.tools.length > 0 && !template.tools) {
    throw new CallError('unsupported-tools', "the model's chat template has no place for tools");
  }
  try {
    return guard.render(template.messagesOf(request), templateTools(request.tools));
  } catch (thrown) {
    throw new CallError('bad-request', `the model's chat template refuses the conversation: ${messageOf(thrown)}`);
  }
}

function tokenizePrompt(model: LlamaModel, template: ChatTemplate, guard: ControlText, request: ModelRequest): Token[] {
  const { text, parts } = rendered(template, guard, request);
  const tokens =
    parts === null
      ? model.tokenize(text, true)
      : parts.flatMap((part) => model.tokenize(part.text, part.kind === 'control'));
  const bos = model.tokens.bos;
  if (bos !== null && model.tokens.shouldPrependBosToken && tokens[0] !== bos) tokens.unshift(bos);
  return tokens;
}
