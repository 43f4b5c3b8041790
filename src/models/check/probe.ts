import { messageOf } from '../../base/errors.ts';
import { ModelError } from '../model-error.ts';
import type { Asker } from './asker.ts';
import { finding, type Capability, type Finding } from './finding.ts';

/** A few small requests that show what a model can do. */
export interface Probe {
  /** What it finds out about. */
  readonly about: readonly Capability[];
  run(asker: Asker): Promise<readonly Finding[]>;
}

/**
 * Runs a probe. A call that fails is a finding too: `no` where the endpoint refuses it for good, `not-shown` where it
 * may pass another time.
 *
 * @throws ModelError that concerns every further call to the model; the signal's reason.
 */
export async function runProbe(probe: Probe, asker: Asker): Promise<readonly Finding[]> {
  try {
    return await probe.run(asker);
  } catch (error) {
    if (!(error instanceof ModelError) || error.stopsModel) throw error;
    const verdict = error.isRetryable ? 'not-shown' : 'no';
    return probe.about.map((capability) => finding(capability, verdict, messageOf(error)));
  }
}

/** A piece of a reply for a finding: in quotation marks, one line, at most 40 characters. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return `"${characters.length <= 40 ? line : `${characters.slice(0, 39).join('')}…`}"`;
}
