import { useState } from 'react';

import type { AuditLabelName } from '../../../../src/conversation/audit-label.ts';
import type { AuditSession, LabelStored, LabelToStore, LabelToTakeBack } from '../../../../src/server/wire/audit.ts';
import type { LabelledUnit } from '../../../../src/store/labels.ts';
import { setQuery, useRoute } from '../../../route.ts';
import { client } from '../../../source/client.ts';
import { postApi } from '../../../source/post-api.ts';
import { queries } from '../../../source/queries.ts';
import { ApiProblem, apiKey } from '../../../source/use-api.ts';
import { lineUp, withLabel, type LineUp } from './line-up.ts';
import type { DetectorsShown } from './read-page.tsx';

/** Who reads what. */
export interface Who {
  readonly study: string;
  readonly rater: string;
  readonly unit: LabelledUnit;
  readonly detectors: DetectorsShown;
}

/** The arguments a session was asked for with. */
export interface SessionAddress {
  readonly query: { readonly study?: string; readonly unit: LabelledUnit; readonly rater: string };
}

/** Where a rater is, and what they can do. */
export interface Reading extends LineUp {
  /** What is shown: the one the address names, to be read again, or the one that is next. */
  readonly shown: number | null;
  readonly note: string;
  /** What was done last. */
  readonly said: string;
  readonly problem: ApiProblem | null;
  /** Whether a label is on its way into the store. */
  readonly isStoring: boolean;
  /** The unit that was labelled last since the page was opened. */
  readonly given: number | null;
  readonly setNote: (note: string) => void;
  readonly give: (label: AuditLabelName) => void;
  readonly undo: () => void;
  readonly skip: () => void;
}

/** Stores each label before the next exchange is shown. What cannot be stored stays as it was typed. */
export function useReading(
  session: AuditSession,
  address: SessionAddress,
  { study, rater, unit, detectors }: Who,
): Reading {
  const [skipped, setSkipped] = useState<readonly number[]>([]);
  const [note, setNote] = useState('');
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isStoring, setStoring] = useState(false);
  const [given, setGiven] = useState<number | null>(null);
  const again = Number(useRoute().query.get('id') ?? Number.NaN);
  const line = lineUp(session, skipped);
  const shown = session.units.includes(again) ? again : line.current;

  const store = async (id: number, path: URL, sent: object): Promise<LabelStored | null> => {
    setStoring(true);
    setProblem(null);
    try {
      const answer = await postApi<LabelStored>(path, sent);
      queries.setQueryData<AuditSession>(
        apiKey(client.audit.session, address),
        (known) => known && withLabel(known, id, answer.label),
      );
      return answer;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
      return null;
    } finally {
      setStoring(false);
    }
  };
  const give = async (label: AuditLabelName): Promise<void> => {
    if (shown === null || isStoring) return;
    const replaces = session.labels.find(({ id }) => id === shown)?.labelledAt ?? null;
    const detectorsShown = detectors === 'before';
    const sent: LabelToStore = {
      study,
      unit,
      id: shown,
      rater,
      label,
      note: note.trim() || null,
      detectorsShown,
      replaces,
    };
    const answer = await store(shown, client.audit.labels.$url(), sent);
    if (answer === null) return;
    if (answer.done) {
      setGiven(shown);
      setSaid(`${nameOf(shown)}: ${label}${note.trim() === '' ? '' : ', with your note'}.`);
      setNote('');
      if (shown === again) setQuery({ id: undefined }, { replace: true });
    } else {
      setSaid(`${nameOf(shown)} was given ${answer.label?.label ?? 'no label'} elsewhere meanwhile, which was kept.`);
      setQuery({ id: shown }, { replace: true });
    }
  };
  const undo = async (): Promise<void> => {
    if (isStoring) return;
    if (line.last === null) return setSaid('There is no label to take back.');
    const { id, labelledAt } = line.last;
    const sent: LabelToTakeBack = { study, unit, id, rater, labelledAt };
    const answer = await store(id, client.audit.labels.undo.$url(), sent);
    if (answer === null) return;
    setSkipped(skipped.filter((one) => one !== id));
    setQuery({ id: undefined }, { replace: true });
    setSaid(
      answer.done
        ? `The label of ${nameOf(id).toLowerCase()} was taken back.`
        : `The label of ${nameOf(id).toLowerCase()} was changed elsewhere meanwhile, and was kept.`,
    );
  };
  const nameOf = (id: number): string => `${unit === 'trial' ? 'Trial' : 'Conversation'} ${id}`;
  return {
    ...line,
    shown,
    note,
    said,
    problem,
    isStoring,
    given,
    setNote,
    give: (label) => void give(label),
    undo: () => void undo(),
    skip: () => {
      if (shown === null || isStoring) return;
      if (shown === again) return setQuery({ id: undefined }, { replace: true });
      setSkipped([...skipped.filter((one) => one !== shown), shown]);
      setSaid('Left for later: it comes again at the end.');
    },
  };
}
