import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { trueLabel } from '../../../bench/audit/replicate.ts';
import { auditScope } from '../../../src/audit/open-audit.ts';
import { drawSample } from '../../../src/audit/draw-sample.ts';
import { auditTrials } from '../../../src/audit/audit-trials.ts';
import { uniformOf } from '../../../src/base/random.ts';
import { putLabels, type StoredLabel } from '../../../src/store/labels.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { runWith } from '../../support/library-run.ts';
import { exampleStudy, respondents } from './example-study.ts';

const drawnAt = Date.UTC(2026, 0, 5);
const minute = 60_000;

/** Runs the example study into a new store, and has part of a sample labelled. @returns the store's path. */
export async function makeExampleStore(folder: string): Promise<string> {
  for (const [name, content] of Object.entries(respondents)) writeFileSync(join(folder, name), JSON.stringify(content));
  const file = join(folder, 'example.sqlite');
  await using store = openStore(file);
  await runWith(store, exampleStudy, folder);
  await label(store);
  return file;
}

/** Two people who mostly see what a respondent meant, one further than the other, and a judge that is wrong more often. */
const raters = [
  { rater: 'ann', judge: false, share: 0.8, slips: 0.03 },
  { rater: 'bob', judge: false, share: 0.4, slips: 0.1 },
  { rater: 'judge:sim:even', judge: true, share: 1, slips: 0.2 },
] as const;

async function label(store: Store): Promise<void> {
  const { revision, all, conditions } = await auditScope(store, exampleStudy.name, {});
  const audited = conditions.filter(({ leadIn, wording }) => leadIn === null && wording === 'default');
  const strata = drawSample(store, revision.name, audited, { bails: 8, others: 6, seed: 1, now: drawnAt });
  const trials = auditTrials(store, revision.name, all, strata);
  const labels = raters.flatMap(({ rater, judge, share, slips }) =>
    trials.slice(0, Math.round(trials.length * share)).map((trial, index): StoredLabel => {
      const sees = uniformOf(['rater', rater, trial.unitId]) >= slips;
      return {
        unitId: trial.unitId,
        rater,
        judge,
        label: sees ? trueLabel(store, trial.unitId, trial.stratum.bail) : 'unclear',
        note: sees ? null : 'could be read both ways',
        labelledAt: drawnAt + index * minute,
        detectorsShown: false,
        generationId: null,
      };
    }),
  );
  putLabels(store, labels);
}
