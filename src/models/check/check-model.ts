import type { Usage } from '../../conversation/reply.ts';
import type { Model } from '../model.ts';
import { createAsker } from './asker.ts';
import { capabilities, finding, type Capability, type Finding } from './finding.ts';
import { cacheProbe, drawsProbe, lengthProbe } from './length-probes.ts';
import { helloProbe, seedProbe, seenProbe, systemProbe } from './plain-probes.ts';
import { runProbe, type Probe } from './probe.ts';
import { prefillProbe, readoutProbe } from './readout-probes.ts';
import { toolProbe } from './tool-probes.ts';

/** What a few small requests show of a model. */
export interface ModelCheck {
  /** In the order of `capabilities`. One for each, unless the check was broken off. */
  readonly findings: readonly Finding[];
  /** Calls it took. */
  readonly calls: number;
  /** What they used, as far as the endpoint says. */
  readonly usage: Usage;
  /** Whether it was broken off by the signal. */
  readonly brokenOff: boolean;
}

export interface CheckOptions {
  readonly signal: AbortSignal;
  /** Told what is about to be looked at, and how many of all probes are done. */
  readonly onProbe?: (about: readonly Capability[], done: number, all: number) => void;
}

/** At most 20 requests, readouts apart: those take a few calls each where the endpoint only lists likely tokens. */
const probes: readonly Probe[] = [
  helloProbe,
  systemProbe,
  lengthProbe,
  toolProbe,
  seedProbe,
  drawsProbe,
  prefillProbe,
  readoutProbe,
  cacheProbe,
  seenProbe,
];

/**
 * Finds out by asking what a model can do. Costs a hosted model about 20 small requests, two of them of 1,500 tokens.
 *
 * @throws ModelError when it does not answer a plain request, or a failure concerns all further ones.
 */
export async function checkModel(model: Model, options: CheckOptions): Promise<ModelCheck> {
  if (model.identity.protocol === 'replay') return notAsked();
  const asker = createAsker(model, options.signal);
  const found: Finding[] = [];
  let brokenOff = false;
  for (const [done, probe] of probes.entries()) {
    options.onProbe?.(probe.about, done, probes.length);
    try {
      // Without an answer to a greeting nothing else can be found out.
      found.push(...(done === 0 ? await probe.run(asker) : await runProbe(probe, asker)));
    } catch (error) {
      if (!options.signal.aborted) throw error;
      brokenOff = true;
      break;
    }
  }
  return {
    findings: inOrder(found),
    calls: asker.calls,
    usage: sum(asker.replies.map(({ usage }) => usage)),
    brokenOff,
  };
}

function notAsked(): ModelCheck {
  const why = 'replies produced elsewhere cannot be asked';
  const findings = names().map((capability) => finding(capability, 'not-shown', why));
  return { findings, calls: 0, usage: { promptTokens: 0, completionTokens: 0 }, brokenOff: false };
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return names().flatMap((name) => findings.filter(({ capability }) => capability === name));
}

function names(): readonly Capability[] {
  return Object.keys(capabilities) as Capability[];
}

function sum(usages: readonly (Usage | null)[]): Usage {
  return {
    promptTokens: usages.reduce((total, usage) => total + (usage?.promptTokens ?? 0), 0),
    completionTokens: usages.reduce((total, usage) => total + (usage?.completionTokens ?? 0), 0),
  };
}
