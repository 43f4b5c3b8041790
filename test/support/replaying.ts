import type { ModelRequest } from '../../src/conversation/request.ts';
import type { TrialContext } from '../../src/models/model.ts';
import { openReplayModel, type OpenReplayOptions } from '../../src/models/replay/open-replay-model.ts';
import { callOptions, plainRequest, someContext } from './model-requests.ts';
import { tempFolder } from './temp-folder.ts';

/** A line of a file of replies. */
export type Line = { readonly [key: string]: unknown };
/** The text of such a file. */
export const written = (lines: readonly (Line | string)[]): string =>
  lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');

/** What a file of these lines answers to a request, and the name the model has. */
export async function replaying(lines: readonly (Line | string)[], options: Partial<OpenReplayOptions> = {}) {
  const folder = tempFolder();
  folder.write('replies.jsonl', written(lines));
  const model = await openReplayModel('replay:replies.jsonl', { baseDir: folder.path, ...options }).catch(
    (error: unknown) => {
      folder[Symbol.dispose]();
      throw error;
    },
  );
  const ask = (context: Partial<TrialContext> = {}, request: ModelRequest = plainRequest('Hello.')) =>
    model.generate(request, callOptions({ context: { ...someContext, ...context } }));
  const textOf = async (context?: Partial<TrialContext>, request?: ModelRequest): Promise<string> =>
    ask(context, request).then(
      ({ text }) => text,
      ({ kind, message }) => `${kind}: ${message}`,
    );
  const close = async (): Promise<void> => {
    await model.close();
    folder[Symbol.dispose]();
  };
  return { model, ask, textOf, [Symbol.asyncDispose]: close };
}
