import type { ReactNode } from 'react';

/** Whose words a turn of the exchange has. */
export type TurnKind = 'system' | 'user' | 'assistant' | 'ours' | 'reply';

/** One titled turn of the exchange. */
export function Turn({
  kind,
  title,
  facts = [],
  children,
}: {
  readonly kind: TurnKind;
  readonly title: string;
  /** Shown behind the title; empty ones are left out. */
  readonly facts?: readonly string[];
  readonly children: ReactNode;
}): ReactNode {
  const said = facts.filter((fact) => fact !== '');
  return (
    <section className="turn" data-kind={kind}>
      <h3>
        <bdi>{title}</bdi>
        {kind === 'ours' ? <span className="ours-tag">ours</span> : null}
        {said.length === 0 ? null : <bdi className="soft">{said.join(' · ')}</bdi>}
      </h3>
      {children}
    </section>
  );
}
