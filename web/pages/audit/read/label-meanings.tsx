import type { ReactNode } from 'react';

import {
  auditLabelKeys,
  auditLabelMeanings,
  conversationLabelMeanings,
} from '../../../../src/conversation/audit-label.ts';
import type { LabelledUnit } from '../../../../src/store/labels.ts';

/** What each label means, behind a fold. */
export function LabelMeanings({ unit }: { readonly unit: LabelledUnit }): ReactNode {
  const meanings = unit === 'trial' ? auditLabelMeanings : conversationLabelMeanings;
  return (
    <details>
      <summary>What the labels mean</summary>
      <p className="note">
        What did the model do with the exit it was offered? Say what it meant, whatever was counted.
      </p>
      <dl className="audit-meanings">
        {[...auditLabelKeys].map(([key, label]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd> {label}
            </dt>
            <dd>{meanings[label]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
