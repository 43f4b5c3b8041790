import { useMemo, useState, type ReactNode } from 'react';

import type { PackedRequests } from '../../../../src/server/wire/requests.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { ModelText } from '../../../ui/model-text.tsx';
import { Note } from '../../../ui/note.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { requestViews, type AskedRequest, type RequestView } from './request-views.ts';

/** The request that a reply came from, to look at or to copy: as it was sent, as a command, and as Exitpoll keeps it. */
export function RequestToCopy({
  asked,
  packed,
  calls,
}: {
  readonly asked: AskedRequest;
  readonly packed: PackedRequests;
  /** As of `requestViews`. */
  readonly calls: number;
}): ReactNode {
  const views = useMemo(() => requestViews(asked, packed, calls), [asked, packed, calls]);
  const [name, setName] = useState<RequestView['name']>(views[0].name);
  const view = views.find((one) => one.name === name) ?? views[0];
  const shown = useMemo(() => view.shown(), [view]);
  return (
    <>
      <div className="request-head">
        {views.length === 1 ? null : (
          <Segments
            label="Shown as"
            options={views.map((one) => ({ value: one.name, label: one.label }))}
            chosen={view.name}
            onChoose={setName}
          />
        )}
        <CopyButton label={view.name === 'curl' ? 'Copy the command' : 'Copy as JSON'} text={view.copied} />
      </div>
      {view.notes.map((note) => (
        <Note key={note} text={note} />
      ))}
      <ModelText key={view.name} text={shown} kind="code" />
    </>
  );
}
