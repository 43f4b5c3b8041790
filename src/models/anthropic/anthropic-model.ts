import { systemClock, type Clock } from '../../base/clock.ts';
import type { Reply } from '../../conversation/reply.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import { nameOf, type Endpoint } from '../http/endpoint.ts';
import { exchange, type HttpAnswer } from '../http/exchange.ts';
import { transportError } from '../http/transport-error.ts';
import { openPool } from '../http/open-pool.ts';
import type { Keys } from '../keys.ts';
import type { GenerateOptions, Model } from '../model.ts';
import { ModelError } from '../model-error.ts';
import { redacted } from '../redact.ts';
import { CacheMarks } from './cache-marks.ts';
import {
  anthropicIdentity,
  anthropicTraits,
  anthropicUrl,
  checkExtraBody,
  defaultTimeoutMs,
  type AnthropicModelConfig,
} from './config.ts';
import { anthropicBaseUrl } from './provider.ts';
import { formOfModel } from './form.ts';
import { anthropicHeaders, anthropicPath } from './http-form.ts';
import { anthropicBody } from './request-body.ts';
import { answerReader } from './streamed-answer.ts';

export interface AnthropicModelDeps {
  /** Which key goes to which host, and the scrubbing of keys from error texts. */
  readonly keys: Keys;
  readonly clock?: Clock;
}

/** No reply is larger. */
const maxAnswerBytes = 32 * 2 ** 20;
/** A stream that lives sends a sign of it every few seconds. */
const silenceMs = 120_000;

/**
 * A model behind a server that speaks Anthropic's messages, spoken to by `POST {baseUrl}/v1/messages`: streamed where a
 * reply may be cut short, whole elsewhere. Opening it looks up its key but sends nothing.
 *
 * @throws ExitpollError on a baseUrl or an extraBody that cannot be used, and on a missing or unreadable key.
 */
export async function openAnthropicModel(config: AnthropicModelConfig, deps: AnthropicModelDeps): Promise<Model> {
  const baseUrl = anthropicUrl(config);
  checkExtraBody(config);
  const { keys, clock = systemClock } = deps;
  const key = await keys.keyFor(baseUrl.origin);
  const timeoutMs = config.timeoutMs ?? defaultTimeoutMs;
  const endpoint: Endpoint = {
    model: config.model,
    url: baseUrl.text,
    host: new URL(baseUrl.origin).host,
    keySource: key?.source ?? null,
    timeoutMs,
    scrub: (text) => keys.scrub(text),
  };
  const service = baseUrl.text === anthropicBaseUrl ? 'anthropic' : null;
  const ofModel = formOfModel(config, { service, hasKey: key !== null });
  const post = {
    path: `${baseUrl.path}${anthropicPath}`,
    headers: anthropicHeaders(key?.reveal() ?? null, service).flat(),
  };
  const limits = { timeoutMs, maxBytes: maxAnswerBytes, silenceMs };
  const marks = Object.hasOwn(config.extraBody ?? {}, 'cache_control') ? null : new CacheMarks();
  const pool = openPool(baseUrl.origin);
  const sent = key?.reveal() ?? null;
  let closing: Promise<void> | null = null;
  let sendsTemperature = true;

  const ask = async (request: ModelRequest, { signal, context, onSent }: GenerateOptions): Promise<Reply> => {
    const stream = config.stream === true || request.stop !== undefined;
    const mark = marks?.place(request, context, clock.now()) ?? null;
    const form = { ...ofModel, stream, sendsTemperature, mark };
    const body = anthropicBody(request, form);
    onSent?.(form);
    const reader = answerReader(request.stop);
    let answer: HttpAnswer;
    try {
      answer = await exchange(pool, { ...post, body }, limits, signal, stream ? reader.take : undefined);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw error instanceof ModelError ? error : charged(transportError(error, endpoint), reader.usage());
    }
    const hadTools = request.tools.length > 0;
    const hadPrefill = request.prefill !== undefined;
    return redacted(reader.reply(answer, { endpoint, hadTools, hadPrefill, now: clock.now() }), sent);
  };

  return {
    identity: anthropicIdentity(config),
    traits: anthropicTraits(config),
    generate: async (request, options) => {
      if (closing !== null) throw new Error(`the model "${config.model}" has been closed`);
      checkRequest(request, config, endpoint);
      const saysTemperature = sendsTemperature;
      try {
        return await ask(request, options);
      } catch (error) {
        if (!saysTemperature || !refusesTemperature(error, request)) throw error;
        // Some newer models refuse the word even at 1, which is what they draw at without it.
        sendsTemperature = false;
        return ask(request, options);
      }
    },
    close: () => (closing ??= pool.destroy()),
  };
}

/** What needs no call to be known. @throws ModelError */
function checkRequest(request: ModelRequest, { tools }: AnthropicModelConfig, endpoint: Endpoint): void {
  if (request.readout !== undefined) {
    throw new ModelError('unsupported-readout', `${nameOf(endpoint)} does not tell how likely a text is`);
  }
  if (tools === false && request.tools.length > 0) {
    throw new ModelError('unsupported-tools', `${nameOf(endpoint)} is declared with tools: false`);
  }
  if (request.sampling.temperature > 1) {
    throw new ModelError(
      'bad-request',
      `${nameOf(endpoint)} draws at temperatures from 0 to 1, not at ${request.sampling.temperature}`,
      { hint: 'Set sampling.temperature to 1 or less.' },
    );
  }
}

function refusesTemperature(error: unknown, { sampling }: ModelRequest): boolean {
  return (
    error instanceof ModelError &&
    error.kind === 'bad-request' &&
    /\btemperature\b/.test(error.message) &&
    sampling.temperature === 1 &&
    sampling.topP === 1
  );
}

/** The same error with what the failed call took, where some of its answer had come. */
function charged(error: ModelError, usage: ReturnType<ReturnType<typeof answerReader>['usage']>): ModelError {
  if (usage === null) return error;
  const { kind, message, hint, cause } = error;
  return new ModelError(kind, message, { ...(hint === null ? {} : { hint }), cause, usage });
}
