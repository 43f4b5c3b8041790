import { canonicalJson, type Json } from '../base/canonical-json.ts';
import { sha256 } from '../base/hash.ts';
import type { Arm } from '../study/arm.ts';
import type { PlannedModel } from '../study/arms.ts';
import { hashBytes, jsonBytes } from './bytes.ts';
import { insertNamed } from './sqlite/insert.ts';
import type { Store } from './store.ts';

/** Stores a content once, under its hash. Call inside a transaction. */
export function putContent(store: Store, value: Json): number {
  const text = canonicalJson(value);
  return insertNamed(store.statements, 'content', {
    hash: hashBytes(sha256(text)),
    bytes: Buffer.from(text, 'utf8'),
  });
}

/** Stores what a model is. Call inside a transaction. */
export function putModel(store: Store, model: PlannedModel): number {
  return insertNamed(store.statements, 'model', {
    hash: hashBytes(model.hash),
    name: model.identity.name,
    identity: jsonBytes(model.identity),
    simulated: model.traits.simulated ? 1 : 0,
  });
}

/** The contents of an arm's offers, by surrogate id. */
export interface OfferIds {
  readonly offer: number;
  readonly byLanguage: Readonly<Record<string, number>>;
}

/** Stores the rendered texts of an arm. Call inside a transaction. */
export function putOffers(store: Store, arm: Arm): OfferIds {
  return {
    offer: putContent(store, arm.offer as unknown as Json),
    byLanguage: Object.fromEntries(
      Object.entries(arm.offersByLanguage ?? {}).map(([language, offer]) => [
        language,
        putContent(store, offer as unknown as Json),
      ]),
    ),
  };
}

/** Stores an arm. Call inside a transaction. */
export function putArm(store: Store, arm: Arm, modelId: number, offerIds: OfferIds): number {
  return insertNamed(store.statements, 'arm', {
    hash: hashBytes(arm.hash),
    model_id: modelId,
    method: arm.method,
    answer_order: arm.order,
    lead_in_id: arm.leadIn === null ? null : putContent(store, arm.leadIn as unknown as Json),
    history_author: arm.historyAuthor,
    reply_author: arm.replyAuthor,
    series: arm.series,
    settings_id: putContent(store, arm.settings as unknown as Json),
    offer_id: offerIds.offer,
  });
}
