import type { ReactNode } from 'react';

import type { AuditPage } from '../../../src/server/wire/audit.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useShown, useStudyQuery } from '../../study.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { CorrectedPart } from './corrected-part.tsx';
import { DrawForm } from './draw-form.tsx';
import { RatersPart } from './raters-part.tsx';
import { ReadersPart } from './readers-part.tsx';
import { SampleNote } from './sample-note.tsx';
import { StartForm } from './start-form.tsx';

/** What was drawn, who has read it, and what comes of it. */
export function AuditOverview(): ReactNode {
  const query = useApi(client.audit, { query: useStudyQuery() });
  return (
    <>
      <h1>Audit</h1>
      <p className="note">
        A scorer counts forms; whether the model meant to leave can only be told by reading. A random sample of outcomes
        is read, and the rates are corrected by what was read.
      </p>
      <Loaded query={query} what="the audit">
        {/* On the way, types lose that an optional field is never `undefined`. */}
        {(page) => <Whole page={page as AuditPage} />}
      </Loaded>
    </>
  );
}

function Whole({ page }: { readonly page: AuditPage }): ReactNode {
  const { canLabel } = useShown().info;
  if (page.conditions === 0) {
    return (
      <p>
        There is nothing to audit in this study: read are drawn replies to an exit, not the baseline, the placebo tool,
        readouts, or what a model cannot do.
      </p>
    );
  }
  const { figures } = page;
  return (
    <>
      <section>
        <h2>Sample</h2>
        <SampleNote page={page} />
        {canLabel ? (
          <>
            {figures === null ? null : <StartForm page={page} />}
            <DrawForm page={page} />
          </>
        ) : null}
      </section>
      {figures === null || figures.raters.length + (figures.conversations?.raters.length ?? 0) === 0 ? null : (
        <>
          <RatersPart figures={figures} />
          <CorrectedPart figures={figures} />
          <ReadersPart />
        </>
      )}
    </>
  );
}
