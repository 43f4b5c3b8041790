import type { ConversationResult } from '../../src/analysis/conversation-result.ts';
import { authors, hostile } from './sample.ts';

/** Whole conversations of a model with a hostile name, at two ways of offering; the last turn has nobody left. */
export function sampleConversations(): readonly ConversationResult[] {
  const estimate = { rate: 0.1, low: 0.05, high: 0.2, tooFew: false };
  const shared = {
    condition: '91-9',
    study: 'sample',
    model: hostile.model,
    simulated: false,
    dataset: hostile.dataset,
    order: null,
    readout: 'sampled',
    ...authors,
    wording: 'default',
    leadIn: null,
    conversations: 120,
    clusters: 80,
    counted: 240,
    leftOut: 3,
    share: 0.19,
    low: 0.12,
    high: 0.27,
    lowFixed: 0.15,
    highFixed: 0.23,
    tooFew: false,
    tooFewFixed: true,
    open: 0.02,
    bounds: [0.19, 0.21],
    turns: [
      {
        turn: 1,
        atRisk: 240,
        exits: 24,
        hazard: estimate,
        survival: { ...estimate, rate: 0.9, high: 0.95 },
        answered: 240,
        unconditional: estimate,
      },
      {
        turn: 2,
        atRisk: 0,
        exits: 0,
        hazard: null,
        survival: null,
        answered: 9,
        unconditional: { ...estimate, tooFew: true },
      },
    ],
    lengths: [
      { from: 2, to: 2, conversations: 110, share: estimate, firstBail: 1.25 },
      { from: 20, to: null, conversations: 10, share: { ...estimate, tooFew: true }, firstBail: null },
    ],
  } as const;
  return [
    { ...shared, method: 'bail-tool' },
    { ...shared, condition: '92-9', method: 'bail-string' },
  ];
}
