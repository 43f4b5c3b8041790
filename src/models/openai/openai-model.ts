import { systemClock, type Clock } from '../../base/clock.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import { parseBaseUrl } from '../http/base-url.ts';
import { nameOf, type Endpoint } from '../http/endpoint.ts';
import { openPool } from '../http/open-pool.ts';
import type { Keys } from '../keys.ts';
import type { Model } from '../model.ts';
import { ModelError } from '../model-error.ts';
import { redacted } from '../redact.ts';
import { asker } from './ask.ts';
import {
  checkExtraBody,
  defaultSilenceMs,
  defaultTimeoutMs,
  openAiIdentity,
  openAiTraits,
  type OpenAiModelConfig,
} from './config.ts';
import { openAiHeaders } from './http-form.ts';
import { serverAt, serviceAt } from './providers.ts';
import { readOut } from './readout.ts';

export interface OpenAiModelDeps {
  /** Which key goes to which host, and the scrubbing of keys from error texts. */
  readonly keys: Keys;
  readonly clock?: Clock;
  /** Told, once each, what a server does not take and is therefore no longer sent: one line, safe to print. */
  readonly onNotice?: (message: string) => void;
}

/** No reply is larger: at four bytes a token this is eight million tokens. */
const maxAnswerBytes = 32 * 2 ** 20;

/**
 * A model behind an OpenAI-compatible server, spoken to by `POST {baseUrl}/chat/completions`. Opening it looks up its
 * key but sends nothing.
 *
 * @throws ExitpollError on a baseUrl, a server or an extraBody that cannot be used, and on a missing or unreadable key.
 */
export async function openOpenAiModel(config: OpenAiModelConfig, deps: OpenAiModelDeps): Promise<Model> {
  const baseUrl = parseBaseUrl(config.baseUrl);
  checkExtraBody(config);
  const server = serverAt(baseUrl.origin, config.server);
  const { keys, clock = systemClock, onNotice = () => {} } = deps;
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
  const headers = openAiHeaders(key?.reveal() ?? null).flat();
  const pool = openPool(baseUrl.origin);
  const limits = { timeoutMs, maxBytes: maxAnswerBytes, silenceMs: config.silenceMs ?? defaultSilenceMs };
  const ask = asker({
    config,
    server,
    service: serviceAt(baseUrl.text),
    endpoint,
    pool,
    path: baseUrl.path,
    headers,
    limits,
    clock,
    onNotice,
  });
  let closing: Promise<void> | null = null;

  const sent = key?.reveal() ?? null;

  const check = (request: ModelRequest): void => {
    if (closing !== null) throw new Error(`the model "${config.model}" has been closed`);
    if (config.tools === false && request.tools.length > 0) {
      throw new ModelError('unsupported-tools', `${nameOf(endpoint)} is declared with tools: false`);
    }
    if (request.prefill !== undefined && request.readout === undefined && server.prefill === 'none') {
      throw new ModelError('unsupported-readout', `${nameOf(endpoint)} cannot begin a reply with given words`, {
        hint: 'If its software can, name it with `server`, such as vllm or llamacpp.',
      });
    }
  };

  const traits = openAiTraits(config, server);
  const generate: Model['generate'] = async (request, { seed, signal, onSent }) => {
    check(request);
    if (request.readout !== undefined) {
      return redacted(
        await readOut(request, request.readout, { ask, server, endpoint }, { seed, signal, onSent }),
        sent,
      );
    }
    const [read] = await ask(request, { seed, signal, draws: 1, alternatives: null, onSent });
    if (read === undefined) throw new Error('a call gave no reply');
    return redacted(read.reply, sent);
  };
  const generateMany: NonNullable<Model['generateMany']> = async (request, count, options) => {
    // A readout has no chance in it.
    if (request.readout !== undefined) return [await generate(request, options)];
    check(request);
    const { seed, signal, onSent } = options;
    const read = await ask(request, { seed, signal, draws: count, alternatives: null, onSent });
    return read.slice(0, count).map(({ reply }) => redacted(reply, sent));
  };

  return {
    identity: openAiIdentity(config),
    traits,
    generate,
    ...(traits.drawsPerCall > 1 ? { generateMany } : {}),
    close: () => (closing ??= pool.destroy()),
  };
}
