import { useEffect, useRef, useState, type ReactNode } from 'react';

import { auditLabelKeys } from '../../../../src/conversation/audit-label.ts';
import { countOf } from '../../../../src/report/format.ts';
import type { AuditSession } from '../../../../src/server/wire/audit.ts';
import { go, href, useRoute } from '../../../route.ts';
import { client } from '../../../source/client.ts';
import { queries } from '../../../source/queries.ts';
import { apiKey, readApi, useApi } from '../../../source/use-api.ts';
import { Foreign } from '../../../ui/foreign.tsx';
import { KeysHelp } from '../../../ui/keys/keys-help.tsx';
import { useKeys } from '../../../ui/keys/use-keys.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { ExchangeView } from './exchange-view.tsx';
import { Findings } from './findings.tsx';
import { LabelBar } from './label-bar.tsx';
import { LabelMeanings } from './label-meanings.tsx';
import { OwnLabels } from './own-labels.tsx';
import { scrollDown, scrollTo } from './scrolling.ts';
import { useReading, type SessionAddress, type Who } from './use-reading.ts';

/** The keys beside those of the labels: the same as in a terminal. */
const otherKeys = [
  ['n', 'write a note, which goes with the next label; Enter keeps it, Escape drops it'],
  ['u', 'take the last label back'],
  ['s', 'leave this one for later'],
  ['a', 'show long texts in full, or short again'],
  ['space b', 'a page down, up'],
  ['j k', 'a little down, up'],
  ['g G', 'to the top, to the end'],
  ['q', 'stop; every label is stored already'],
] as const;

/** One exchange, and what it can be called. */
export function Reader({
  session,
  address,
  who,
}: {
  readonly session: AuditSession;
  readonly address: SessionAddress;
  readonly who: Who;
}): ReactNode {
  const reading = useReading(session, address, who);
  const { shown, following, done, total, isOnlySkipped } = reading;
  const [isWhole, setWhole] = useState(false);
  const note = useRef<HTMLInputElement>(null);
  const back = href('audit', { study: useRoute().query.get('study') ?? undefined });
  const argsOf = (id: number | null) => ({
    param: { id: String(id ?? 0) },
    query: { ...address.query, ...(who.detectors === 'before' ? { detectors: 'yes' } : {}) },
  });
  const exchange = useApi(client.audit.units[':id'], argsOf(shown), { enabled: shown !== null });
  // Only what is on the screen may be labelled: the one before stays in view until the next is there.
  const isShown = shown !== null && exchange.data?.id === shown;
  useEffect(() => {
    if (following === null) return;
    const args = argsOf(following);
    const route = client.audit.units[':id'];
    void queries.prefetchQuery({ queryKey: apiKey(route, args), queryFn: () => readApi(route, args) });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the rest of the address stays the same
  }, [following]);
  const whenShown = (act: () => void): (() => void) | null => (isShown ? act : null);
  useKeys({
    ...Object.fromEntries([...auditLabelKeys].map(([key, label]) => [key, whenShown(() => reading.give(label))])),
    n: whenShown(() => note.current?.focus()),
    u: reading.undo,
    s: whenShown(reading.skip),
    a: () => setWhole(!isWhole),
    ' ': () => scrollDown('page', 1),
    b: () => scrollDown('page', -1),
    j: () => scrollDown('line', 1),
    k: () => scrollDown('line', -1),
    g: () => scrollTo('top'),
    G: () => scrollTo('end'),
    q: () => go(back),
  });
  return (
    <div className="audit-read">
      <header>
        <h1>
          Audit of <Foreign text={who.study} />
        </h1>
        <p className="audit-progress">
          <progress max={total} value={done} aria-label="Labelled" />{' '}
          <span>
            <Foreign text={who.rater} />: {done} of {countOf(total, who.unit)} labelled
          </span>
          {isOnlySkipped ? <span>what is left was left for later</span> : null}
          <KeysHelp keys={[...[...auditLabelKeys].map(([key, label]) => [key, label] as const), ...otherKeys]} />
          <a href={back}>Stop</a>
        </p>
        <LabelMeanings unit={who.unit} />
        <OwnLabels labels={session.labels} />
      </header>
      {shown === null ? (
        <p role="status">
          {total === 0 ? 'There is nothing to read.' : 'All are labelled.'} <a href={back}>What comes of it</a>
        </p>
      ) : (
        <Loaded query={exchange} what="the exchange">
          {(found) =>
            found.id === shown ? (
              <>
                <ExchangeView key={found.id} exchange={found} unit={who.unit} isWhole={isWhole} />
                {found.findings === null ? null : <Findings findings={found.findings} />}
              </>
            ) : (
              <p className="waiting" role="status">
                Reading the next exchange …
              </p>
            )
          }
        </Loaded>
      )}
      <LabelBar reading={reading} who={who} isShown={isShown} note={note} />
    </div>
  );
}
