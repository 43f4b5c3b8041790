import type { ReactNode } from 'react';

import type { AgreementResult, SimilarityResult } from '../../../src/analysis/similarity/results.ts';
import { countOf, pValue } from '../../../src/report/format.ts';
import { methodLabel, modelLabel } from '../../../src/report/labels.ts';
import {
  agreementTitle,
  coefficient,
  coefficientRange,
  similarityText,
  similarityTitle,
  wayLabel,
} from '../../../src/report/similarity.ts';
import { renderAgreementCsv, renderSimilarityCsv } from '../../../src/report/similarity-csv.ts';
import { useResults } from '../../source/use-results.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { saveFile } from '../../ui/save-file.ts';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

/** Which models leave the same items of a dataset, and whether the ways of offering agree on them. */
export function Likeness({ dataset }: { readonly dataset: string }): ReactNode {
  const similarity = useResults('similarity');
  const agreement = useResults('agreement');
  return (
    <>
      <Loaded query={similarity} what="the similarity of models">
        {(read) => <Similarity all={read.similarity.filter((one) => one.dataset === dataset)} />}
      </Loaded>
      <Loaded query={agreement} what="the agreement of methods">
        {(read) => <Agreement all={read.agreement.groups.filter((one) => one.dataset === dataset)} />}
      </Loaded>
    </>
  );
}

function Similarity({ all }: { readonly all: readonly SimilarityResult[] }): ReactNode {
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{similarityTitle}</h2>
      <p className="note">{similarityText}</p>
      <CsvButton name="similarity" of={similarityTitle} make={() => renderSimilarityCsv({ similarity: all })} />
      <div className="side-by-side">
        {all.map((one) => (
          <Matrix key={methodLabel(one)} of={one} />
        ))}
      </div>
    </section>
  );
}

/** Correlations as a table: the more alike, the darker; the numbers stand in the cells. */
function Matrix({ of }: { readonly of: SimilarityResult }): ReactNode {
  const { models, correlation, cosine, items } = of;
  const title = `${methodLabel(of)}: correlation over ${countOf(items, 'item')} (cosine below)`;
  return (
    <div className="table-place" role="region" aria-label={title} tabIndex={0}>
      <table className="likeness">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            {models.map((model, index) => (
              <th key={model.condition} scope="col" className="number" title={modelLabel(model)}>
                {index + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {models.map((model, row) => (
            <tr key={model.condition}>
              <th scope="row">
                {row + 1} <bdi>{modelLabel(model)}</bdi>
              </th>
              {models.map((other, column) => {
                const value = correlation[row]?.[column] ?? null;
                return (
                  <td
                    key={other.condition}
                    className="number"
                    style={value === null ? undefined : { background: tint(value) }}
                  >
                    {coefficient(value)}
                    <small>{coefficient(cosine[row]?.[column])}</small>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Light enough for the text on it; opposite models have the other colour. */
function tint(value: number): string {
  const colour = value < 0 ? 'var(--second)' : 'var(--accent)';
  return `color-mix(in srgb, ${colour} ${Math.round(Math.abs(value) * 22)}%, var(--card))`;
}

interface AgreementRow {
  readonly key: string;
  readonly model: string;
  readonly ways: string;
  readonly pair: AgreementResult['pairs'][number];
}

const columns: readonly Column<AgreementRow>[] = [
  { key: 'model', title: 'Model', value: ({ model }) => model },
  { key: 'ways', title: 'Ways', value: ({ ways }) => ways },
  {
    key: 'kappa',
    title: 'kappa',
    value: ({ pair }) => pair.kappa.value,
    cell: ({ pair }) => coefficient(pair.kappa.value),
    numeric: true,
  },
  {
    key: 'kappa_range',
    title: '95 %',
    value: ({ pair }) => pair.kappa.low,
    cell: ({ pair }) => coefficientRange(pair.kappa),
    numeric: true,
  },
  { key: 'p', title: 'p', value: ({ pair }) => pair.kappa.p, cell: ({ pair }) => pValue(pair.kappa.p), numeric: true },
  {
    key: 'r',
    title: 'r of rates',
    value: ({ pair }) => pair.correlation.value,
    cell: ({ pair }) => coefficient(pair.correlation.value),
    numeric: true,
  },
  { key: 'items', title: 'Items', value: ({ pair }) => pair.items, numeric: true },
  { key: 'draws', title: 'Draws', value: ({ pair }) => pair.draws, numeric: true },
];

function Agreement({ all }: { readonly all: readonly AgreementResult[] }): ReactNode {
  const rows = all.flatMap((group): AgreementRow[] => {
    const ways = new Map(group.ways.map((way) => [way.condition, wayLabel(way)]));
    return group.pairs.map((pair) => ({
      key: `${pair.a} ${pair.b}`,
      model: modelLabel(group),
      ways: `${ways.get(pair.a) ?? ''} × ${ways.get(pair.b) ?? ''}`,
      pair,
    }));
  });
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{agreementTitle}</h2>
      <p className="note">
        kappa: agreement of the decisions, draw by draw (0: as by chance, 1: full). r: correlation of the items’ bail
        rates. Clusters are drawn for the intervals and exchanged for p. –: no item has an answer both ways, or one way
        never varies.
      </p>
      <DataTable
        table={{ columns, rows, rowKey: ({ key }) => key }}
        caption="Agreement of two ways of offering"
        sortName="sort-agreement"
      />
      <CsvButton name="agreement" of={agreementTitle} make={() => renderAgreementCsv({ agreement: { groups: all } })} />
    </section>
  );
}

interface CsvButtonProps {
  readonly name: string;
  readonly of: string;
  readonly make: () => string;
}

function CsvButton({ name, of, make }: CsvButtonProps): ReactNode {
  return (
    <div className="chart-buttons">
      <button type="button" aria-label={`CSV of: ${of}`} onClick={() => saveFile(`${name}.csv`, 'text/csv', make())}>
        CSV
      </button>
    </div>
  );
}
