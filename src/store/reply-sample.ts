import { scorerVersions, type Outcome } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import { storedReply } from './stored-json.ts';
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

/** A trial, and where it stands among others: by arm, epoch and item. */
export interface PlacedTrial {
  readonly id: number;
  readonly place: readonly [armId: number, epoch: number, itemId: number];
}

/** Which replies to read. */
export interface ReplyDraw {
  /** Those that `isDrawn`. */
  readonly trials: readonly PlacedTrial[];
  /** Which of a trial's replies, from 0. */
  readonly step: number;
  /** How many are kept, about. */
  readonly most: number;
}

/**
 * Whether a trial is one of every so many, drawn evenly: the same ones every time. Ids of one arm are evenly spaced, so
 * a multiple of a number might be all of them or none: they are scattered first.
 */
export function isDrawn(trialId: number, every: number): boolean {
  return (Math.imul(trialId, 2_654_435_761) >>> 0) % every === 0;
}

/** A reply, and which trial it is of. */
interface PlacedReply extends SampledReply {
  readonly place: PlacedTrial['place'];
}

/** Trials whose replies are read at once. */
const chunkTrials = 4_096;

/** What a trial and a step are packed by into one number. */
const mostSteps = 8;

/**
 * For each draw the replies of its trials, by arm, epoch and item, and never many more than `most`. All draws together
 * are one pass over the store in the order in which it was written.
 */
export function replySamples(store: Store, draws: readonly ReplyDraw[]): readonly (readonly SampledReply[])[] {
  const samples = draws.map(({ most }) => new FirstReplies(2 * most));
  const drawn = draws
    .flatMap(({ trials, step }, draw) => trials.map(({ id, place }) => ({ id, place, step, draw })))
    .sort((one, other) => one.id - other.id);
  for (let from = 0; from < drawn.length; from += chunkTrials) {
    const chunk = drawn.slice(from, from + chunkTrials);
    const wanted = JSON.stringify(chunk.map(({ id, step }) => id * mostSteps + step));
    for (const row of store.statements.get(drawnSql).iterate(wanted, scorerVersions.strict)) {
      const one = chunk[Number(row['n'])];
      if (one === undefined) continue;
      samples[one.draw]?.add(one.place, () => {
        const { text, reasoning, finish } = storedReply(row['reply'] as Uint8Array);
        return {
          place: one.place,
          outcome: row['outcome'] as Outcome,
          finish,
          completionTokens: row['completion_tokens'] as number | null,
          textLength: text.length,
          reasoningLength: reasoning?.length ?? 0,
          evidenceEnd: row['evidence_step'] === one.step ? (row['evidence_end'] as number | null) : null,
        };
      });
    }
  }
  return samples.map((sample) => sample.replies());
}

const drawnSql = `
  SELECT c.key AS n, o.outcome, o.evidence_step, o.evidence_end, g.completion_tokens, g.reply
  FROM json_each(?) c
  CROSS JOIN outcome o ON o.trial_id = c.value / ${mostSteps} AND o.scorer = 'strict' AND o.version = ? AND o.via IS NULL
  CROSS JOIN step s ON s.trial_id = o.trial_id AND s.k = c.value % ${mostSteps}
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
