import { useEffect, useMemo, useRef, type ReactNode } from 'react';

import type { ExchangePart } from '../../../../src/audit/exchange-parts.ts';
import { methodLabel } from '../../../../src/report/labels.ts';
import { visibleLine } from '../../../../src/report/visible-text.ts';
import type { AuditExchange } from '../../../../src/server/wire/audit.ts';
import type { LabelledUnit } from '../../../../src/store/labels.ts';
import { ModelText, type Highlight } from '../../../ui/model-text.tsx';
import { Turn, type TurnKind } from '../../trial/turn.tsx';

/** Characters of a text that are shown at first, and where long texts are wanted in full. */
const limits = { short: 2_000, whole: 200_000 } as const;

/** An exchange as the model saw it, with neither its name nor the outcome; what decided is brought into view. */
export function ExchangeView({
  exchange,
  unit,
  isWhole,
}: {
  readonly exchange: AuditExchange;
  readonly unit: LabelledUnit;
  readonly isWhole: boolean;
}): ReactNode {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const marked = place.current?.querySelector('mark.evidence');
    const last = unit === 'trial' ? place.current?.querySelector('.turn:last-of-type') : null;
    const focus = marked ?? last;
    if (focus == null) window.scrollTo({ top: 0 });
    else focus.scrollIntoView({ block: 'center' });
  }, [unit]);
  const { method, order, dataset, id, parts } = exchange;
  return (
    <article className="audit-exchange" ref={place} aria-label={`${unit} ${id}`}>
      <h2>
        {unit === 'trial' ? 'Trial' : 'Conversation'} {id} · {methodLabel({ method, order })} ·{' '}
        <bdi>{visibleLine(dataset, 40)}</bdi>
      </h2>
      {parts.map((part, index) => (
        <Part key={`${index} ${isWhole}`} part={part} limit={isWhole ? limits.whole : limits.short} />
      ))}
    </article>
  );
}

function Part({ part, limit }: { readonly part: ExchangePart; readonly limit: number }): ReactNode {
  const { title, text, mark } = part;
  const highlights = useMemo(
    (): readonly Highlight[] => (mark === null ? [] : [{ ...mark, kind: 'evidence' }]),
    [mark],
  );
  return (
    <Turn kind={kindOf(part)} title={visibleLine(title, 80)}>
      <ModelText text={text} highlights={highlights} limit={limit} />
    </Turn>
  );
}

function kindOf({ by, title }: ExchangePart): TurnKind {
  if (by === 'us') return 'ours';
  if (by === 'model') return 'reply';
  return title === 'user' ? 'user' : title === 'system prompt' ? 'system' : 'assistant';
}
