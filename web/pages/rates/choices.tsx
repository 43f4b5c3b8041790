import { useMemo, type ReactNode } from 'react';

import type { SpecificationCurve } from '../../../src/analysis/specification-results.ts';
import { drawnFactors, factorsSection } from '../../../src/report/factors.ts';
import { countOf } from '../../../src/report/format.ts';
import { chartSpec } from '../../../src/report/html/charts/frame.ts';
import { describeCurve, modelColour, specificationParts } from '../../../src/report/html/charts/specification-spec.ts';
import { modelLabel } from '../../../src/report/labels.ts';
import type { ReportResults } from '../../../src/report/report-results.ts';
import { choicesOf, choicesSection, curveTitle, specificationsSection } from '../../../src/report/specifications.ts';
import { rowRoom } from '../../charts/row-room.ts';
import { ChartFigure } from '../../ui/chart/chart-figure.tsx';
import { ShapeKey } from '../../ui/chart/shape-key.tsx';
import { SectionPart } from '../../ui/section/section-part.tsx';
import type { Column } from '../../ui/table/column.ts';
import { EffectFigure, rateColumn } from './effect-figure.tsx';

/** Marks of one drawing: more take longer to draw than anybody looks at. */
const mostMarks = 3_000;

/** Curves drawn at once; the others are in the tables. */
const mostCurves = 6;

/** How far rates move with what could have been chosen otherwise: readings, denominators, orders, words. */
export function Choices({ results }: { readonly results: ReportResults }): ReactNode {
  const { curves, drawn, factors, choices, specifications } = useMemo(
    () => ({
      curves: results.specifications.filter(({ models }) => models.some(({ rate }) => rate !== null)),
      drawn: drawnFactors(results),
      factors: factorsSection(results),
      choices: choicesSection(results),
      specifications: specificationsSection(results),
    }),
    [results],
  );
  if (factors === null && specifications === null) {
    return <p className="note">No exit was offered: there is no choice of the analysis that could move a rate.</p>;
  }
  return (
    <>
      {factors === null ? null : (
        <SectionPart section={factors}>
          {drawn === null ? null : <EffectFigure name="factors" section={drawn} more={[]} said={() => []} />}
        </SectionPart>
      )}
      {specifications === null ? null : (
        <SectionPart section={specifications}>
          {curves.slice(0, mostCurves).map((curve, index) => (
            <CurveFigure key={curveTitle(curve, results)} name={`curve-${index + 1}`} curve={curve} results={results} />
          ))}
          {curves.length > mostCurves ? (
            <p className="note">{countOf(curves.length - mostCurves, 'further curve')} not drawn: see the table.</p>
          ) : null}
        </SectionPart>
      )}
      {choices === null ? null : <SectionPart section={choices} />}
    </>
  );
}

interface CurveProps {
  readonly name: string;
  readonly curve: SpecificationCurve;
  readonly results: ReportResults;
}

interface Line {
  readonly key: string;
  readonly choices: string;
  readonly rates: readonly (number | null)[];
}

function CurveFigure({ name, curve, results }: CurveProps): ReactNode {
  const spec = useMemo(
    () => (width: number) => chartSpec(specificationParts(curve, mostMarks, rowRoom(width))),
    [curve],
  );
  const rows = curve.specifications.map((one, index): Line => ({
    key: String(index),
    choices: choicesOf(one).join(' · '),
    rates: one.rates,
  }));
  const columns: readonly Column<Line>[] = [
    { key: 'choices', title: 'Choices', value: ({ choices }) => choices },
    ...curve.models.map((model, index) =>
      rateColumn<Line>(`model-${index + 1}`, modelLabel(model), ({ rates }) => rates[index] ?? null),
    ),
  ];
  return (
    <ChartFigure
      name={name}
      title={curveTitle(curve, results)}
      description={`${describeCurve(curve, mostMarks)}.`}
      spec={spec}
      table={{ columns, rows, rowKey: ({ key }) => key }}
      keys={curve.models.map((model, index) => (
        <span key={model.model} className="key">
          <ShapeKey shape="circle" color={modelColour(index)} /> <bdi>{modelLabel(model)}</bdi>
        </span>
      ))}
    >
      <span>
        each column is one way to come to the rates, its choices marked below; the dashed line marks the way of the page
        of rates
      </span>
    </ChartFigure>
  );
}
