import { drawUnits } from '../../audit/audit-units.ts';
import type { SampleSizes } from '../../audit/draw-sample.ts';
import { auditScope, requireSample, type AuditScope } from '../../audit/open-audit.ts';
import { systemClock } from '../../base/clock.ts';
import { exitCodes } from '../../base/errors.ts';
import { conditionId } from '../../analysis/condition-label.ts';
import type { PassageKind } from '../../store/audit-passages.ts';
import { isStratumOf } from '../../store/audit-samples.ts';
import type { StoredCondition } from '../../store/conditions.ts';
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
  const { unit, sizes } = options;
  const scope = drawUnits(store, await auditScope(store, options.study, options.only), unit, {
    ...sizes,
    now: systemClock.now(),
  });
  requireSample(scope, store, unit);
  const labels = sampledLabels(store, scope.revision.name, unit).length;
  if (options.json) {
    const conditions = scope.conditions.map((condition) => ({
      condition: conditionId(condition),
      ...(unit === 'trial' ? drawnTrials(scope, condition) : drawnConversations(scope, condition)),
    }));
    process.stdout.write(`${JSON.stringify({ study: scope.revision.name, seed: sizes.seed, conditions, labels })}\n`);
    return exitCodes.done;
  }
  const next = unit === 'trial' ? 'exitpoll audit' : 'exitpoll audit --conversations';
  process.stdout.write(
    `Drew ${sampleLine(scope, unit)}.` +
      `${labels > 0 ? ` ${labels} labels given before are of ${unit}s in it.` : ''} Next: \`${next}\`.\n`,
  );
  return exitCodes.done;
}

interface Drawn {
  readonly population: number;
  readonly sampled: number;
}

function drawnTrials(
  { strata }: AuditScope,
  condition: StoredCondition,
): { bails: Drawn | null; others: Drawn | null } {
  const of = (bail: boolean): Drawn | null => {
    const found = strata.find((one) => isStratumOf(one, condition) && one.bail === bail);
    return found === undefined ? null : { population: found.population, sampled: found.trials.length };
  };
  return { bails: of(true), others: of(false) };
}

function drawnConversations(
  { passages }: AuditScope,
  condition: StoredCondition,
): { readonly [kind in PassageKind]: Drawn | null } {
  const of = (kind: PassageKind): Drawn | null => {
    const found = passages.find((one) => isStratumOf(one, condition) && one.kind === kind);
    return found === undefined ? null : { population: found.population, sampled: found.passages.length };
  };
  return { bail: of('bail'), stay: of('stay'), open: of('open') };
}
