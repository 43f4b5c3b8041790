import { scorerVersions, type Outcome } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import { fromJsonBytes } from './bytes.ts';
import type { Store } from './store.ts';

/** One reply in which an exit was taken or not, by its lengths. */
export interface SampledReply {
  readonly outcome: Outcome;
  readonly finish: Reply['finish'];
  /** Written in all, as the endpoint says; `null` where it does not. */
  readonly completionTokens: number | null;
  /** UTF-16 units of the text, and of the reasoning that is reported apart. */
  readonly textLength: number;
  readonly reasoningLength: number;
  /** Where the deciding piece of the text ends; `null` where none of the text decided. */
  readonly evidenceEnd: number | null;
}

/** Which trials to draw replies from. */
export interface ReplySampleOptions {
  readonly armIds: readonly number[];
  /** Which of a trial's replies, from 0. */
  readonly step: number;
  readonly outcomes: readonly Outcome[];
  /** How many trials there are about; and the most replies to read. */
  readonly trials: number;
  readonly most: number;
}

/**
 * The replies of about `most` trials, drawn evenly: the same ones every time, and never many more, so that a report
 * over a million trials does not read a million replies.
 */
export function replySample(store: Store, options: ReplySampleOptions): readonly SampledReply[] {
  const every = Math.max(1, Math.ceil(options.trials / options.most));
  const rows = store.statements
    .get(
      // Ids of one arm are evenly spaced, so a multiple of a number might be all of them or none.
      `SELECT o.outcome, o.evidence_step, o.evidence_end, g.completion_tokens, g.reply
       FROM trial t
       JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ? AND o.via IS NULL
         AND o.outcome IN (SELECT value FROM json_each(?))
       JOIN step s ON s.trial_id = t.id AND s.k = ?
       JOIN generation g ON g.id = s.generation_id
       WHERE t.arm_id IN (SELECT value FROM json_each(?)) AND ((t.id * 2654435761) & 4294967295) % ? = 0
       LIMIT ?`,
    )
    .iterate(
      scorerVersions.strict,
      JSON.stringify(options.outcomes),
      options.step,
      JSON.stringify(options.armIds),
      every,
      2 * options.most,
    );
  const replies: SampledReply[] = [];
  for (const row of rows) {
    const { text, reasoning, finish } = fromJsonBytes<Reply>(row['reply'] as Uint8Array);
    replies.push({
      outcome: row['outcome'] as Outcome,
      finish,
      completionTokens: row['completion_tokens'] as number | null,
      textLength: text.length,
      reasoningLength: reasoning?.length ?? 0,
      evidenceEnd: row['evidence_step'] === options.step ? (row['evidence_end'] as number | null) : null,
    });
  }
  return replies;
}
