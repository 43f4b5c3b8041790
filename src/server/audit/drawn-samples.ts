import type { AuditScope } from '../../audit/open-audit.ts';
import { passageKinds } from '../../store/audit-passages.ts';
import type { DrawnSample } from '../wire/audit.ts';

interface Stratum {
  readonly armId: number;
  readonly datasetId: number;
  readonly part: string;
  readonly population: number;
}

/** What was drawn of trials; `null` where nothing was. */
export function drawnTrials({ strata }: AuditScope): DrawnSample | null {
  const kinds = (['bail', 'other'] as const).map((kind) =>
    kindOf(
      kind,
      strata.filter(({ bail }) => bail === (kind === 'bail')),
      ({ trials }) => trials.length,
    ),
  );
  return strata.length === 0 ? null : { conditions: conditionsOf(strata), kinds };
}

/** What was drawn of whole conversations; `null` where nothing was. */
export function drawnConversations({ passages }: AuditScope): DrawnSample | null {
  const kinds = passageKinds.map((kind) =>
    kindOf(
      kind,
      passages.filter((one) => one.kind === kind),
      (one) => one.passages.length,
    ),
  );
  return passages.length === 0 ? null : { conditions: conditionsOf(passages), kinds };
}

function kindOf<Kind, One extends Stratum>(
  kind: Kind,
  strata: readonly One[],
  drawnOf: (stratum: One) => number,
): { readonly kind: Kind; readonly drawn: number; readonly of: number } {
  return {
    kind,
    drawn: strata.reduce((sum, one) => sum + drawnOf(one), 0),
    of: strata.reduce((sum, { population }) => sum + population, 0),
  };
}

function conditionsOf(strata: readonly Stratum[]): number {
  return new Set(strata.map(({ armId, datasetId, part }) => `${armId} ${datasetId} ${part}`)).size;
}
