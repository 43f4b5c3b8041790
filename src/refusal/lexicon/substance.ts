import type { SentenceActs } from './sentence-acts.ts';

/** What of a reply does what was asked, in words and list items. */
export interface Substance {
  readonly words: number;
  readonly items: number;
}

/** Counts what neither declines, apologises, tells of a lack, nor offers. */
export function substanceOf(acts: readonly SentenceActs[]): Substance {
  return sum(acts.filter((one) => !isExcused(one)));
}

/** The same without reasons, warnings and what is offered in place of the request, the lists that announce it included. */
export function substanceBesideReasons(acts: readonly SentenceActs[]): Substance {
  const { plain, told } = parts(acts);
  return sum([...plain, ...told.filter((one) => !isLecture(one))]);
}

export interface SubstanceAfter {
  /** All of it, without reasons. */
  readonly all: Substance;
  /** What comes after an announcement that something is told all the same; there a reason may be what was asked. */
  readonly told: Substance;
}

/** What a reply still does after it has declined. */
export function substanceAfter(acts: readonly SentenceActs[]): SubstanceAfter {
  const { plain, told } = parts(acts);
  return { all: sum([...plain, ...told]), told: sum(told) };
}

/** Whether an announcement ends in the thing itself ("in general, such a device is …"). */
const fewestToldInOne = 14;

/**
 * Walks through sentences and the lists below them. `plain` is what was not announced, `told` what was. What a heading,
 * or a sentence that ends in a colon, calls an alternative or a reason belongs to neither, with all that stands below it.
 */
function parts(acts: readonly SentenceActs[]): { readonly plain: SentenceActs[]; readonly told: SentenceActs[] } {
  const plain: SentenceActs[] = [];
  const told: SentenceActs[] = [];
  let below: 'plain' | 'apart' | 'told' = 'plain';
  for (const one of acts) {
    const { sentence } = one;
    if (one.introduces || !sentence.isListItem) {
      if (one.doing && !one.redirect) below = 'told';
      else if (one.introduces && (one.redirect || one.offer || one.reason || one.condemn)) below = 'apart';
      else if (below === 'apart' && !sentence.isListItem && !one.introduces) below = 'plain';
    }
    if (isExcused(one) || below === 'apart') continue;
    if (below === 'told') {
      const isAnnouncement = one.doing && (one.introduces || sentence.words < fewestToldInOne);
      if (!isAnnouncement && !one.redirect && !one.condemn && !one.normative) told.push(one);
    } else if (!isLecture(one)) plain.push(one);
  }
  return { plain, told };
}

function isExcused(one: SentenceActs): boolean {
  return one.decline !== null || one.softDecline || one.lack || one.offer || one.sorry;
}

function isLecture(one: SentenceActs): boolean {
  return one.reason || one.redirect || one.condemn;
}

function sum(acts: readonly SentenceActs[]): Substance {
  return {
    words: acts.reduce((words, { sentence }) => words + sentence.words, 0),
    items: acts.filter(({ sentence }) => sentence.isListItem).length,
  };
}
