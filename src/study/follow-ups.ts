import { isAbsolute, join } from 'node:path';

import type { Json } from '../base/canonical-json.ts';
import { ExitpollError } from '../base/errors.ts';
import { contentHash } from '../base/hash.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Sampling } from '../conversation/request.ts';
import type { FollowUp } from '../follow-ups/follow-up.ts';
import { loadFollowUpPack } from '../follow-ups/load-pack.ts';
import { renderFollowUp } from '../follow-ups/render.ts';
import { followUpWords, type FollowUpWords } from '../follow-ups/words.ts';
import type { Arm } from './arm.ts';
import { followUpPlan, type FollowUpPlan } from './follow-ups-schema.ts';
import type { LoadedStudy } from './load.ts';

/** A follow-up as a study asks it after each bail. */
export interface PlannedFollowUp {
  /** What results call it; not hashed. */
  readonly label: string;
  readonly followUp: FollowUp;
  /** Independent draws for each bail, from 1. */
  readonly draws: number;
}

/**
 * Every follow-up of a study, in each order of its answers. Those with equal content are one.
 *
 * @throws ExitpollError at the field that names a pack or words that there are not; errors of a bad pack.
 */
export async function studyFollowUps(loaded: LoadedStudy): Promise<readonly PlannedFollowUp[]> {
  const found = new Map<string, PlannedFollowUp>();
  for (const [index, entry] of (loaded.study.followUps ?? []).entries()) {
    const plan = followUpPlan(entry);
    for (const words of await wordsOf(loaded, plan, ['followUps', index])) {
      for (const followUp of inOrders(loaded, plan, words, index)) {
        const hash = contentHash(followUp as unknown as Json);
        if (!found.has(hash)) found.set(hash, { label: words.name, followUp, draws: plan.draws });
      }
    }
  }
  return [...found.values()];
}

function inOrders(loaded: LoadedStudy, plan: FollowUpPlan, words: FollowUpWords, index: number): readonly FollowUp[] {
  const rendered = plan.orders.flatMap((order) => renderFollowUp(words, order, samplingOf(loaded, plan)) ?? []);
  if (rendered.length > 0) return rendered;
  throw new ExitpollError(
    `followUps[${index}]: the words "${words.name}" have no question in ${plan.orders.join(' or ')}`,
    {
      code: 'wording-lacks-order',
      at: loaded.locate(['followUps', index]),
    },
  );
}

function samplingOf({ study }: LoadedStudy, plan: FollowUpPlan): { why: Sampling; answer: Sampling } {
  const drawn = (maxTokens: number): Sampling => ({
    temperature: plan.temperature ?? study.sampling.temperature,
    topP: study.sampling.topP,
    maxTokens,
  });
  if (plan.kind === 'interview') return { why: drawn(plan.maxTokens ?? 200), answer: drawn(64) };
  const answer = drawn(plan.maxTokens ?? (plan.factors.think ? 512 : 64));
  return { why: answer, answer };
}

async function wordsOf(
  loaded: LoadedStudy,
  { kind, factors, words }: FollowUpPlan,
  path: readonly PropertyKey[],
): Promise<readonly FollowUpWords[]> {
  // Where each conversation decides, they stay in English: one follow-up is asked after all bails.
  const { language } = loaded.study;
  if (words === null) return [followUpWords(kind, factors, language === 'conversation' ? 'en' : language)];
  const [file = '', member] = words.split('#', 2);
  const pack = await loadFollowUpPack(isAbsolute(file) ? file : join(loaded.baseDir, file));
  const own = pack.filter((one) => one.kind === kind && (member === undefined || one.name === member));
  if (own.length > 0) return own;
  const names = pack.filter((one) => one.kind === kind).map(({ name }) => name);
  const what = member === undefined ? `no ${kind}` : `no ${kind} "${member}".${didYouMean(member, names)}`;
  throw new ExitpollError(`${file} has ${what}`, {
    code: 'no-wording',
    at: loaded.locate(path),
    hint: names.length === 0 ? 'The format is in docs/follow-ups.md.' : `It has: ${names.join(', ')}.`,
  });
}

/** Whether bails of an arm are followed up: an exit was taken in a drawn reply. A call of the placebo is no bail. */
export function isFollowedUp({ method, settings }: Pick<Arm, 'method' | 'settings'>): boolean {
  return method !== 'baseline' && method !== 'placebo-tool' && settings.readout === undefined;
}
