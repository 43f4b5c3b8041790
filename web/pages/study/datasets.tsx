import type { ReactNode } from 'react';

import { grouped } from '../../../src/base/figures.ts';
import type { StudyDataset } from '../../../src/server/wire/study-page.ts';
import { href, useRoute } from '../../route.ts';
import { Foreign } from '../../ui/foreign.tsx';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

const columns: readonly Column<StudyDataset>[] = [
  { key: 'dataset', title: 'Dataset', value: ({ label }) => label, cell: ({ label }) => <Foreign text={label} /> },
  { key: 'kind', title: 'Kind', value: ({ kind }) => kind, cell: ({ kind }) => <Foreign text={kind} /> },
  counts('items', 'Items', ({ items }) => items),
  counts('clusters', 'Clusters', ({ clusters }) => clusters),
  counts('twins', 'Benign twins', ({ twins }) => twins),
  counts('merged', 'Identical ones merged', ({ merged }) => merged),
];

/** What was put before the models: how many items of each dataset, and in how many clusters. */
export function Datasets({ datasets }: { readonly datasets: readonly StudyDataset[] }): ReactNode {
  const study = useRoute().query.get('study') ?? undefined;
  return (
    <>
      <h2>Datasets</h2>
      <DataTable
        table={{ columns, rows: datasets, rowKey: ({ label }) => label }}
        caption="Datasets of the study"
        quietCaption
        sortName="sort-datasets"
        rowHref={({ label }) => href('trials', { study, dataset: label })}
      />
      <p className="note">Items of one cluster are not independent of each other; intervals take that into account.</p>
    </>
  );
}

function counts(key: string, title: string, value: (dataset: StudyDataset) => number): Column<StudyDataset> {
  return { key, title, numeric: true, value, cell: (dataset) => grouped(value(dataset)) };
}
