import { Hono, type Context } from 'hono';
import { z } from 'zod';

import { drawUnits } from '../../audit/audit-units.ts';
import { auditScope } from '../../audit/open-audit.ts';
import { isRaterName, raterNameRule } from '../../audit/rater-name.ts';
import { systemClock } from '../../base/clock.ts';
import { ExitpollError } from '../../base/errors.ts';
import { auditLabels } from '../../conversation/audit-label.ts';
import { replaceLabel, takeLabelBack, type LabelChange, type StoredLabel } from '../../store/labels.ts';
import { requireUnit, type MaterialSource } from '../audit/material-source.ts';
import { ownLabel } from '../audit/own-label.ts';
import { writeStore } from '../audit/write-store.ts';
import type { Viewer } from '../viewer.ts';
import { mostNoteCharacters, type LabelStored } from '../wire/audit.ts';

const unit = z.enum(['trial', 'conversation']);
const place = {
  study: z.string().min(1),
  unit,
  id: z.int().min(1),
  rater: z.string().refine(isRaterName, { error: `is no name for a rater. ${raterNameRule}` }),
};
const labelSchema = z.strictObject({
  ...place,
  label: z.enum(auditLabels),
  note: z.string().max(mostNoteCharacters).nullable(),
  detectorsShown: z.boolean(),
  replaces: z.int().nullable(),
});
const undoSchema = z.strictObject({ ...place, labelledAt: z.int() });
const size = z.int().min(0).max(100_000);
const sampleSchema = z.strictObject({
  study: z.string().min(1),
  unit,
  bails: size,
  others: size,
  seed: z.int().min(0),
});

/** What the viewer writes: labels of people, and the sample they read. */
export function auditWriteRoutes({ store, live }: Viewer, source: MaterialSource) {
  return new Hono()
    .post('/labels', async (context) => {
      const body = await bodyOf(context, labelSchema);
      requireUnit(await source.of(body.study), body.unit, body.id);
      const given: StoredLabel = {
        unitId: body.id,
        rater: body.rater,
        judge: false,
        label: body.label,
        note: body.note === '' ? null : body.note,
        labelledAt: systemClock.now(),
        detectorsShown: body.detectorsShown,
        generationId: null,
      };
      const change = await writeStore(store, (writing) => replaceLabel(writing, given, body.unit, body.replaces));
      live.look();
      return context.json(answerOf(change));
    })
    .post('/labels/undo', async (context) => {
      const { study, unit: of, id, rater, labelledAt } = await bodyOf(context, undoSchema);
      requireUnit(await source.of(study), of, id);
      const change = await writeStore(store, (writing) =>
        takeLabelBack(writing, { unitId: id, rater }, of, labelledAt),
      );
      live.look();
      return context.json(answerOf(change));
    })
    .post('/sample', async (context) => {
      const { study, unit: of, ...sizes } = await bodyOf(context, sampleSchema);
      const scope = await auditScope(store, study, {});
      await writeStore(store, (writing) => drawUnits(writing, scope, of, { ...sizes, now: systemClock.now() }));
      live.look();
      return context.json({ done: true });
    });
}

/** @throws ExitpollError on a body that is not what is wanted. */
async function bodyOf<Body>(context: Context, schema: z.ZodType<Body>): Promise<Body> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the request' : issue.path.join('.');
  throw new ExitpollError(`${where}: ${issue?.message ?? 'cannot be read'}`, { code: 'bad-request' });
}

function answerOf({ done, label }: LabelChange): LabelStored {
  return { done, label: label === null ? null : ownLabel(label) };
}
