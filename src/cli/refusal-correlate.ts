import { analyze } from '../analysis/analyze.ts';
import type { ConditionLabel } from '../analysis/condition-label.ts';
import { categoryScatters } from '../analysis/refusals/category-correlations.ts';
import { coefficientsOf } from '../analysis/refusals/coefficients.ts';
import type { Results } from '../analysis/results.ts';
import { ExitpollError, exitCodes } from '../base/errors.ts';
import { readPublishedPoints } from '../report/index.ts';
import { methodLabel, variantLabel } from '../report/labels.ts';
import { terminalPage } from '../report/terminal-page.ts';
import { visibleJson } from '../report/visible-text.ts';
import { openStore } from '../store/store.ts';
import { correlationsPage, type Place, type Scatter } from './refusal-correlate-page.ts';
import { colorOn, terminalWidth } from './terminal.ts';

export interface RefusalCorrelateOptions {
  /** Published points; or else a store. */
  readonly in?: string | undefined;
  readonly store: string;
  readonly study?: string | undefined;
  /** Of a store: points are its models, or the categories of a model's items. */
  readonly over: 'models' | 'categories';
  readonly json: boolean;
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
      ? `${visibleJson(JSON.stringify({ scatters }, withoutPlace, 2))}\n`
      : correlationsPage(
          options.in ?? options.store,
          scatters,
          terminalPage({ color: colorOn(), width: terminalWidth() }),
        ),
  );
  return exitCodes.done;
}

const draws = 9_999;

async function fromFile(file: string): Promise<Scatter[]> {
  return (await readPublishedPoints(file)).flatMap((scatter): Scatter[] => {
    const points = scatter.points.map(({ model: name, bail, refusal }) => ({ name, bail, refusal }));
    const whole = {
      name: scatter.name,
      place: { heading: '', label: scatter.name },
      points,
      published: { pearson: scatter.pearson, distance: scatter.distance },
      leftOut: [],
      ...coefficientsOf(points, draws),
    };
    if (scatter.neverRun.length === 0) return [whole];
    const run = points.filter(({ name }) => !scatter.neverRun.includes(name));
    const name = `${scatter.name}, only models that were run`;
    return [
      whole,
      {
        name,
        place: { heading: '', label: name },
        points: run,
        published: null,
        leftOut: scatter.neverRun,
        ...coefficientsOf(run, draws),
      },
    ];
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
    return {
      name: nameOf(one, one.scorer),
      place: placeOf(one, one.scorer),
      points,
      published: null,
      leftOut: [],
      ...coefficients,
    };
  });
}

function overCategories({ conditions, refusals }: Results): Scatter[] {
  return categoryScatters(refusals.rates, conditions).map((scatter) => {
    const points = scatter.points.map(({ category: name, bail, refusal }) => ({ name, bail, refusal }));
    const name = `${scatter.model}, ${nameOf(scatter, scatter.scorer)}`;
    const { heading, label } = placeOf(scatter, scatter.scorer);
    const place = { heading: `${scatter.model} · ${heading}`, label };
    return { name, place, points, published: null, leftOut: [], ...coefficientsOf(points, draws) };
  });
}

function nameOf(one: Omit<ConditionLabel, 'condition' | 'model' | 'simulated'>, scorer: string): string {
  const variant = variantLabel({ ...one, wording: one.wording === 'default' ? null : one.wording });
  return `${one.dataset}, ${methodLabel(one)}${variant === '' ? '' : `, ${variant}`} (${scorer})`;
}

function placeOf(one: Omit<ConditionLabel, 'condition' | 'model' | 'simulated'>, scorer: string): Place {
  const lead = variantLabel({ ...one, wording: null });
  const wording = one.wording === null || one.wording === 'default' ? '' : `, wording ${one.wording}`;
  const parts = [one.dataset, `study ${one.study}`, lead, `by ${scorer}`].filter((text) => text !== '');
  return { heading: parts.join(' · '), label: `${methodLabel(one)}${wording}` };
}

/** Where a scatter stands on the page says nothing in JSON that its name does not. */
function withoutPlace(key: string, value: unknown): unknown {
  return key === 'place' ? undefined : value;
}
