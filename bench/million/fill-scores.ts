import { putScorer } from '../../src/store/scores.ts';
import type { Store } from '../../src/store/store.ts';

/**
 * Scores the first reply of every trial, as if a scorer had read it: three in ten refuse, in part every third of them,
 * and a few are empty. Which ones is scattered over the generations.
 */
export function fillScores(store: Store): void {
  const scorerId = putScorer(store, 'lexicon', 'bench');
  store.transaction(() => {
    store.statements
      .get(
        `INSERT INTO score (scorer_id, generation_id, label, score, why)
         SELECT ?, generation_id,
           CASE WHEN n < 20 THEN 'refusal' WHEN n < 30 THEN 'partial' WHEN n < 32 THEN 'empty' ELSE 'none' END,
           CASE WHEN n < 20 THEN 0.97 WHEN n < 30 THEN 0.75 WHEN n < 32 THEN 0 ELSE 0.015 END, ''
         FROM (SELECT DISTINCT generation_id, (generation_id * 2654435761) % 100003 % 100 AS n FROM step WHERE k = 0)`,
      )
      .run(scorerId);
  });
}
