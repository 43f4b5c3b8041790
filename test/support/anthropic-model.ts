import { openAnthropicModel } from '../../src/models/anthropic/anthropic-model.ts';
import type { AnthropicModelConfig } from '../../src/models/anthropic/config.ts';
import { openKeys } from '../../src/models/keys.ts';
import { ModelError } from '../../src/models/model-error.ts';
import type { GenerateOptions, Model } from '../../src/models/model.ts';
import type { ModelRequest } from '../../src/conversation/request.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { startAnthropicServer, type AnthropicServer, type AnthropicServerOptions } from './anthropic-server.ts';
import { callOptions, plainRequest } from './model-requests.ts';

export interface AskedModel extends AsyncDisposable {
  readonly model: Model;
  readonly server: AnthropicServer;
  /** One plain request, or the one given. */
  ask(request?: ModelRequest, options?: Partial<GenerateOptions>): Promise<Reply>;
  /** The error such a request ends with; fails when it does not. */
  error(request?: ModelRequest): Promise<ModelError>;
  /** The body of the last request. */
  sent(): { readonly [key: string]: unknown };
}

/** A server that speaks Anthropic's messages, and a model that asks it. */
export async function serveAnthropic(
  options: AnthropicServerOptions = {},
  config: Partial<AnthropicModelConfig> = {},
): Promise<AskedModel> {
  const server = await startAnthropicServer(options);
  const model = await openAnthropicModel(
    { baseUrl: server.baseUrl, model: 'claude-test', ...config },
    { keys: openKeys({ HOME: '/nonexistent' }) },
  );
  const ask = (request = plainRequest('Hello.'), rest: Partial<GenerateOptions> = {}): Promise<Reply> =>
    model.generate(request, callOptions(rest));
  const error = async (request?: ModelRequest): Promise<ModelError> => {
    const thrown = await ask(request).then(
      (reply) => new Error(`expected an error, got the reply ${JSON.stringify(reply.text)}`),
      (reason: unknown) => reason,
    );
    if (thrown instanceof ModelError) return thrown;
    throw thrown;
  };
  const close = async (): Promise<void> => {
    await model.close();
    await server.close();
  };
  const sent = (): { readonly [key: string]: unknown } => server.requests.at(-1)?.body ?? {};
  return { model, server, ask, error, sent, [Symbol.asyncDispose]: close };
}
