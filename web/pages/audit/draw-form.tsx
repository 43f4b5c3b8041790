import { useState, type FormEvent, type ReactNode } from 'react';

import type { AuditPage, SampleToDraw } from '../../../src/server/wire/audit.ts';
import { client } from '../../source/client.ts';
import { postApi } from '../../source/post-api.ts';
import { queries } from '../../source/queries.ts';
import { ApiProblem } from '../../source/use-api.ts';

/** Draws a sample of every condition that can be audited. */
export function DrawForm({ page }: { readonly page: AuditPage }): ReactNode {
  const [bails, setBails] = useState(30);
  const [others, setOthers] = useState(30);
  const [seed, setSeed] = useState(1);
  const [unit, setUnit] = useState<SampleToDraw['unit']>('trial');
  const [state, setState] = useState<'ready' | 'drawing' | ApiProblem>('ready');
  const isFirst = page.trials === null && page.conversations === null;
  const draw = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setState('drawing');
    try {
      await postApi(client.audit.sample.$url(), {
        study: page.study,
        unit,
        bails,
        others,
        seed,
      } satisfies SampleToDraw);
      await queries.invalidateQueries();
      setState('ready');
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setState(error);
    }
  };
  const size = { bails, others, seed };
  const command = Object.entries(size).map(([name, value]) => `--${name} ${value}`);
  return (
    <details className="audit-draw" open={isFirst}>
      <summary>{isFirst ? 'Draw a sample' : 'Draw another sample'}</summary>
      <form className="controls" onSubmit={(event) => void draw(event)}>
        <label>
          <span>Read</span>
          <select value={unit} onChange={(event) => setUnit(event.target.value as SampleToDraw['unit'])}>
            <option value="trial">trials</option>
            <option value="conversation">whole conversations</option>
          </select>
        </label>
        <SizeField label="Bails of each condition" value={bails} set={setBails} />
        <SizeField label="Others of each condition" value={others} set={setOthers} />
        <SizeField label="Seed" value={seed} set={setSeed} />
        <button type="submit" disabled={state === 'drawing'}>
          {state === 'drawing' ? 'Drawing …' : 'Draw'}
        </button>
      </form>
      {state instanceof ApiProblem ? (
        <div className="problem" role="alert">
          <p>Not drawn: {state.message}</p>
          {state.hint === null ? null : <p className="note">{state.hint}</p>}
        </div>
      ) : null}
      <p className="note">
        {isFirst ? '' : 'What was drawn before gives way; labels stay, and count again where their trial is drawn. '}
        The seed decides which are drawn; a larger sample holds a smaller one. The same, and of some conditions alone:{' '}
        <code>exitpoll audit draw {[...command, ...(unit === 'trial' ? [] : ['--conversations'])].join(' ')}</code>
      </p>
    </details>
  );
}

function SizeField({
  label,
  value,
  set,
}: {
  readonly label: string;
  readonly value: number;
  readonly set: (value: number) => void;
}): ReactNode {
  return (
    <label>
      <span>{label}</span>
      <input
        type="number"
        min={0}
        max={100_000}
        required
        value={value}
        onChange={(event) => set(Math.max(0, Math.floor(Number(event.target.value))))}
      />
    </label>
  );
}
