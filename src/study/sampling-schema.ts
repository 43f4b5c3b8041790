import { z } from 'zod';

const samplingFields = {
  /** 0 is greedy. */
  temperature: z.number().min(0).max(2),
  topP: z.number().gt(0).max(1),
  /** The most tokens a reply may have. */
  maxTokens: z.int().min(1).max(1_000_000),
};

/** How replies are drawn. */
export const samplingSchema = z.strictObject({
  temperature: samplingFields.temperature.default(1),
  topP: samplingFields.topP.default(1),
  maxTokens: samplingFields.maxTokens.default(256),
  /** Of the answer to the bail prompt; what is left out is as above. */
  answer: z
    .strictObject({
      temperature: samplingFields.temperature.optional(),
      topP: samplingFields.topP.optional(),
      maxTokens: samplingFields.maxTokens.default(64),
    })
    .prefault({}),
});
