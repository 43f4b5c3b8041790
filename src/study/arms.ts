import { ExitpollError } from '../base/errors.ts';
import type { Order } from '../conversation/exit.ts';
import type { LeadIn } from '../conversation/lead-in.ts';
import type { Sampling } from '../conversation/request.ts';
import { methods } from '../methods/index.ts';
import type { Method, Offer } from '../methods/method.ts';
import { readoutSettings } from '../methods/readout.ts';
import type { ModelIdentity, ModelTraits } from '../models/model.ts';
import type { FoundWording } from '../wordings/find-wordings.ts';
import { studyAuthors, withStoredReplies } from './authors.ts';
import { armHash, type Arm, type ArmSettings } from './arm.ts';
import type { LoadedStudy } from './load.ts';
import { isAskedBy } from './model-methods.ts';
import { replyStop, type MethodEntry, type Study } from './schema.ts';
import type { StudyWordings } from './wordings.ts';

/** A model as a plan needs it. */
export interface PlannedModel {
  /** What results call it. */
  readonly label: string;
  /** `modelHash` of its identity. */
  readonly hash: string;
  readonly identity: ModelIdentity;
  readonly traits: ModelTraits;
}

/**
 * Every arm of a study: its models × methods × orders × wordings × lead-ins. Arms with equal content are one.
 *
 * @throws ExitpollError when no named wording fits a method, or when two models are the same one.
 */
export function expandArms(
  loaded: LoadedStudy,
  models: readonly PlannedModel[],
  wordings: StudyWordings,
  leadIns: readonly (LeadIn | null)[],
): readonly Arm[] {
  const { study } = loaded;
  checkModelsDiffer(loaded, models);
  const authorsFor = studyAuthors(loaded, models);
  const arms = new Map<string, Arm>();
  models.forEach((model, modelIndex) => {
    study.methods.forEach((entry, entryIndex) => {
      const named: MethodEntry = typeof entry === 'string' ? { method: entry } : entry;
      if (!isAskedBy(study.models[modelIndex] ?? '', named.method)) return;
      const method = methods[named.method];
      const fitting = fittingWordings(method, wordings.byMethod.get(entryIndex) ?? wordings.study);
      if (fitting.length === 0) throw noWording(loaded, method, entryIndex);
      for (const found of fitting) {
        for (const [order, leadIn] of pairsOf(named.orders ?? method.orders, leadIns)) {
          for (const authors of authorsFor(method, model)) {
            const offer = method.offer(found?.wording ?? null, order);
            const arm = {
              leadIn,
              ...authors,
              series: study.series,
              offer,
              offersByLanguage: offersByLanguage(method, found, order),
              settings: armSettings(study, offer, named.readout ?? 'sampled'),
            };
            const key = armHash(arm, model.hash);
            if (arms.has(key)) continue;
            arms.set(key, {
              ...arm,
              hash: key,
              model: modelIndex,
              method: method.name,
              order,
              wording: found?.name ?? null,
              unsupported: whyUnsupported(method, arm.settings, model.traits),
            });
          }
        }
      }
    });
  });
  return withStoredReplies([...arms.values()], models);
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

function pairsOf<One, Other>(ones: readonly One[], others: readonly Other[]): readonly (readonly [One, Other])[] {
  return ones.flatMap((one) => others.map((other) => [one, other] as const));
}

/** The wordings that are for a method; `[null]` for one that is offered without words. */
function fittingWordings(method: Method, found: readonly FoundWording[]): readonly (FoundWording | null)[] {
  return method.hasWording ? found.filter(({ wording }) => wording.method === method.name) : [null];
}

function offersByLanguage(method: Method, found: FoundWording | null, order: Order | null): Arm['offersByLanguage'] {
  if (found === null || found.byLanguage === null) return null;
  return Object.fromEntries(
    Object.entries(found.byLanguage).map(([language, wording]) => [language, method.offer(wording, order)]),
  );
}

function noWording(loaded: LoadedStudy, method: Method, index: number): ExitpollError {
  const entry = loaded.study.methods[index];
  const named = (typeof entry === 'object' ? entry.wordings : undefined) ?? loaded.study.wordings;
  const names = named.map((one) => (typeof one === 'string' ? one : Object.keys(one).join()));
  return new ExitpollError(`methods[${index}]: none of the wordings ${names.join(', ')} is for ${method.name}`, {
    code: 'no-wording',
    at: loaded.locate(['methods', index]),
    hint: 'Add "default" to wordings, or a pack file with a wording for it.',
  });
}

/** Why the model cannot do this at all, as far as is known before it is asked; `null` where it may. */
function whyUnsupported(method: Method, { readout }: ArmSettings, traits: ModelTraits): string | null {
  if (method.needsTools && traits.tools === false) return 'the model cannot be offered tools';
  return readout === 'logprobs' && traits.readout === false ? 'the model cannot tell how likely a text is' : null;
}

function armSettings(study: Study, { exit }: Offer, readout: 'sampled' | 'logprobs'): ArmSettings {
  const { temperature, topP, maxTokens, answer } = study.sampling;
  const isReadout = readout === 'logprobs';
  const drawn: Sampling = {
    temperature: answer.temperature ?? temperature,
    topP: answer.topP ?? topP,
    maxTokens: answer.maxTokens,
  };
  return {
    system: study.system,
    replySampling: { temperature, topP, maxTokens },
    answerSampling: exit?.kind !== 'prompt' ? null : isReadout ? readoutSettings : drawn,
    // Nothing ends these before their end, so that they are the same arm in every study.
    stop: exit === null || isReadout ? 'whole' : replyStop(study),
    ...(isReadout ? { readout } : {}),
  };
}
