import type { ReactNode } from 'react';

import type { HeadText } from '../../charts/drawn-chart.ts';

/** The axis above a long chart, kept in view while its rows scroll under it. It lies on what is drawn there. */
export function ChartHead({ texts }: { readonly texts: readonly HeadText[] }): ReactNode {
  if (texts.length === 0) return null;
  return (
    <div className="chart-axis" aria-hidden="true">
      <div>
        {texts.map(({ text, x, align }) => (
          <span key={`${align} ${x}`} className={align} style={{ left: x }}>
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}
