import type { Order } from '../conversation/exit.ts';
import { languages, type Language } from '../wordings/languages/index.ts';
import type { FollowUpKind } from './follow-up.ts';
import { followUpLanguages } from './languages/index.ts';
import type { TwoAnswers } from './phrases.ts';

/** The words of one kind of follow-up. Texts may hold `{{tag}}`, `{{bail}}` and `{{continue}}`. */
export interface FollowUpWords {
  readonly kind: FollowUpKind;
  readonly name: string;
  /** Asked first, and answered freely; `null` where nothing is. */
  readonly why: string | null;
  /** The question with two answers, in each order it exists in. */
  readonly question: { readonly [order in Order]?: string };
  readonly tag: string;
  /** What the answers are called: `bail` stands by leaving, or would leave other users too. */
  readonly labels: { readonly bail: string; readonly continue: string };
  readonly toolResult: string;
}

/** The factors our own words are built from; the first level is the default. */
export const followUpFactors = {
  /** Room to think before the answer. Only of `confirm`. */
  think: ['no', 'yes'],
  /** Whether it is said that the answer changes nothing. */
  effect: ['unsaid', 'none'],
} as const;

/** One level of each factor. */
export interface FollowUpFactors {
  readonly think: boolean;
  readonly effect: (typeof followUpFactors.effect)[number];
}

/** A point's name: the kind, then what differs from its default, then the language unless it is English: `confirm think`. */
export function followUpName(
  kind: FollowUpKind,
  { think, effect }: FollowUpFactors,
  language: Language = 'en',
): string {
  return [
    kind,
    ...(think ? ['think'] : []),
    ...(effect === 'none' ? ['effect=none'] : []),
    ...(language === 'en' ? [] : [`(${language})`]),
  ].join(' ');
}

/** Our own words in a language. Each sentence depends on one factor alone, so that neighbours differ in nothing else. */
export function followUpWords(kind: FollowUpKind, factors: FollowUpFactors, language: Language = 'en'): FollowUpWords {
  const { gap } = languages[language];
  const { toolResult, noEffect, confirm, interview } = followUpLanguages[language];
  const effect = factors.effect === 'none' ? `${noEffect}${gap}` : '';
  const name = followUpName(kind, factors, language);
  const inOrders = (ask: (first: string, second: string) => string, { bail, continue: stay }: TwoAnswers) => ({
    question: { 'bail-first': ask(bail, stay), 'continue-first': ask(stay, bail) },
  });
  if (kind === 'confirm') {
    const { opening, decide, plain, think, labels } = confirm;
    const how = factors.think ? think : plain;
    return {
      kind,
      name,
      why: null,
      ...inOrders((first, second) => `${opening}${gap}${effect}${decide}\n- ${first}\n- ${second}\n${how}`, confirm),
      tag: 'decision',
      labels,
      toolResult,
    };
  }
  const { taken, why, opening, plain, labels } = interview;
  return {
    kind,
    name,
    why: `${taken}${gap}${effect}${why}`,
    ...inOrders((first, second) => `${opening}\n- ${first}\n- ${second}\n${plain}`, interview),
    tag: 'others',
    labels,
    toolResult,
  };
}
