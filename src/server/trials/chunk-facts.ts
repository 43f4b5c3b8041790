import { outcomes, scorerVersions, type ScorerName } from '../../conversation/outcome.ts';
import type { Store } from '../../store/store.ts';
import { outcomeCode, outcomeCodes } from '../wire/columns/outcome-code.ts';
import type { Numbering } from './numbering.ts';
import { numbersOf } from './slices.ts';

/** Trials whose facts are read at once. */
export const chunkTrials = 16_384;

/**
 * What is known of the trials of a chunk, by how far their ids exceed the first. A few long texts of numbers are read,
 * each in the order of a key: making a row of each trial, or seeking what belongs to it, would take longer than all else.
 */
export class ChunkFacts {
  readonly outcome = new Uint8Array(chunkTrials);
  readonly flags = new Uint16Array(chunkTrials);
  readonly firstReply = new Uint32Array(chunkTrials);
  readonly lastReply = new Uint32Array(chunkTrials);

  /** Reads the chunk that begins with an id. */
  read(store: Store, from: number, flagSets: Numbering<readonly string[]>): void {
    const to = from + chunkTrials - 1;
    for (const column of [this.outcome, this.flags, this.firstReply, this.lastReply]) column.fill(0);
    const { strict, paper } = scorerVersions;
    const found = store.statements.get(outcomesSql).get(from, strict, paper, from, to);
    for (const packed of numbersOf(found?.['codes'])) {
      this.outcome[Math.floor(packed / outcomeCodes)]! |= packed % outcomeCodes;
    }
    const flags = String(found?.['flags'] ?? '').split(';');
    for (const [index, place] of numbersOf(found?.['flagged']).entries()) {
      const own = flags[index] ?? '';
      this.flags[place] = flagSets.of(own, () => own.split(','));
    }
    const steps = store.statements.get(stepsSql).get(from, from, to);
    const generations = numbersOf(steps?.['generations']);
    for (const [index, place] of numbersOf(steps?.['places']).entries()) {
      const generation = generations[index] ?? 0;
      if (this.firstReply[place] === 0) this.firstReply[place] = generation;
      this.lastReply[place] = generation;
    }
  }
}

const outcomesSql = `
  SELECT group_concat(place * ${outcomeCodes} + code) AS codes,
    group_concat(place) FILTER (WHERE flags <> '' AND scorer = 'strict') AS flagged,
    group_concat(flags, ';') FILTER (WHERE flags <> '' AND scorer = 'strict') AS flags
  FROM (
    SELECT trial_id - ? AS place, scorer, flags,
      CASE scorer WHEN 'strict' THEN ${codesSql('strict')} WHEN 'paper' THEN ${codesSql('paper')} END AS code
    FROM outcome
    WHERE version = CASE scorer WHEN 'strict' THEN ? WHEN 'paper' THEN ? END AND trial_id BETWEEN ? AND ?
  )`;

const stepsSql = `
  SELECT group_concat(trial_id - ?) AS places, group_concat(generation_id) AS generations
  FROM step WHERE trial_id BETWEEN ? AND ? AND k >= 0`;

function codesSql(scorer: ScorerName): string {
  const cases = outcomes.map((outcome) => {
    const code = scorer === 'strict' ? outcomeCode(outcome, null) : outcomeCode(null, outcome);
    return `WHEN '${outcome}' THEN ${code}`;
  });
  return `CASE outcome ${cases.join(' ')} ELSE 0 END`;
}
