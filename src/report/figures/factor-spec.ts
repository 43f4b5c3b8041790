import { factorPlot } from '../html/charts/factor-plot.ts';
import { distinctLabels } from '../distinct-labels.ts';
import type { FigureSpec } from './draw.ts';
import type { FactorsPlot, FigureData } from './figure.ts';
import { headingSpec } from './heading-spec.ts';
import { colors, styleOf } from './theme.ts';

const size = { labelWidth: 250, plotWidth: 480, labelMax: 38, narrow: false };
/** Room for the numbers at the ends of rows. */
const endWidth = 60;

/** Factors with their intervals, a row for each. */
export function factorSpec({ groups, axis }: FactorsPlot, { title, subtitle }: FigureData): FigureSpec {
  const rows = groups.map((group) => {
    const labels = distinctLabels(
      group.rows.map(({ label }) => label),
      size.labelMax,
    );
    return {
      title: group.title,
      rows: group.rows.map(({ factor }, index) => ({ label: labels[index] ?? '', factor })),
    };
  });
  const width = size.labelWidth + size.plotWidth + endWidth;
  return {
    parts: [
      headingSpec(title, subtitle, width, size.labelWidth),
      factorPlot(rows, size, { ink: styleOf(0).color, ground: colors.ground, title: axis }),
    ],
    width,
  };
}
