import { useMemo, type ReactNode } from 'react';

import type { PairedResult } from '../../../src/analysis/results.ts';
import { overlayText, publishedText } from '../../../src/report/labels.ts';
import type { Published } from '../../../src/server/wire/published.ts';
import { usePublished } from '../../source/use-published.ts';
import { useResults } from '../../source/use-results.ts';
import { Loaded } from '../../ui/loaded.tsx';
import type { RateSource } from './rate-row.ts';
import { RatesFigure } from './rates-figure.tsx';

/** The rates of all conditions, as a chart and as a table. */
export function RatesView(): ReactNode {
  const conditions = useResults('conditions');
  const pairs = useResults('pairs');
  const refusals = useResults('refusals');
  const published = usePublished();
  return (
    <Loaded query={conditions} what="the rates">
      {(own) => (
        <Loaded query={refusals} what="the refusals">
          {(scored) => (
            <Loaded query={pairs} what="what can be compared">
              {({ pairs: compared }) => (
                <Loaded query={published} what="the published rates">
                  {(laid) => <Laid own={{ ...own, ...scored }} pairs={compared} published={laid} />}
                </Loaded>
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface LaidProps {
  readonly own: RateSource;
  readonly pairs: readonly PairedResult[];
  readonly published: Published;
}

function Laid({ own: { conditions, refusals }, pairs, published: { rates, overlay } }: LaidProps): ReactNode {
  const source = useMemo((): RateSource => {
    const byId = new Map(rates.map(({ condition, ...rate }) => [condition, rate]));
    return { refusals, conditions: conditions.map((one) => ({ ...one, published: byId.get(one.id) })) };
  }, [conditions, refusals, rates]);
  const worded = useMemo(() => new Set(pairs.filter(({ kind }) => kind === 'wording').map(({ a }) => a)), [pairs]);
  return (
    <>
      <RatesFigure source={source} worded={worded} />
      {overlay === null ? null : (
        <p className="note">
          <bdi>{overlayText(overlay)}</bdi> {overlay.conditions > 0 ? publishedText : ''}
        </p>
      )}
    </>
  );
}
