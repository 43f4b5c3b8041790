import { useMemo, type ReactNode } from 'react';

import { count, countOf } from '../../../src/report/format.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { href } from '../../route.ts';
import { useResults } from '../../source/use-results.ts';
import { useStudyQuery } from '../../study.ts';
import { conditionText } from '../../ui/condition-line.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useKeptComparisons, type KeptComparisons } from './kept-comparisons.ts';
import { presetGroups, presetText, type PresetGroup } from '../../../src/server/wire/presets.ts';

/** Pairs listed of one kind; others are found by name. */
const mostListed = 60;

/** Pairs worth comparing, each a link. */
export function PresetList({ known }: { readonly known: readonly ConditionName[] }): ReactNode {
  const { data, error } = useResults('pairs');
  const pairs = data?.pairs;
  const kept = useKeptComparisons();
  const groups = useMemo(() => presetGroups(known, pairs ?? []), [known, pairs]);
  return (
    <>
      <p>Choose two to six conditions above, or a pair that differs in one thing:</p>
      {pairs === undefined && error === null ? <Waiting text="Reading the pairs of the results …" /> : null}
      {kept === null ? null : groups.map((group) => <Presets key={group.title} group={group} kept={kept} />)}
    </>
  );
}

function Presets({
  group: { title, presets },
  kept,
}: {
  readonly group: PresetGroup;
  readonly kept: KeptComparisons;
}): ReactNode {
  const study = useStudyQuery();
  const here = presets.filter(({ a, b }) => kept.has([a.id, b.id]));
  const others = presets.length - here.length;
  const [shown, unshown] = [here.slice(0, mostListed), Math.max(0, here.length - mostListed)];
  return (
    <details className="presets" open={presets.length <= 6}>
      <summary>
        {title}{' '}
        <span className="soft">
          {others === 0
            ? countOf(presets.length, 'pair')
            : `${count(here.length)} of ${countOf(presets.length, 'pair')} in this folder`}
        </span>
      </summary>
      <ul>
        {shown.map((preset) => (
          <li key={`${preset.a.id} ${preset.b.id}`}>
            <a href={href('compare', { ...study, a: preset.a.id, b: preset.b.id })}>
              <bdi>{presetText(preset, conditionText)}</bdi>
            </a>
          </li>
        ))}
      </ul>
      {unshown > 0 ? <p className="note">{countOf(unshown, 'more pair')}: choose them by name above.</p> : null}
      {others > 0 ? (
        <p className="note">
          {countOf(others, 'other pair')} {others === 1 ? 'is' : 'are'} not in this folder: choose one by name above for
          the command that makes it.
        </p>
      ) : null}
    </details>
  );
}
