import { useMemo, type ReactNode } from 'react';

import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { mostCompared } from '../../../src/server/wire/compare.ts';
import { href, setQuery, useRoute } from '../../route.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useConditions } from '../../source/use-conditions.ts';
import { useStudyQuery } from '../../study.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { NotKept } from './compare-command.tsx';
import { ComparisonView } from './comparison-view.tsx';
import { ConditionPicker } from './condition-picker.tsx';
import { useKeptComparisons } from './kept-comparisons.ts';
import { PresetList } from './preset-list.tsx';

/** Conditions held against each other: `#/compare?a=ID&b=ID&b=ID`. */
export function ComparePage(): ReactNode {
  return (
    <>
      <h1>Compare</h1>
      <Loaded query={useConditions()} what="the conditions">
        {({ conditions }) => <Chosen known={conditions} />}
      </Loaded>
    </>
  );
}

function Chosen({ known }: { readonly known: readonly ConditionName[] }): ReactNode {
  const { query } = useRoute();
  const wanted = [...new Set([...query.getAll('a'), ...query.getAll('b')])];
  const key = wanted.join(' ');
  const chosen = useMemo(() => key.split(' ').flatMap((id) => known.find((one) => one.id === id) ?? []), [key, known]);
  const choose = (ids: readonly string[]): void =>
    setQuery({ a: ids[0], b: ids.slice(1), pair: undefined, item: undefined, epoch: undefined });
  const places = Array.from({ length: Math.min(mostCompared, Math.max(2, wanted.length + 1)) }, (_, place) => place);
  return (
    <>
      <div className="controls pickers">
        {places.map((place) => (
          <div key={place}>
            <ConditionPicker
              label={String.fromCharCode(65 + place)}
              conditions={known}
              chosen={wanted[place] ?? null}
              taken={wanted.filter((_, other) => other !== place)}
              onChoose={(id) => choose(wanted.length > place ? wanted.with(place, id) : [...wanted, id])}
            />
            {wanted[place] === undefined ? null : (
              <button
                type="button"
                className="quiet"
                aria-label={`Take out ${String.fromCharCode(65 + place)}`}
                onClick={() => choose(wanted.filter((_, other) => other !== place))}
              >
                ×
              </button>
            )}
          </div>
        ))}
        {wanted.length > 1 ? (
          <button type="button" onClick={() => choose(wanted.toReversed())}>
            Turn around
          </button>
        ) : null}
      </div>
      {wanted.length < 2 ? <PresetList known={known} /> : <Compared ids={wanted} chosen={chosen} />}
    </>
  );
}

function Compared({
  ids,
  chosen,
}: {
  readonly ids: readonly string[];
  readonly chosen: readonly ConditionName[];
}): ReactNode {
  const study = useStudyQuery();
  const [a = '', ...b] = ids;
  const kept = useKeptComparisons();
  const isKept = kept?.has(ids) ?? false;
  const comparison = useApi(client.compare, { query: { ...study, a, b } }, { enabled: isKept });
  if (kept !== null && !isKept) {
    const turned = kept.has(ids.toReversed()) ? ids.toReversed() : null;
    return turned === null ? (
      <NotKept ids={ids} size={kept.size} />
    ) : (
      <p className="note">
        In this folder it is the other way round:{' '}
        <a href={href('compare', { ...study, a: turned[0], b: turned.slice(1) })}>B minus A</a>.
      </p>
    );
  }
  return (
    <Loaded query={comparison} what="the comparison">
      {(read) => <ComparisonView comparison={read} conditions={chosen} />}
    </Loaded>
  );
}
