import type { ReactNode } from 'react';

/** Something told in a few words or a number; `null` where there is nothing to tell. */
export type Fact = readonly [name: string, value: ReactNode];

/** A few facts with their names above them; those without a value are left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <dl className="facts">
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
