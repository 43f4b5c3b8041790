import type { ReactNode } from 'react';

import { setQuery, useRoute } from '../../route.ts';
import { Choice, type Options } from '../../ui/choice.tsx';
import { MultiSelect } from '../../ui/multi-select.tsx';
import { columnOptions, groupOptions, orderOptions, rowOptions, type GridView } from './use-grid-view.ts';

/** What the map shows and in which order: all of it in the address. */
export function GridControls({
  view,
  scorers,
}: {
  readonly view: GridView;
  readonly scorers: readonly string[];
}): ReactNode {
  const { datasets, measures, measure, sizes, models, methods, order, sides, rowKind } = view;
  const [firstScorer, ...otherScorers] = scorers.map((value) => ({ value, label: value }));
  return (
    <div className="controls">
      {datasets.length > 1 ? <Choice name="dataset" label="Dataset" options={datasets} forgets={['a', 'b']} /> : null}
      {measures.length > 1 ? <Choice name="measure" label="Shown" options={measures} /> : null}
      {measure === 'refusal' && firstScorer !== undefined && otherScorers.length > 0 ? (
        <Choice name="scorer" label="Scorer" options={[firstScorer, ...otherScorers]} />
      ) : null}
      <Choice name="rows" label="Rows" options={rowOptions} forgets={['size']} />
      {rowKind === 'categories' ? null : <Choice name="group" label="Rows stand" options={groupOptions} />}
      <Choice name="order" label="Order of rows" options={orderOptions} />
      {order === 'difference' && sides !== null ? (
        <>
          <Side name="a" label="A" sides={sides} otherwise={0} />
          <Side name="b" label="minus B" sides={sides} otherwise={1} />
        </>
      ) : null}
      <Choice name="columns" label="Order of columns" options={columnOptions} />
      <Choice name="size" label="Height" options={sizes} />
      {models.length > 1 ? <MultiSelect name="model" label="Models" options={models} /> : null}
      {methods.length > 1 ? <MultiSelect name="method" label="Methods" options={methods} /> : null}
    </div>
  );
}

/** One of the two conditions whose difference puts rows in order. */
function Side({
  name,
  label,
  sides,
  otherwise,
}: {
  readonly name: 'a' | 'b';
  readonly label: string;
  readonly sides: Options;
  readonly otherwise: number;
}): ReactNode {
  const wanted = useRoute().query.get(name);
  const chosen = sides.find(({ value }) => value === wanted) ?? sides[otherwise] ?? sides[0];
  return (
    <label className="choice-list">
      <span>{label}</span>
      <select value={chosen.value} onChange={(event) => setQuery({ [name]: event.target.value })}>
        {sides.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
