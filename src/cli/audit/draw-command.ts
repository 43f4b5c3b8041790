import { drawSample, type SampleSizes } from '../../audit/draw-sample.ts';
import { auditScope, requireSample } from '../../audit/open-audit.ts';
import { systemClock } from '../../base/clock.ts';
import { exitCodes } from '../../base/errors.ts';
import { conditionId } from '../../analysis/condition.ts';
import { isStratumOf } from '../../store/audit-samples.ts';
import { sampledLabels } from '../../store/labels.ts';
import { openStore } from '../../store/store.ts';
import type { AuditOptions } from './label-command.ts';
import { sampleLine } from './sample-line.ts';

/** `exitpoll audit draw`. @returns the exit code. */
export async function drawCommand(
  options: AuditOptions & { readonly sizes: SampleSizes & { readonly seed: number }; readonly json: boolean },
): Promise<number> {
  await openStore(options.store, 'read').close();
  await using store = openStore(options.store);
  const scope = await auditScope(store, options.study, options.only);
  const strata = drawSample(store, scope.revision.name, scope.conditions, {
    ...options.sizes,
    now: systemClock.now(),
  });
  requireSample({ ...scope, strata }, store);
  const drawn = new Set(strata.flatMap(({ trials }) => trials.map(({ trialId }) => trialId)));
  const labels = sampledLabels(store, scope.revision.name).filter(({ trialId }) => drawn.has(trialId)).length;
  if (options.json) {
    const rows = scope.conditions.map((condition) => {
      const own = strata.filter((stratum) => isStratumOf(stratum, condition));
      const of = (bail: boolean): { population: number; sampled: number } | null => {
        const found = own.find((one) => one.bail === bail);
        return found === undefined ? null : { population: found.population, sampled: found.trials.length };
      };
      return { condition: conditionId(condition), bails: of(true), others: of(false) };
    });
    process.stdout.write(
      `${JSON.stringify({ study: scope.revision.name, seed: options.sizes.seed, conditions: rows, labels })}\n`,
    );
    return exitCodes.done;
  }
  process.stdout.write(
    `Drew ${sampleLine({ ...scope, strata })}.` +
      `${labels > 0 ? ` ${labels} labels given before are of trials in it.` : ''} Next: \`exitpoll audit\`.\n`,
  );
  return exitCodes.done;
}
