import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Sampling } from '../conversation/request.ts';
import { methods } from '../methods/index.ts';
import type { Method } from '../methods/method.ts';
import type { ModelIdentity, ModelTraits } from '../models/model.ts';
import type { Wording } from '../wordings/wording.ts';
import { armHash, type Arm, type ArmSettings } from './arm.ts';
import type { LoadedStudy } from './load.ts';
import type { Study } from './schema.ts';

/** A model as a plan needs it. */
export interface PlannedModel {
  /** What results call it. */
  readonly label: string;
  /** `modelHash` of its identity. */
  readonly hash: string;
  readonly identity: ModelIdentity;
  readonly traits: ModelTraits;
}

/** Wordings by the name a study gives: `default`, `pack.yaml`, `pack.yaml#name`. */
export type WordingsByName = ReadonlyMap<string, readonly Wording[]>;

/**
 * Every arm of a study: its models × methods × orders × wordings. Arms with equal content are one.
 *
 * @throws ExitpollError when no named wording fits a method, or when two models are the same one.
 */
export function expandArms(
  loaded: LoadedStudy,
  models: readonly PlannedModel[],
  wordings: WordingsByName,
): readonly Arm[] {
  const { study } = loaded;
  checkModelsDiffer(loaded, models);
  const arms = new Map<string, Arm>();
  models.forEach((model, modelIndex) => {
    study.methods.forEach((entry, entryIndex) => {
      const named = typeof entry === 'string' ? { method: entry } : entry;
      const method = methods[named.method];
      const fitting = fittingWordings(method, named.wordings ?? study.wordings, wordings);
      if (fitting.length === 0) throw noWording(loaded, method, entryIndex);
      for (const wording of fitting) {
        for (const order of named.orders ?? method.orders) {
          const arm = {
            leadIn: null,
            historyAuthor: 'dataset',
            replyAuthor: 'self',
            series: study.series,
            offer: method.offer(wording, order),
            offersByLanguage: null,
            settings: armSettings(study, method),
          } as const;
          const key = armHash(arm, model.hash);
          if (arms.has(key)) continue;
          arms.set(key, {
            ...arm,
            hash: key,
            model: modelIndex,
            method: method.name,
            order,
            wording: wording?.name ?? null,
            unsupported: method.needsTools && model.traits.tools === false ? 'the model cannot be offered tools' : null,
          });
        }
      }
    });
  });
  return [...arms.values()];
}

/** One model under two names would be run and shown under the first alone. */
function checkModelsDiffer(loaded: LoadedStudy, models: readonly PlannedModel[]): void {
  models.forEach((model, index) => {
    const first = models.findIndex((one) => one.hash === model.hash);
    if (first === index) return;
    throw new ExitpollError(`models[${index}]: ${model.label} is the same model as ${models[first]?.label ?? ''}`, {
      code: 'same-model',
      at: loaded.locate(['models', index]),
      hint: 'A model is its served name, revision and quantisation, not its address: give what differs, or drop one.',
    });
  });
}

function fittingWordings(
  method: Method,
  names: readonly string[],
  wordings: WordingsByName,
): readonly (Wording | null)[] {
  if (!method.hasWording) return [null];
  return names.flatMap((name) => wordings.get(name) ?? []).filter((wording) => wording.method === method.name);
}

function noWording(loaded: LoadedStudy, method: Method, index: number): ExitpollError {
  const names = loaded.study.wordings;
  return new ExitpollError(`methods[${index}]: none of the wordings ${names.join(', ')} is for ${method.name}`, {
    code: 'no-wording',
    at: loaded.locate(['methods', index]),
    hint: `Add "default" to wordings, or a pack file with a wording for it.${didYouMean(names[0] ?? '', ['default'])}`,
  });
}

function armSettings(study: Study, method: Method): ArmSettings {
  const { temperature, topP, maxTokens, answer } = study.sampling;
  const answerSampling: Sampling = {
    temperature: answer.temperature ?? temperature,
    topP: answer.topP ?? topP,
    maxTokens: answer.maxTokens,
  };
  return {
    system: study.system,
    replySampling: { temperature, topP, maxTokens },
    answerSampling: method.name === 'bail-prompt' ? answerSampling : null,
    stop: 'whole',
  };
}
