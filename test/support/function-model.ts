import type { Reply } from '../../src/conversation/reply.ts';
import type { ModelRequest } from '../../src/conversation/request.ts';
import type { GenerateOptions, Model } from '../../src/models/model.ts';
import { unknownTraits } from '../../src/models/traits.ts';
import type { OpenedModel } from '../../src/run/open-models.ts';
import { prepareStudy } from '../../src/run/prepare.ts';
import { runStudy, type RunOptions, type RunResult } from '../../src/run/run-study.ts';
import type { Store } from '../../src/store/store.ts';
import { modelHash } from '../../src/study/arm.ts';
import { checkStudy } from '../../src/study/load.ts';
import type { StudyInput } from '../../src/study/schema.ts';

/** A reply with so many tokens. */
export const reply = (text: string, rest: Partial<Reply> = {}): Reply => ({
  text,
  reasoning: null,
  toolCalls: [],
  finish: 'stop',
  finishRaw: 'stop',
  usage: { promptTokens: 10, completionTokens: 5 },
  servedModel: null,
  fingerprint: null,
  ...rest,
});

/** A model made of a function, on this machine. */
export function modelOf(
  generate: (request: ModelRequest, options: GenerateOptions) => Promise<Reply>,
  rest: Partial<Pick<Model, 'generateMany'>> & { readonly traits?: Partial<Model['traits']> } = {},
): OpenedModel {
  const identity = { protocol: 'sim', name: 'function', content: {} } as const;
  const traits = { ...unknownTraits, ...rest.traits };
  const model: Model = {
    identity,
    traits,
    generate,
    ...(rest.generateMany === undefined ? {} : { generateMany: rest.generateMany }),
    close: () => Promise.resolve(),
  };
  return {
    model,
    planned: { label: 'sim:even', hash: modelHash(identity), identity, traits },
    destination: 'this machine',
    weightsToFetch: 0,
    price: { input: 1, output: 2, cachedInput: 1 },
    priceFrom: 'the test',
  };
}

/** Runs a study on `prompts.csv` with that one model in the place of its own. */
export async function runModelOf(
  store: Store,
  baseDir: string,
  opened: OpenedModel,
  study: Partial<StudyInput>,
  options: RunOptions = {},
): Promise<RunResult> {
  const loaded = checkStudy(
    {
      name: 'scheduled',
      models: ['sim:even'],
      datasets: [{ name: 'csv', path: 'prompts.csv' }],
      methods: ['baseline'],
      ...study,
    },
    baseDir,
  );
  return runStudy(store, await prepareStudy(store, loaded, [opened]), [opened], options);
}
