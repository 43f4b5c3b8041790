import { useMemo, type ReactNode } from 'react';

import { countOf } from '../../../src/report/format.ts';
import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { href } from '../../route.ts';
import { useResults } from '../../source/use-results.ts';
import { useStudyQuery } from '../../study.ts';
import { conditionText } from '../../ui/condition-line.tsx';
import { presetGroups, presetText, type PresetGroup } from '../../../src/server/wire/presets.ts';

/** Pairs listed of one kind; others are found by name. */
const mostListed = 60;

/** Pairs worth comparing, each a link. */
export function PresetList({ known }: { readonly known: readonly ConditionName[] }): ReactNode {
  const { data, error } = useResults('pairs');
  const pairs = data?.pairs;
  const groups = useMemo(() => presetGroups(known, pairs ?? []), [known, pairs]);
  return (
    <>
      <p>Choose two to six conditions above, or a pair that differs in one thing:</p>
      {pairs === undefined && error === null ? (
        <p className="waiting" role="status">
          Reading the pairs of the results …
        </p>
      ) : null}
      {groups.map((group) => (
        <Presets key={group.title} group={group} />
      ))}
    </>
  );
}

function Presets({ group: { title, presets } }: { readonly group: PresetGroup }): ReactNode {
  const study = useStudyQuery();
  return (
    <details className="presets" open={presets.length <= 6}>
      <summary>
        {title} <span className="soft">{countOf(presets.length, 'pair')}</span>
      </summary>
      <ul>
        {presets.slice(0, mostListed).map((preset) => (
          <li key={`${preset.a.id} ${preset.b.id}`}>
            <a href={href('compare', { ...study, a: preset.a.id, b: preset.b.id })}>
              <bdi>{presetText(preset, conditionText)}</bdi>
            </a>
          </li>
        ))}
      </ul>
      {presets.length > mostListed ? (
        <p className="note">{countOf(presets.length - mostListed, 'more pair')}: choose them by name above.</p>
      ) : null}
    </details>
  );
}
