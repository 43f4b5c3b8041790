import { z } from 'zod';

import { readCheckedFile } from '../../base/checked-file.ts';
import { overlaySchema, type OverlayRow } from './overlay-file.ts';
import { modelNameForms } from './model-name.ts';

const percentage = z.number().min(0).max(100);
const coefficient = z.preprocess((value) => (value === 'NaN' ? undefined : value), z.number().optional());

const published = z.object({
  pearson_r: coefficient,
  distance_corr: coefficient,
  points_model_bail_refusal: z.array(z.tuple([z.string().min(1), percentage, percentage])).min(1),
});

const fileSchema = overlaySchema.partial({ rates: true }).extend({ correlation: z.record(z.string(), published) });

/** One published scatter: points in fractions, and the coefficients printed with it. */
export interface PublishedScatter {
  readonly name: string;
  readonly points: readonly { readonly model: string; readonly bail: number; readonly refusal: number }[];
  readonly pearson: number | null;
  readonly distance: number | null;
  /** Points at 0 whose model the file's own rates show with other methods and never with this one. */
  readonly neverRun: readonly string[];
}

/**
 * Reads published scatters of bail and refusal: `correlation`, by method `points_model_bail_refusal` in percent; and
 * `rates`, as for an overlay, by which models that were never run with a method are told.
 *
 * @throws ExitpollError when the file cannot be read; ExitpollErrors with every mistake in it.
 */
export async function readPublishedPoints(file: string): Promise<readonly PublishedScatter[]> {
  const { value } = await readCheckedFile(file, fileSchema);
  const rows = (value.rates ?? []).filter(({ figure }) => figure === undefined || ownFigure.test(figure));
  return Object.entries(value.correlation).map(([name, found]) => {
    const points = found.points_model_bail_refusal.map(([model, bail, refusal]) => ({
      model,
      bail: bail / 100,
      refusal: refusal / 100,
    }));
    const field = fields[name];
    const neverRun = points
      .filter(({ bail, model }) => bail === 0 && field !== undefined && isNeverRun(model, field, rows))
      .map(({ model }) => model);
    return { name, points, pearson: found.pearson_r ?? null, distance: found.distance_corr ?? null, neverRun };
  });
}

/** Tables of rates with a model's own replies, before anything else was done to them. */
const ownFigure = /^(?!bails_georg_bail$)(?!.*(?:no_refuse|prompt_ablate|crossmodel|jailbreak|realworld)).*_bail$/;

type Field = 'tool' | 'string' | 'promptBailFirst' | 'promptContinueFirst';

const fields: Readonly<Record<string, Field>> = {
  bail_tool: 'tool',
  bail_str: 'string',
  bail_prompt_bail_first: 'promptBailFirst',
  bail_prompt_continue_first: 'promptContinueFirst',
};

/** Whether rows name the model, and none has a rate or a half-width for the method: a rate of 0 has a half-width. */
function isNeverRun(model: string, field: Field, rows: readonly OverlayRow[]): boolean {
  const [full] = modelNameForms(model);
  const own = rows.filter(({ label }) => modelNameForms(label)[0] === full);
  return own.length > 0 && own.every((row) => row[field] === undefined && row[`${field}_err`] === undefined);
}
