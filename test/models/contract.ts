import { afterAll, beforeAll, describe } from 'vitest';

import type { Model } from '../../src/models/model.ts';
import { callOptions, someContext } from '../support/model-requests.ts';
import { basics } from './contract/basics.ts';
import { exits } from './contract/exits.ts';
import { probabilities } from './contract/probabilities.ts';
import { steadiness } from './contract/steadiness.ts';
import type { ContractOptions, OpenedModel, Subject } from './contract/subject.ts';

export type { ContractOptions, OpenedModel } from './contract/subject.ts';

/**
 * What every implementation of `Model` must do. To be called at the top of a test file. What the model's traits say it
 * lacks must be refused in the right words; what they leave open may be done or refused, never ignored.
 */
export function modelContract(
  name: string,
  openModel: () => Promise<OpenedModel>,
  options: ContractOptions = {},
): void {
  const { context = someContext, timeoutMs = 30_000 } = options;
  let opened: OpenedModel | null = null;
  const model = (): Model => {
    if (opened === null) throw new Error('the model is only there while tests run');
    return opened.model;
  };
  const subject: Subject = {
    name,
    options,
    timeoutMs,
    get model() {
      return model();
    },
    open: openModel,
    callOptions: (seed, rest = {}) => callOptions({ seed, context, ...rest }),
    ask: (request, seed, asked = context) => model().generate(request, callOptions({ seed, context: asked })),
  };

  describe(`model contract: ${name}`, { timeout: timeoutMs }, () => {
    beforeAll(async () => {
      opened = await openModel();
    }, timeoutMs);
    afterAll(() => opened?.close(), timeoutMs);
    basics(subject);
    exits(subject);
    probabilities(subject);
    steadiness(subject);
  });
}
