import { messageOf } from '../../../src/base/errors.ts';
import { locateModel } from '../../../src/models/local/locate-model.ts';
import { defaultModelName } from '../../../src/models/local/known-models.ts';
import { openLocalModel, type LocalModel, type LocalModelOptions } from '../../../src/models/local/open-local-model.ts';

/** Whether the default model's weights are here or could be fetched; tests that need them are skipped when not. */
export const haveWeights = await locateModel(`local:${defaultModelName}`).then(
  () => true,
  (thrown: unknown) => {
    console.warn(`tests with real weights are skipped: ${messageOf(thrown)}`);
    return false;
  },
);

/** The default model, small enough for a test: one thread, a short context. */
export async function openDefaultModel(options: LocalModelOptions = {}): Promise<LocalModel> {
  return await openLocalModel(`local:${defaultModelName}`, { contextTokens: 512, threads: 1, ...options });
}
