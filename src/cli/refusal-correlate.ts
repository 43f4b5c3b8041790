import { analyze } from '../analysis/analyze.ts';
import type { ConditionLabel } from '../analysis/condition-label.ts';
import { categoryScatters } from '../analysis/refusals/category-correlations.ts';
import { coefficientsOf, type Coefficients } from '../analysis/refusals/coefficients.ts';
import type { Results } from '../analysis/results.ts';
import { ExitpollError, exitCodes } from '../base/errors.ts';
import { terminalLine } from '../base/terminal-text.ts';
import { textTable } from '../base/text-table.ts';
import { nothing } from '../report/format.ts';
import { readPublishedPoints } from '../report/index.ts';
import { methodLabel, variantLabel } from '../report/labels.ts';
import { coefficientText } from '../report/refusals/correlation-section.ts';
import { visibleJson } from '../report/visible-text.ts';
import { openStore } from '../store/store.ts';

export interface RefusalCorrelateOptions {
  /** Published points; or else a store. */
  readonly in?: string | undefined;
  readonly store: string;
  readonly study?: string | undefined;
  /** Of a store: points are its models, or the categories of a model's items. */
  readonly over: 'models' | 'categories';
  readonly json: boolean;
}

/** One scatter with its coefficients. */
interface Scatter extends Coefficients {
  readonly name: string;
  readonly points: readonly { readonly name: string; readonly bail: number; readonly refusal: number }[];
  /** As printed where the points were published. */
  readonly published: { readonly pearson: number | null; readonly distance: number | null } | null;
  /** Models left out because they were never run. */
  readonly leftOut: readonly string[];
}

/** `exitpoll refusal correlate`. @returns the exit code. @throws ExitpollError on a file or a store that cannot be used. */
export async function refusalCorrelateCommand(options: RefusalCorrelateOptions): Promise<number> {
  const scatters = options.in === undefined ? await fromStore(options) : await fromFile(options.in);
  if (scatters.length === 0) {
    throw new ExitpollError('there is nothing to correlate', {
      code: 'nothing-selected',
      at: { file: options.in ?? options.store },
      hint: 'It takes scored replies (`exitpoll refusal run`), and two models or items with categories.',
    });
  }
  process.stdout.write(
    options.json
      ? `${visibleJson(JSON.stringify({ scatters }, null, 2))}\n`
      : page(options.in ?? options.store, scatters),
  );
  return exitCodes.done;
}

const draws = 9_999;

async function fromFile(file: string): Promise<Scatter[]> {
  return (await readPublishedPoints(file)).flatMap((scatter): Scatter[] => {
    const points = scatter.points.map(({ model: name, bail, refusal }) => ({ name, bail, refusal }));
    const whole = {
      name: scatter.name,
      points,
      published: { pearson: scatter.pearson, distance: scatter.distance },
      leftOut: [],
      ...coefficientsOf(points, draws),
    };
    if (scatter.neverRun.length === 0) return [whole];
    const run = points.filter(({ name }) => !scatter.neverRun.includes(name));
    const name = `${scatter.name}, only models that were run`;
    return [whole, { name, points: run, published: null, leftOut: scatter.neverRun, ...coefficientsOf(run, draws) }];
  });
}

async function fromStore({ store: file, study, over }: RefusalCorrelateOptions): Promise<Scatter[]> {
  await using store = openStore(file, 'read');
  const results = await analyze(store, { study });
  return over === 'models' ? overModels(results) : overCategories(results);
}

function overModels({ refusals }: Results): Scatter[] {
  return refusals.correlations.map((one) => {
    const points = one.points.map(({ model: name, bail, refusal }) => ({ name, bail, refusal }));
    const { pearson, spearman, kendall, distance } = one;
    const coefficients = { pearson, spearman, kendall, distance };
    return { name: nameOf(one, one.scorer), points, published: null, leftOut: [], ...coefficients };
  });
}

function overCategories({ conditions, refusals }: Results): Scatter[] {
  return categoryScatters(refusals.rates, conditions).map((scatter) => {
    const points = scatter.points.map(({ category: name, bail, refusal }) => ({ name, bail, refusal }));
    const name = `${scatter.model}, ${nameOf(scatter, scatter.scorer)}`;
    return { name, points, published: null, leftOut: [], ...coefficientsOf(points, draws) };
  });
}

function nameOf(one: Omit<ConditionLabel, 'condition' | 'model' | 'simulated'>, scorer: string): string {
  const variant = variantLabel({ ...one, wording: one.wording === 'default' ? null : one.wording });
  return `${one.dataset}, ${methodLabel(one)}${variant === '' ? '' : `, ${variant}`} (${scorer})`;
}

function page(file: string, scatters: readonly Scatter[]): string {
  const hasPublished = scatters.some(({ published }) => published !== null);
  const right = (title: string): { title: string; align: 'right' } => ({ title, align: 'right' });
  const table = textTable(
    [
      { title: 'refusal against bail' },
      right('points'),
      right('Pearson'),
      ...(hasPublished ? [right('published')] : []),
      right('distance'),
      ...(hasPublished ? [right('published')] : []),
      right('Spearman'),
      right('Kendall'),
    ],
    scatters.map(({ name, points, published, pearson, spearman, kendall, distance }) => [
      terminalLine(name, 70),
      String(points.length),
      coefficientText(pearson, 4),
      ...(hasPublished ? [fourDigits(published?.pearson ?? null)] : []),
      coefficientText(distance, 4),
      ...(hasPublished ? [fourDigits(published?.distance ?? null)] : []),
      coefficientText(spearman),
      coefficientText(kendall),
    ]),
  );
  const leftOut = scatters
    .filter((scatter) => scatter.leftOut.length > 0)
    .map((scatter) =>
      terminalLine(`Never run, and so no point in "${scatter.name}": ${scatter.leftOut.join(', ')}`, 400),
    );
  return [
    `${terminalLine(file, 200)}: refusal rate against bail rate; 95 % bootstrap intervals, permutation p of no association, not adjusted for their number`,
    '',
    table,
    ...leftOut.map((line) => `${line}\n`),
  ].join('\n');
}

function fourDigits(value: number | null): string {
  return value === null ? nothing : value.toFixed(4).replace('-', '−');
}
