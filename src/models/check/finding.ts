/** What a check looks at, in the order it is told, each with the title it is shown under. */
export const capabilities = {
  answers: 'answers',
  greedy: 'temperature 0',
  usage: 'tells usage',
  limit: 'token limit',
  system: 'system prompt',
  tools: 'tools',
  'tool-turns': 'tool turns',
  seed: 'seed',
  streaming: 'streaming',
  'stops-early': 'stops early',
  draws: 'several draws',
  prefill: 'prefill',
  readout: 'readout',
  reasoning: 'reasoning',
  cache: 'prompt cache',
} as const;

export type Capability = keyof typeof capabilities;

/**
 * `not-shown`: it may be able to, but this model did not do what would have shown it, or the call failed in a way that
 * says nothing.
 */
export type Verdict = 'yes' | 'no' | 'not-shown';

/** What was found out about one capability. */
export interface Finding {
  readonly capability: Capability;
  readonly verdict: Verdict;
  /** What that rests on, a few words. May quote the model or its server: to be made safe before it is printed. */
  readonly why: string;
}

export function finding(capability: Capability, verdict: Verdict, why: string): Finding {
  return { capability, verdict, why };
}
