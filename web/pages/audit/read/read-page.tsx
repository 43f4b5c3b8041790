import type { ReactNode } from 'react';

import { isRaterName } from '../../../../src/audit/rater-name.ts';
import type { LabelledUnit } from '../../../../src/store/labels.ts';
import { href, useRoute } from '../../../route.ts';
import { client } from '../../../source/client.ts';
import { useApi } from '../../../source/use-api.ts';
import { useShown, useStudyQuery } from '../../../study.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { Reader } from './reader.tsx';

/** When a rater is shown what the detectors say. */
export type DetectorsShown = 'never' | 'before' | 'after';

/** One exchange after the other, each to be given a label. */
export function ReadPage(): ReactNode {
  const { query } = useRoute();
  const { study } = useShown();
  const rater = query.get('rater') ?? '';
  const unit: LabelledUnit = query.get('unit') === 'conversation' ? 'conversation' : 'trial';
  const wanted = query.get('detectors');
  const detectors: DetectorsShown = wanted === 'before' || wanted === 'after' ? wanted : 'never';
  const args = { query: { ...useStudyQuery(), unit, rater } };
  const session = useApi(client.audit.session, args, { enabled: isRaterName(rater) });
  if (!isRaterName(rater) || study === null) {
    return (
      <p>
        Say who reads first: <a href={href('audit', { study: query.get('study') ?? undefined })}>back to the audit</a>
      </p>
    );
  }
  return (
    <Loaded query={session} what="the sample">
      {(found) => (
        <Reader key={`${rater} ${unit}`} session={found} address={args} who={{ study, rater, unit, detectors }} />
      )}
    </Loaded>
  );
}
