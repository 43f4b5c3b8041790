import type { ReactNode } from 'react';

import type { PairedResult } from '../../../src/analysis/results.ts';
import { useResults } from '../../source/use-results.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { RatesFigure } from './rates-figure.tsx';

/** The rates of all conditions, as a chart and as a table. */
export function RatesView(): ReactNode {
  const conditions = useResults('conditions');
  const pairs = useResults('pairs');
  const refusals = useResults('refusals');
  return (
    <Loaded query={conditions} what="the rates">
      {(own) => (
        <Loaded query={refusals} what="the refusals">
          {({ refusals: scored }) => (
            <Loaded query={pairs} what="what can be compared">
              {({ pairs: compared }) => (
                <RatesFigure source={{ conditions: own.conditions, refusals: scored }} worded={wordedOf(compared)} />
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function wordedOf(pairs: readonly PairedResult[]): ReadonlySet<string> {
  return new Set(pairs.filter(({ kind }) => kind === 'wording').map(({ a }) => a));
}
