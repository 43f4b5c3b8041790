import type { KeyboardEvent, ReactNode, RefObject } from 'react';

import { auditLabelKeys, auditLabelMeanings } from '../../../../src/conversation/audit-label.ts';
import { mostNoteCharacters } from '../../../../src/server/wire/audit.ts';
import { client } from '../../../source/client.ts';
import { useApi } from '../../../source/use-api.ts';
import { findingsText } from './findings.tsx';
import type { Reading, Who } from './use-reading.ts';

/** The labels as buttons with their keys, the note, and what was done last; always in view. */
export function LabelBar({
  reading,
  who,
  isShown,
  note,
}: {
  readonly reading: Reading;
  readonly who: Who;
  readonly isShown: boolean;
  readonly note: RefObject<HTMLInputElement | null>;
}): ReactNode {
  const { said, problem, isStoring } = reading;
  const typed = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') reading.setNote('');
    if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
  };
  return (
    <div className="audit-bar" role="group" aria-label="Label">
      {problem === null ? null : (
        <div className="problem" role="alert">
          <p>Not stored: {problem.message}</p>
          {problem.hint === null ? null : <p className="note">{problem.hint}</p>}
        </div>
      )}
      <div className="audit-labels">
        {[...auditLabelKeys].map(([key, label]) => (
          <button
            key={key}
            type="button"
            disabled={!isShown || isStoring}
            aria-keyshortcuts={key}
            title={auditLabelMeanings[label]}
            onClick={() => reading.give(label)}
          >
            <kbd>{key}</kbd> {label}
          </button>
        ))}
      </div>
      <div className="audit-actions">
        <label>
          <kbd>n</kbd> Note{' '}
          <input
            ref={note}
            value={reading.note}
            maxLength={mostNoteCharacters}
            autoComplete="off"
            onChange={(event) => reading.setNote(event.target.value)}
            onKeyDown={typed}
          />
        </label>
        <button
          type="button"
          aria-keyshortcuts="u"
          disabled={isStoring || reading.last === null}
          onClick={reading.undo}
        >
          <kbd>u</kbd> undo
        </button>
        <button type="button" aria-keyshortcuts="s" disabled={!isShown || isStoring} onClick={reading.skip}>
          <kbd>s</kbd> skip
        </button>
        <p className="audit-said" role="status">
          {said}
          {who.detectors === 'after' && reading.given !== null ? <FoundAfter who={who} id={reading.given} /> : null}
        </p>
      </div>
    </div>
  );
}

/** What the detectors find in what was labelled last. */
function FoundAfter({ who: { study }, id }: { readonly who: Who; readonly id: number }): ReactNode {
  const args = { param: { id: String(id) }, query: { study, unit: 'trial', detectors: 'yes' } };
  const { data } = useApi(client.audit.units[':id'], args);
  if (data?.id !== id || data.findings === null) return null;
  return (
    <>
      {' '}
      Detectors: <bdi>{findingsText(data.findings)}</bdi>
    </>
  );
}
