import type { AuditResult } from './audit-result.ts';
import { ExitpollError } from '../base/errors.ts';
import { scaledRate } from '../stats/scaled-rate.ts';
import type { PairedResult } from './results.ts';
import type { AuthorFactor, TransportedRate } from './transported-rate.ts';

/**
 * What corrected rates would be if the transcripts were the model's own, by a factor that was given. It holds for one
 * model, one way of asking and one author, so all rates must be of one model, method, order and author.
 *
 * @throws ExitpollError where they are not.
 */
export function transportedRates(audits: readonly AuditResult[], factor: AuthorFactor): readonly TransportedRate[] {
  const kinds = new Set(
    audits.map(({ model, method, order, replyAuthor, historyAuthor }) =>
      JSON.stringify([model, method, order, replyAuthor, historyAuthor]),
    ),
  );
  if (kinds.size > 1) {
    throw new ExitpollError(
      `a factor holds for one model, method, order and author; these rates are of ${kinds.size}`,
      {
        code: 'usage',
        hint: 'Choose with --model, --method and --order.',
      },
    );
  }
  return audits.flatMap((audit) => scaled(audit, factor, { transported: true, measuredOn: null }));
}

/**
 * The same by factors that the store itself has: of conditions that are asked about a reply by another author, where the
 * same model was asked about its own in the same way, about the same author, on these items or on others.
 */
export function ownTranscriptRates(
  audits: readonly AuditResult[],
  pairs: readonly PairedResult[],
): readonly TransportedRate[] {
  const factors = pairs.filter(({ kind, factor }) => kind === 'reply-author' && (factor?.ratio ?? 0) > 0);
  return audits.flatMap((audit) => {
    if (audit.replyAuthor === 'self') return [];
    const here = factors.find(({ a }) => a === audit.condition);
    const pair = here ?? factors.find((one) => isSameWay(one, audit));
    const factor = pair?.factor;
    if (pair === undefined || factor == null || factor.ratio === null) return [];
    const own = {
      factor: 1 / factor.ratio,
      low: factor.high === null ? 0 : 1 / factor.high,
      high: factor.low > 0 ? 1 / factor.low : null,
    };
    return scaled(audit, own, { transported: here === undefined, measuredOn: pair.dataset });
  });
}

const sameOf = ['model', 'method', 'order', 'wording', 'leadIn', 'historyAuthor', 'replyAuthor'] as const;

function isSameWay(pair: PairedResult, audit: AuditResult): boolean {
  return sameOf.every((field) => pair[field] === audit[field]);
}

function scaled(
  { condition, by, corrected, low, high }: AuditResult,
  factor: AuthorFactor,
  from: Pick<TransportedRate, 'transported' | 'measuredOn'>,
): readonly TransportedRate[] {
  if (corrected === null || low === null || high === null) return [];
  const found = scaledRate(
    { value: corrected, low, high },
    { value: factor.factor, low: factor.low, high: factor.high },
  );
  return [{ condition, by, factor, ...found, ...from }];
}
