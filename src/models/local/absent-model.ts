import { findAtHand } from '../../download/fetch-file.ts';
import type { Model } from '../model.ts';
import { unknownTraits } from '../traits.ts';
import { knownModel } from './known-models.ts';

/** A known model whose weights are not on this machine: it can be planned with, and not asked. */
export interface AbsentModel {
  readonly model: Model;
  readonly weightsBytes: number;
}

/** What is known of a model before its weights are fetched; `null` when they are at hand, or the name is a file. */
export async function absentLocalModel(name: string): Promise<AbsentModel | null> {
  const known = knownModel(name);
  if (known === undefined || (await findAtHand(known.file)) !== null) return null;
  const { sha256, sizeBytes } = known.file;
  return {
    weightsBytes: sizeBytes,
    model: {
      identity: { protocol: 'local', name, content: { gguf: sha256 } },
      traits: { ...unknownTraits, prefill: true, readout: true, stopsEarly: true },
      generate: () => Promise.reject(new Error(`the weights of ${name} are not here`)),
      close: () => Promise.resolve(),
    },
  };
}
