import { fewestPoints, type Coefficients } from '../analysis/refusals/coefficients.ts';
import { counted } from '../base/figures.ts';
import { terminalLine } from '../base/terminal-text.ts';
import { nothing } from '../report/format.ts';
import { coefficientText } from '../report/refusals/correlation-section.ts';
import type { RowColumn, TableLine } from '../report/table-rows.ts';
import { leftOutText, noteText, tablePart, type TerminalPage } from '../report/terminal-page.ts';
import { wrap } from '../report/wrap.ts';

/** Where a scatter stands on the page: the row's label, under a heading; an empty one for none. */
export interface Place {
  readonly heading: string;
  readonly label: string;
}

/** One scatter with its coefficients. */
export interface Scatter extends Coefficients {
  readonly place: Place;
  readonly name: string;
  readonly points: readonly { readonly name: string; readonly bail: number; readonly refusal: number }[];
  /** As printed where the points were published. */
  readonly published: { readonly pearson: number | null; readonly distance: number | null } | null;
  /** Models left out because they were never run. */
  readonly leftOut: readonly string[];
}

/** The page behind `exitpoll refusal correlate`. */
export function correlationsPage(file: string, scatters: readonly Scatter[], page: TerminalPage): string {
  const told = scatters.filter((scatter) => !isEmpty(scatter));
  const hasPublished = told.some(({ published }) => published !== null);
  const digits = hasPublished ? 4 : 2;
  const right = (title: string, optional?: number): RowColumn => ({
    title,
    align: 'right',
    ...(optional === undefined ? {} : { optional }),
  });
  const columns: readonly RowColumn[] = [
    { title: '' },
    right('points', 1),
    right('Pearson'),
    ...(hasPublished ? [right('published', 2)] : []),
    {
      ...right('distance', 2),
      about: 'distance: distance correlation, well above 0 for few points whatever they are: read its p.',
    },
    ...(hasPublished ? [right('published', 2)] : []),
    right('Spearman', 3),
    right('Kendall', 4),
  ];
  const cells = ({ place, points, published, pearson, spearman, kendall, distance }: Scatter): string[] => [
    `    ${terminalLine(place.label, 90)}`,
    String(points.length),
    coefficientText(pearson, digits),
    ...(hasPublished ? [fourDigits(published?.pearson ?? null)] : []),
    coefficientText(distance, digits),
    ...(hasPublished ? [fourDigits(published?.distance ?? null)] : []),
    coefficientText(spearman),
    coefficientText(kendall),
  ];
  const lines = [...Map.groupBy(told, ({ place }) => place.heading)].flatMap(([heading, own]): TableLine[] => [
    ...(heading === '' ? [] : [`  ${terminalLine(heading, 300)}`]),
    ...own.map(cells),
  ]);
  const title = `${terminalLine(file, 200)}: refusal rate against bail rate`;
  const notes = [
    'Coefficients with 95 % bootstrap intervals in brackets, and the permutation p of no association, not adjusted for their number.',
    ...scatters
      .filter((scatter) => scatter.leftOut.length > 0)
      .map((scatter) =>
        terminalLine(`Never run, and so no point in "${scatter.name}": ${scatter.leftOut.join(', ')}`, 400),
      ),
    ...withoutCoefficient(scatters.filter(isEmpty)),
  ];
  const parts =
    told.length === 0
      ? [page.paint('bold', wrap(title, page.width)), ...notes.slice(1).map((text) => noteText(text, page))]
      : [tablePart({ title, columns, lines, notes }, page), leftOutText(page, 'so has --json')];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}

function isEmpty({ pearson, spearman, kendall, distance }: Scatter): boolean {
  return [pearson, spearman, kendall, distance].every((one) => (one?.value ?? null) === null);
}

/** Why some scatters have no coefficients, in a sentence for all of them. */
function withoutCoefficient(scatters: readonly Scatter[]): string[] {
  const few = scatters.filter(({ points }) => points.length < fewestPoints).length;
  const alike = scatters.length - few;
  const parts = [
    ...(few === 0 ? [] : [`${counted(few, 'scatter')} of fewer than four points`]),
    ...(alike === 0 ? [] : [`${counted(alike, 'scatter')} in which all refuse, or all leave, at one rate`]),
  ];
  return parts.length === 0 ? [] : [`Without coefficients, and not listed: ${parts.join(' and ')}. --json lists them.`];
}

function fourDigits(value: number | null): string {
  return value === null ? nothing : value.toFixed(4).replace('-', '−');
}
