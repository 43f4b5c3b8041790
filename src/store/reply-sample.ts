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

/** Which trials to draw replies from. No two draws may have an arm and an outcome in common. */
export interface ReplyDraw {
  readonly armIds: readonly number[];
  /** Which of a trial's replies, from 0. */
  readonly step: number;
  readonly outcomes: readonly Outcome[];
  /** How many trials there are about; and the most replies to read. */
  readonly trials: number;
  readonly most: number;
}

/** A reply, and which of the arms' trials it is of: by arm, epoch and item. */
interface PlacedReply extends SampledReply {
  readonly place: readonly [armId: number, epoch: number, itemId: number];
}

/**
 * For each draw the replies of about `most` trials, drawn evenly: the same ones every time, and never many more, so
 * that a report over a million trials does not read a million replies. All draws together are one pass over the store
 * in the order in which it was written; each gives its replies by arm, epoch and item.
 */
export function replySamples(store: Store, draws: readonly ReplyDraw[]): readonly (readonly SampledReply[])[] {
  const wanted = draws.flatMap(({ armIds, step, outcomes, trials, most }, index) => {
    const every = Math.max(1, Math.ceil(trials / most));
    return armIds.map((armId) => [armId, `,${outcomes.join()},`, every, step, index]);
  });
  const rows = store.statements.get(sampleSql).iterate(JSON.stringify(wanted), scorerVersions.strict);
  const samples = draws.map(({ most }) => new FirstReplies(2 * most));
  for (const row of rows) {
    const place = [Number(row['arm_id']), Number(row['epoch']), Number(row['item_id'])] as const;
    const step = Number(row['k']);
    samples[Number(row['draw'])]?.add(place, () => {
      const { text, reasoning, finish } = fromJsonBytes<Reply>(row['reply'] as Uint8Array);
      return {
        place,
        outcome: row['outcome'] as Outcome,
        finish,
        completionTokens: row['completion_tokens'] as number | null,
        textLength: text.length,
        reasoningLength: reasoning?.length ?? 0,
        evidenceEnd: row['evidence_step'] === step ? (row['evidence_end'] as number | null) : null,
      };
    });
  }
  return samples.map((sample) => sample.replies());
}

/**
 * Ids of one arm are evenly spaced, so a multiple of a number might be all of them or none: they are scattered first.
 * Most trials fall out by that alone, before any other table is looked at.
 */
const scattered = '((t.id * 2654435761) & 4294967295)';

const sampleSql = `
  WITH wanted AS MATERIALIZED (
    SELECT CAST(value ->> 0 AS INTEGER) AS arm_id, value ->> 1 AS outcomes, value ->> 2 AS every, value ->> 3 AS k, value ->> 4 AS draw
    FROM json_each(?)
  )
  SELECT t.arm_id, t.epoch, t.item_id, w.k, w.draw, o.outcome, o.evidence_step, o.evidence_end, g.completion_tokens, g.reply
  FROM trial t NOT INDEXED
  CROSS JOIN wanted w ON w.arm_id = t.arm_id AND ${scattered} % w.every = 0
  CROSS JOIN outcome o ON o.trial_id = t.id AND o.scorer = 'strict' AND o.version = ? AND o.via IS NULL
    AND instr(w.outcomes, ',' || o.outcome || ',')
  CROSS JOIN step s ON s.trial_id = t.id AND s.k = w.k
  CROSS JOIN generation g ON g.id = s.generation_id`;

/** The first so many replies by arm, epoch and item, whatever the order in which they come. */
class FirstReplies {
  readonly #most: number;
  #replies: PlacedReply[] = [];
  /** What comes after this is not wanted. */
  #last: PlacedReply['place'] | null = null;

  constructor(most: number) {
    this.#most = most;
  }

  add(place: PlacedReply['place'], read: () => PlacedReply): void {
    if (this.#last !== null && comparePlaces(place, this.#last) > 0) return;
    this.#replies.push(read());
    if (this.#replies.length >= 2 * this.#most) this.#cut();
  }

  replies(): readonly SampledReply[] {
    this.#cut();
    return this.#replies;
  }

  #cut(): void {
    this.#replies.sort((one, other) => comparePlaces(one.place, other.place));
    if (this.#replies.length < this.#most) return;
    this.#replies = this.#replies.slice(0, this.#most);
    this.#last = this.#replies.at(-1)?.place ?? null;
  }
}

function comparePlaces(one: PlacedReply['place'], other: PlacedReply['place']): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
