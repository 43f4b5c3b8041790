import type { ReactNode } from 'react';

import { visibleLine } from '../../src/report/visible-text.ts';
import { methodLabel, modelLabel, variantLabel } from '../../src/report/labels.ts';
import type { ConditionName } from '../../src/server/wire/conditions.ts';

/** What a condition is called on one line, model first: `model · method · variant · dataset`. Safe to show. */
export function conditionText(condition: ConditionName, without: readonly ('model' | 'dataset')[] = []): string {
  return [
    without.includes('model') ? '' : modelLabel(condition),
    methodLabel(condition),
    variantLabel(condition),
    without.includes('dataset') ? '' : visibleLine(condition.dataset, 60),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** The same, with the model told from the rest. */
export function ConditionLine({ condition }: { readonly condition: ConditionName }): ReactNode {
  return (
    <span className="condition-line">
      <bdi>{modelLabel(condition)}</bdi> <span className="soft">·</span> <bdi>{methodLabel(condition)}</bdi>{' '}
      <bdi className="soft">
        {[variantLabel(condition), visibleLine(condition.dataset, 60)].filter(Boolean).join(' · ')}
      </bdi>
    </span>
  );
}
