import { useMemo, type ReactNode } from 'react';

import { countOf, percentSigned } from '../../../src/report/format.ts';
import { chartSpec } from '../../../src/report/html/charts/frame.ts';
import { scatterPlot } from '../../../src/report/html/charts/scatter-spec.ts';
import { coefficientText } from '../../../src/report/refusals/correlation-section.ts';
import type { ReportResults } from '../../../src/report/report-results.ts';
import { categoryScatters, modelScatters, type Scatter } from '../../../src/report/scatters.ts';
import type { Section } from '../../../src/report/section.ts';
import { categorySections, sections } from '../../../src/report/sections.ts';
import { rowRoom } from '../../charts/row-room.ts';
import { ChartFigure } from '../../ui/chart/chart-figure.tsx';
import { Choice, useChoice, type Option, type Options } from '../../ui/choice.tsx';
import { SectionPart } from '../../ui/section/section-part.tsx';
import type { Column } from '../../ui/table/column.ts';
import { rateColumn } from './effect-figure.tsx';

/** Refusals, and how they go together with bails. */
export function RefusalsPart({ results }: { readonly results: ReportResults }): ReactNode {
  const parts = useMemo(() => {
    const drawn: Readonly<Record<string, readonly Scatter[]>> = {
      'refusal-correlation': modelScatters(results),
      'refusal-category-correlation': categoryScatters(results),
    };
    return [...sections(results), ...categorySections(results)].map((section) => ({
      section,
      scatters: drawn[section.id] ?? [],
    }));
  }, [results]);
  const [first, ...others] = parts;
  if (first === undefined) {
    return (
      <p className="note">
        No reply was scored for refusals. <code>exitpoll refusal</code> scores what is stored, without new calls.
      </p>
    );
  }
  return <ChosenPart parts={[first, ...others]} />;
}

interface Part {
  readonly section: Section;
  readonly scatters: readonly Scatter[];
}

/** Squares drawn at once; the others are in the table. */
const mostSquares = 16;

/** The first drawings that have so many squares together; one at least. */
function firstOf(scatters: readonly Scatter[]): readonly Scatter[] {
  let squares = 0;
  return scatters.filter(({ panels }, index) => {
    squares += panels.length;
    return index === 0 || squares <= mostSquares;
  });
}

function ChosenPart({ parts }: { readonly parts: readonly [Part, ...Part[]] }): ReactNode {
  const [first, ...others] = parts.map(({ section }): Option => ({ value: section.id, label: section.title }));
  const options: Options = [first ?? { value: '', label: '' }, ...others];
  const part = useChoice('part', options);
  const { section, scatters } = parts.find((one) => one.section.id === part) ?? parts[0];
  const drawn = firstOf(scatters);
  const left = scatters.length - drawn.length;
  return (
    <>
      <div className="controls">
        <Choice name="part" label="Which" options={options} asList />
      </div>
      <SectionPart key={section.id} section={section}>
        {drawn.map((scatter, index) => (
          <ScatterFigure key={scatter.title} name={`${section.id}-${index + 1}`} scatter={scatter} />
        ))}
        {left > 0 ? <p className="note">{countOf(left, 'further drawing')} left out: see the table.</p> : null}
      </SectionPart>
    </>
  );
}

interface Line {
  readonly key: string;
  readonly way: string;
  readonly name: string;
  readonly refusal: number;
  readonly bail: number;
}

const columns: readonly Column<Line>[] = [
  { key: 'name', title: 'Of', value: ({ name }) => name },
  { key: 'way', title: 'Offered as', value: ({ way }) => way },
  rateColumn('refusal', 'Refused', ({ refusal }) => refusal),
  rateColumn('bail', 'Bail', ({ bail }) => bail),
];

function ScatterFigure({ name, scatter }: { readonly name: string; readonly scatter: Scatter }): ReactNode {
  const { title, panels } = scatter;
  const { names, rows, spec } = useMemo(() => {
    const known = [...new Set(panels.flatMap(({ points }) => points.map((point) => point.name)))];
    const squares = panels.map((panel) => ({
      title: panel.title,
      line: panel.pearson === null ? 'too few points for a coefficient' : `Pearson ${coefficientText(panel.pearson)}`,
      points: panel.points.map((point) => ({ ...point, number: known.indexOf(point.name) + 1 })),
    }));
    return {
      names: known,
      rows: squares.flatMap((square, place) =>
        square.points.map(({ number, ...point }): Line => ({ ...point, key: `${place} ${number}`, way: square.title })),
      ),
      spec: (width: number) => chartSpec([scatterPlot(squares, rowRoom(width))]),
    };
  }, [panels]);
  return (
    <ChartFigure
      name={name}
      title={title}
      description={`Refusal rate against bail rate of ${countOf(names.length, 'point')} in ${countOf(panels.length, 'square')}, one for each way of offering; the table has the numbers.`}
      spec={spec}
      table={{ columns, rows, rowKey: ({ key }) => key }}
      points={rows.map(({ key, name: of, way, refusal, bail }) => ({
        key,
        title: `${of} · ${way}`,
        lines: [
          ['refused', percentSigned(refusal)],
          ['bail', percentSigned(bail)],
        ],
      }))}
    >
      {names.map((of, index) => (
        <span key={of}>
          <b>{index + 1}</b> <bdi>{of}</bdi>
        </span>
      ))}
    </ChartFigure>
  );
}
