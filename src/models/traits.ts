import type { ModelTraits } from './model.ts';

/** A model of which nothing is known: asking will tell, or it cannot. */
export const unknownTraits: ModelTraits = {
  tools: null,
  contextTokens: null,
  parallel: null,
  prefill: false,
  readout: false,
  stopsEarly: false,
  drawsPerCall: 1,
  draws: 'apart',
  simulated: false,
};
