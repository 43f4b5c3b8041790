import { openKeys } from '../../src/models/keys.ts';
import type { OpenAiModelConfig } from '../../src/models/openai/config.ts';
import { openOpenAiModel } from '../../src/models/openai/openai-model.ts';
import { ModelError } from '../../src/models/model-error.ts';
import type { Model } from '../../src/models/model.ts';
import type { ModelRequest } from '../../src/conversation/request.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { startServer, type Behaviour, type MisbehavingServer, type ReceivedRequest } from './misbehaving-server.ts';
import { callOptions, plainRequest } from './model-requests.ts';

export interface ServedModel extends AsyncDisposable {
  readonly model: Model;
  readonly server: MisbehavingServer;
  /** One plain request, or the one given. */
  ask(request?: ModelRequest): Promise<Reply>;
  /** The error such a request ends with; fails when it does not. */
  error(request?: ModelRequest): Promise<ModelError>;
}

/** A server that does what it is told, and a model that asks it. */
export async function serve(
  behave: Behaviour | ((request: ReceivedRequest) => Behaviour),
  config: Partial<OpenAiModelConfig> = {},
): Promise<ServedModel> {
  const server = await startServer(typeof behave === 'function' ? behave : () => behave);
  const model = await openOpenAiModel(
    { baseUrl: server.baseUrl, model: 'test-model', ...config },
    { keys: openKeys({ HOME: '/nonexistent' }) },
  );
  const ask = (request = plainRequest('Hello.')): Promise<Reply> => model.generate(request, callOptions());
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
  return { model, server, ask, error, [Symbol.asyncDispose]: close };
}
