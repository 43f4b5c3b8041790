import { Hono, type Context } from 'hono';

import { auditSteps } from '../../analysis/audits.ts';
import { auditCorrections, auditData, auditReaders, unitsOf, type AuditMaterial } from '../../audit/audit-figures.ts';
import { findingsIn } from '../../audit/detectors/index.ts';
import { exchangeParts } from '../../audit/exchange-parts.ts';
import { sampledLabels, type LabelledUnit } from '../../store/labels.ts';
import { drawnConversations, drawnTrials } from '../audit/drawn-samples.ts';
import { keptMaterial, requireUnit } from '../audit/material-source.ts';
import { ownLabel } from '../audit/own-label.ts';
import type { Viewer } from '../viewer.ts';
import type { AuditExchange, AuditPage, AuditReadersPage, AuditSession, AuditStepsPage } from '../wire/audit.ts';
import { auditWriteRoutes } from './audit-writes.ts';
import { studyOf } from './study-of.ts';

/** `/audit`: what was drawn to be read, what the labels say, and what a rater reads; labels are written by POST. */
export function auditRoutes(viewer: Viewer) {
  const { store } = viewer;
  const source = keptMaterial(store);
  const materialOf = async (context: Context): Promise<AuditMaterial | null> =>
    source.of(await studyOf(viewer, context.req.query('study')));
  return new Hono()
    .get('/', async (context) => {
      const study = await studyOf(viewer, context.req.query('study'));
      const material = await source.of(study);
      const trials = material === null ? null : drawnTrials(material.scope);
      const conversations = material === null ? null : drawnConversations(material.scope);
      const isDrawn = material !== null && (trials !== null || conversations !== null);
      const page: AuditPage = {
        study,
        conditions: material?.scope.conditions.length ?? 0,
        trials,
        conversations,
        figures: isDrawn ? auditCorrections(store, material) : null,
      };
      return context.json(page);
    })
    .get('/steps', async (context) => {
      const material = await materialOf(context);
      const isDrawn = material !== null && material.scope.strata.length > 0;
      const page: AuditStepsPage = { steps: isDrawn ? auditSteps(store, auditData(material)) : [] };
      return context.json(page);
    })
    .get('/readers', async (context) => {
      const material = await materialOf(context);
      const page: AuditReadersPage = { readers: material === null ? null : auditReaders(store, material) };
      return context.json(page);
    })
    .get('/session', async (context) => {
      const material = await materialOf(context);
      const unit = unitIn(context);
      const rater = context.req.query('rater') ?? '';
      const units = material === null ? new Map<number, never>() : unitsOf(material, unit);
      const labels = material === null ? [] : sampledLabels(store, material.scope.revision.name, unit);
      const own = labels.filter((label) => label.rater === rater && !label.judge && units.has(label.unitId));
      const session: AuditSession = { units: [...units.keys()], labels: own.flatMap((label) => ownLabel(label) ?? []) };
      return context.json(session);
    })
    .get('/units/:id', async (context) => {
      const unit = unitIn(context);
      const found = requireUnit(await materialOf(context), unit, Number(context.req.param('id')));
      const { unitId, condition } = found;
      const records = found.read();
      const [record] = records;
      const wantsFindings = unit === 'trial' && context.req.query('detectors') === 'yes' && record !== undefined;
      const exchange: AuditExchange = {
        id: unitId,
        method: condition.method,
        order: condition.order,
        dataset: condition.dataset,
        parts: exchangeParts(records, unit === 'trial' ? undefined : 'without-outcomes'),
        findings: wantsFindings ? findingsIn(record) : null,
      };
      return context.json(exchange);
    })
    .route('/', auditWriteRoutes(viewer, source));
}

function unitIn(context: Context): LabelledUnit {
  return context.req.query('unit') === 'conversation' ? 'conversation' : 'trial';
}
