import { z } from 'zod';

import { readCheckedFile } from '../../base/checked-file.ts';

// Tables made from data frames write NaN where there is no number.
const percentage = z
  .preprocess(
    (value) => (value === null || value === 'NaN' || Number.isNaN(value) ? undefined : value),
    z.number().min(0).max(100).optional(),
  )
  .optional();

// Other fields of a row (refusals, unreadable answers) are of no use here and are let through.
const row = z.object({
  figure: z.string().optional(),
  label: z.string().min(1),
  tool: percentage,
  tool_err: percentage,
  string: percentage,
  string_err: percentage,
  promptBailFirst: percentage,
  promptBailFirst_err: percentage,
  promptContinueFirst: percentage,
  promptContinueFirst_err: percentage,
});

/** Published figures as a file gives them: percent, one row a model and figure. */
export const overlaySchema = z.object({
  source: z.string().optional(),
  rates: z.array(row),
});

/** One row of published figures. */
export type OverlayRow = z.output<typeof row>;

/** A file of published figures, read and checked. */
export interface OverlayFile {
  readonly source: string;
  readonly rows: readonly OverlayRow[];
}

/**
 * Reads published figures from JSON or YAML.
 *
 * @throws ExitpollError when the file cannot be read; ExitpollErrors with file, line and field of every mistake.
 */
export async function readOverlay(file: string): Promise<OverlayFile> {
  const { value } = await readCheckedFile(file, overlaySchema);
  return { source: value.source ?? file, rows: value.rates };
}
