import type { ReactNode } from 'react';

import { useDark } from '../../ui/use-dark.ts';
import { unsupportedText } from './cell-text.ts';
import { paletteOf } from './palette.ts';
import type { GridView } from './use-grid-view.ts';

/** What the colours and patterns of the map mean. */
export function Legend({ view }: { readonly view: GridView }): ReactNode {
  const { ramp } = paletteOf(useDark());
  const stops = ramp.slice(1).join(', ');
  return (
    <dl className="map-legend">
      <div>
        <dt className="unseen">Colours</dt>
        <dd>
          <i className="key" style={{ background: ramp[0] }} /> 0 %
        </dd>
      </div>
      <div>
        <dt className="unseen">From just above 0 to 100 %</dt>
        <dd>
          &gt;0 <i className="key wide" style={{ background: `linear-gradient(to right, ${stops})` }} /> 100 %
        </dd>
      </div>
      <Sign name="unanswered" text="asked, no answer" />
      <Sign name="pending" text="no outcome yet" />
      <Sign name="unsupported" text={unsupportedText(view.measure)} />
    </dl>
  );
}

function Sign({ name, text }: { readonly name: string; readonly text: string }): ReactNode {
  return (
    <div>
      <dt className="unseen">Pattern</dt>
      <dd>
        <i className={`key ${name}`} /> {text}
      </dd>
    </div>
  );
}
