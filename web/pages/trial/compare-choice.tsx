import type { ReactNode } from 'react';

import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import type { TrialDetail } from '../../../src/server/wire/trial-detail.ts';
import { go, href, useRoute } from '../../route.ts';
import { conditionText } from '../../ui/condition-line.tsx';

/** Leads to this item under this condition and another, side by side. */
export function CompareChoice({
  record,
  conditions,
}: {
  readonly record: TrialDetail['record'];
  /** Those the item was planned for. */
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  const others = conditions.filter(({ id }) => id !== record.condition);
  if (others.length === 0) return null;
  return (
    <label className="compare-choice">
      <span className="soft">Side by side with</span>{' '}
      <select
        value=""
        onChange={({ target }) =>
          go(href('compare', { study, a: record.condition, b: target.value, item: record.item, epoch: record.epoch }))
        }
      >
        <option value="" disabled>
          another condition …
        </option>
        {others.map((condition) => (
          <option key={condition.id} value={condition.id}>
            {conditionText(condition, ['dataset'])}
          </option>
        ))}
      </select>
    </label>
  );
}
