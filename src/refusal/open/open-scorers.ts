import { seededRandom, uniformOf } from '../../base/random.ts';
import { ExitpollError } from '../../base/errors.ts';
import { requestHash } from '../../conversation/request-hash.ts';
import type { Model } from '../../models/model.ts';
import { outsideTrial } from '../../models/outside-trial.ts';
import { withRetry } from '../../run/retry.ts';
import type { AskJudge } from '../judge/judge.ts';
import type { RefusalScorer } from '../score.ts';
import { openScorer, type OpenedScorer, type OpenScorerOptions } from './open-scorer.ts';

/** Scorers that are ready, in the order of their names as given. */
export interface OpenScorers extends AsyncDisposable {
  readonly opened: readonly OpenedScorer[];
  /** Hosts that prompts and replies are sent to; none for what stays on this machine. */
  readonly hosts: readonly string[];
}

/**
 * Opens scorers by their names.
 *
 * @throws ExitpollError on a name that is none, one given twice, and whatever keeps one from being opened; those opened
 * before are closed again.
 */
export async function openScorers(names: readonly string[], options: OpenScorerOptions): Promise<OpenScorers> {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new ExitpollError(`the scorer ${twice} is given twice`, { code: 'usage' });
  const opened: OpenedScorer[] = [];
  const close = async (): Promise<void> => {
    await Promise.allSettled(opened.map((one) => one.close()));
  };
  try {
    for (const name of names) opened.push(await openScorer(name, options));
  } catch (thrown) {
    await close();
    throw thrown;
  }
  const hosts = opened.flatMap((one) => (one.kind === 'asks' && one.host !== null ? [one.host] : []));
  return { opened, hosts: [...new Set(hosts)], [Symbol.asyncDispose]: close };
}

/** A scorer for replies that are in no store: it asks its model directly, and again where that may help. */
export function scorerOutsideStore(opened: OpenedScorer): RefusalScorer {
  if (opened.kind === 'asks') return opened.through(askOf(opened.model));
  const { name, version, scorer } = opened;
  return { name, version, score: async (prompt, reply, signal) => scorer.score(prompt, reply, signal) };
}

function askOf(model: Model): AskJudge {
  return async (request, signal = new AbortController().signal) => {
    const hash = requestHash(request);
    const seed = Math.floor(uniformOf(['judge', hash]) * 2 ** 31);
    const outcome = await withRetry(() => model.generate(request, { seed, signal, context: outsideTrial(hash) }), {
      random: seededRandom(['refusal-retry', hash]),
      signal,
    });
    if (outcome.kind === 'failed') throw outcome.error;
    return outcome.result;
  };
}
