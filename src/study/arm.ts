import type { Json } from '../base/canonical-json.ts';
import { contentHash } from '../base/hash.ts';
import type { MethodName, Order } from '../conversation/exit.ts';
import { leadInContent, type LeadIn } from '../conversation/lead-in.ts';
import type { Sampling } from '../conversation/request.ts';
import type { Offer } from '../methods/method.ts';
import type { ModelIdentity } from '../models/model.ts';

/**
 * Who wrote a turn: the model itself, the dataset, or another model by its hash. What the replies of a dataset are is
 * part of an arm that asks about them, so these name the dataset by its hash.
 */
export type Author = 'self' | 'dataset' | `model:${string}` | `dataset:${string}`;

/** The hash of the other model that wrote a turn; `null` where the author is none. */
export function modelOfAuthor(author: Author): string | null {
  return author.startsWith('model:') ? author.slice('model:'.length) : null;
}

/** The hash of the dataset whose replies are asked about; `null` where they are not. */
export function datasetOfAuthor(author: Author): string | null {
  return author.startsWith('dataset:') ? author.slice('dataset:'.length) : null;
}

/** What of an arm is not words: hashed and stored with it. */
export interface ArmSettings {
  /** System prompt of conversations that bring none. */
  readonly system: string | null;
  readonly replySampling: Sampling;
  /** `null` but for the bail prompt. */
  readonly answerSampling: Sampling | null;
  /** `whole`: replies are never cut short by us; `early`: as soon as they cannot change the outcome. */
  readonly stop: 'whole' | 'early';
  /** Left out where answers are drawn. */
  readonly readout?: 'logprobs';
}

/** Model × method × order × wording × lead-in × authors × sampling settings. */
export interface Arm {
  /** Content of the arm: what makes it the same arm in another study. */
  readonly hash: string;
  /** Index in the study's list of models. */
  readonly model: number;
  readonly method: MethodName;
  readonly order: Order | null;
  /** A name, not hashed; `null` for the baseline. */
  readonly wording: string | null;
  /** Put before every item; `null` for none. Its name is not hashed. */
  readonly leadIn: LeadIn | null;
  readonly historyAuthor: Author;
  readonly replyAuthor: Author;
  readonly series: string;
  /** What is offered where no language decides. */
  readonly offer: Offer;
  /** The offer for each language, where the conversation's own decides; else `null`. */
  readonly offersByLanguage: Readonly<Record<string, Offer>> | null;
  readonly settings: ArmSettings;
  /** Why the model cannot do the method; such an arm has no trials. */
  readonly unsupported: string | null;
}

/** What a model is, as one hash. Its URL and its key are no part of it. */
export function modelHash(identity: ModelIdentity): string {
  return contentHash({ protocol: identity.protocol, name: identity.name, content: identity.content });
}

/** The arm's content as one hash; names of wordings are no part of it. */
export function armHash(
  arm: Omit<Arm, 'hash' | 'model' | 'wording' | 'unsupported' | 'method' | 'order'>,
  model: string,
): string {
  return contentHash({
    model,
    offer: arm.offer as unknown as Json,
    // Left out where it is not used, so that the hashes of all other arms stay as they are.
    offersByLanguage: (arm.offersByLanguage ?? undefined) as Json | undefined,
    settings: arm.settings as unknown as Json,
    leadIn: arm.leadIn === null ? null : (leadInContent(arm.leadIn) as unknown as Json),
    historyAuthor: arm.historyAuthor,
    replyAuthor: arm.replyAuthor,
    series: arm.series,
  });
}
