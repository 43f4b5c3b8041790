import { useState, type FormEvent, type ReactNode } from 'react';

import { isRaterName, raterNameRule } from '../../../src/audit/rater-name.ts';
import type { AuditPage } from '../../../src/server/wire/audit.ts';
import { go, href, useRoute } from '../../route.ts';
import { keepRater, keptRater } from './rater-memory.ts';

/** Where a rater begins, or goes on. */
export function StartForm({ page }: { readonly page: AuditPage }): ReactNode {
  const [rater, setRater] = useState(keptRater);
  const [unit, setUnit] = useState(page.trials === null ? 'conversation' : 'trial');
  const [detectors, setDetectors] = useState('never');
  const [isWrong, setWrong] = useState(false);
  const study = useRoute().query.get('study') ?? undefined;
  const start = (event: FormEvent): void => {
    event.preventDefault();
    const name = rater.trim();
    setWrong(!isRaterName(name));
    if (!isRaterName(name)) return;
    keepRater(name);
    go(href('audit', { study, rater: name, unit, detectors: detectors === 'never' ? undefined : detectors }, ['read']));
  };
  return (
    <form className="controls audit-start" onSubmit={start}>
      <label>
        <span>Your name as a rater</span>
        <input
          value={rater}
          maxLength={60}
          autoComplete="off"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? 'rater-rule' : undefined}
          onChange={(event) => setRater(event.target.value)}
        />
      </label>
      {page.trials === null || page.conversations === null ? null : (
        <label>
          <span>Read</span>
          <select value={unit} onChange={(event) => setUnit(event.target.value)}>
            <option value="trial">trials</option>
            <option value="conversation">whole conversations</option>
          </select>
        </label>
      )}
      {unit === 'trial' ? (
        <label>
          <span>What detectors find</span>
          <select value={detectors} onChange={(event) => setDetectors(event.target.value)}>
            <option value="never">is not shown</option>
            <option value="after">is shown after you label</option>
            <option value="before">is shown before you label</option>
          </select>
        </label>
      ) : null}
      <button type="submit" className="main">
        Read and label
      </button>
      {isWrong ? (
        <p id="rater-rule" className="problem" role="alert">
          This is no name for a rater. {raterNameRule}
        </p>
      ) : null}
    </form>
  );
}
