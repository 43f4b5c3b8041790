import type { ReactNode } from 'react';

/** Something told in a few words or a number; `null` where there is nothing to tell. */
export type Fact = readonly [name: string, value: ReactNode];

export interface FactsProps {
  /** Those without a value are left out. */
  readonly facts: readonly Fact[];
  /** `across`: side by side, each name above its value, for short ones. `down`: one below the other. */
  readonly layout?: 'across' | 'down';
}

/** A few facts with their names. */
export function Facts({ facts, layout = 'across' }: FactsProps): ReactNode {
  return (
    <dl className="key-facts" data-layout={layout}>
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
