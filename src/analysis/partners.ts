import type { StoredCondition } from '../store/conditions.ts';
import type { PairedResult } from './results.ts';

/** A condition that another is compared with. */
export interface Partner {
  readonly kind: PairedResult['kind'];
  readonly against: string;
  readonly condition: StoredCondition;
}

/** The wording every other is compared with: the default one, in the same language. */
function defaultOf(wording: string): string {
  return `default${/ \([^)]*\)$/.exec(wording)?.[0] ?? ''}`;
}

/** What a condition is compared with: the order, placebo, twins, default wording or missing lead-in beside it. */
export function partnersOf(a: StoredCondition, all: readonly StoredCondition[]): readonly Partner[] {
  const partners: Partner[] = [];
  const add = (kind: Partner['kind'], against: string, condition: StoredCondition | undefined): void => {
    if (condition !== undefined) partners.push({ kind, against, condition });
  };
  const sameItems = all.filter((one) => isSameSetting(one, a) && one.part === a.part);
  const samePlace = sameItems.filter((one) => isSameAuthors(one, a));
  const sameLeadIn = samePlace.filter((one) => one.leadIn?.name === a.leadIn?.name);
  if (a.order === 'bail-first') {
    const fits = (one: StoredCondition): boolean => one.order === 'continue-first' && one.wording === a.wording;
    add('order', 'continue-first', counterpart(sameLeadIn, a, fits));
  }
  if (a.method === 'bail-tool') {
    const isPlacebo = (one: StoredCondition): boolean => one.method === 'placebo-tool';
    const own = counterpart(sameLeadIn, a, (one) => isPlacebo(one) && one.wording === a.wording);
    add('placebo', 'placebo-tool', own ?? sameLeadIn.find(isPlacebo));
  }
  if (a.part === 'originals' && offersExit(a)) {
    const twins = all.find((one) => isSameSetting(one, a) && one.armId === a.armId && one.part === 'twins');
    add('excess', 'benign twins', twins);
  }
  if (a.wording !== null && a.wording !== defaultOf(a.wording)) {
    const defaultWording = defaultOf(a.wording);
    const plain = sameLeadIn.find(
      (one) => one.method === a.method && one.order === a.order && one.wording === defaultWording,
    );
    add('wording', defaultWording, plain);
  }
  if (a.leadIn !== null && offersExit(a)) {
    const bare = samePlace.find(
      (one) => one.leadIn === null && one.method === a.method && one.order === a.order && one.offerHash === a.offerHash,
    );
    add('lead-in', 'no lead-in', bare);
  }
  if (offersExit(a)) {
    const isSameOffer = (one: StoredCondition): boolean =>
      one.leadIn?.name === a.leadIn?.name && one.order === a.order && one.offerHash === a.offerHash;
    const same = sameItems.filter((one) => one.method === a.method && isSameOffer(one));
    if (a.replyAuthor !== 'self') {
      const own = same.find((one) => one.replyAuthor === 'self' && one.historyAuthor === a.historyAuthor);
      add('reply-author', 'self', own);
    }
    if (a.historyAuthor !== 'dataset') {
      const given = same.find((one) => one.historyAuthor === 'dataset' && one.replyAuthor === a.replyAuthor);
      add('history-author', 'dataset', given);
    }
  }
  return partners;
}

/**
 * The condition to set against `a`. Two packs may give one name to different words: conditions stand in the order of
 * the wordings, so the second of a name belongs to the second.
 */
function counterpart(
  siblings: readonly StoredCondition[],
  a: StoredCondition,
  fits: (one: StoredCondition) => boolean,
): StoredCondition | undefined {
  const namesakes = siblings.filter(
    (one) => one.method === a.method && one.order === a.order && one.wording === a.wording,
  );
  return siblings.filter(fits)[namesakes.indexOf(a)];
}

function offersExit(condition: StoredCondition): boolean {
  return condition.method !== 'baseline';
}

function isSameAuthors(one: StoredCondition, other: StoredCondition): boolean {
  return one.historyAuthor === other.historyAuthor && one.replyAuthor === other.replyAuthor;
}

/** Sampling, model, dataset and study are the same. */
function isSameSetting(one: StoredCondition, other: StoredCondition): boolean {
  return (
    one.revisionId === other.revisionId &&
    one.modelId === other.modelId &&
    one.datasetId === other.datasetId &&
    one.settingsId === other.settingsId
  );
}
