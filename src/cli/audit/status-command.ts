import { transportedRates } from '../../analysis/transported.ts';
import type { AuthorFactor } from '../../analysis/transported-rate.ts';
import { auditFigures, auditMaterial } from '../../audit/audit-figures.ts';
import { auditScope, requireSample, sampledUnits } from '../../audit/open-audit.ts';
import { ExitpollError, exitCodes } from '../../base/errors.ts';
import type { Order } from '../../conversation/exit.ts';
import { visibleJson } from '../../report/visible-text.ts';
import { isStratumOf } from '../../store/audit-samples.ts';
import { openStore } from '../../store/store.ts';
import { colorOn, terminalWidth } from '../terminal.ts';
import type { AuditOptions } from './label-command.ts';
import { auditStatusPage } from './status-page.ts';

export interface StatusOptions extends Omit<AuditOptions, 'unit'> {
  readonly order: Order | undefined;
  readonly factor: string | undefined;
  readonly json: boolean;
}

/** `exitpoll audit status`. @returns the exit code. */
export async function statusCommand(options: StatusOptions): Promise<number> {
  const factor = options.factor === undefined ? null : readFactor(options.factor);
  await using store = openStore(options.store, 'read');
  const all = await auditScope(store, options.study, options.only);
  const conditions = all.conditions.filter(({ order }) => options.order === undefined || order === options.order);
  const isAsked = (stratum: Parameters<typeof isStratumOf>[0]): boolean =>
    conditions.some((condition) => isStratumOf(stratum, condition));
  const scope = {
    ...all,
    conditions,
    strata: all.strata.filter(isAsked),
    passages: all.passages.filter(isAsked),
  };
  if (conditions.length === 0) {
    throw new ExitpollError(`none of these conditions has the order ${options.order}`, {
      code: 'nothing-selected',
      hint: 'Only the bail prompt has orders.',
    });
  }
  if (sampledUnits(scope, 'conversation') === null) requireSample(scope, store, 'trial');
  const found = auditFigures(store, auditMaterial(store, scope));
  const figures = factor === null ? found : { ...found, transported: transportedRates(found.corrected, factor) };
  process.stdout.write(
    options.json
      ? `${visibleJson(JSON.stringify(figures, null, 2))}\n`
      : auditStatusPage(figures, scope, { color: colorOn(), width: terminalWidth() }),
  );
  return exitCodes.done;
}

/** @throws ExitpollError on what are no ratio and its limits. */
function readFactor(text: string): AuthorFactor {
  const [factor = Number.NaN, low = Number.NaN, high = Number.NaN, ...more] = text
    .split(',')
    .map((part) => (part.trim() === 'inf' ? Number.POSITIVE_INFINITY : Number(part.trim() || Number.NaN)));
  if (more.length === 0 && low >= 0 && low <= factor && factor <= high && Number.isFinite(factor)) {
    return { factor, low, high: Number.isFinite(high) ? high : null };
  }
  throw new ExitpollError(`--factor takes a ratio and its limits, such as 0.25,0.19,0.33; got "${text}"`, {
    code: 'usage',
    hint: '`exitpoll compare … --json` gives ratio, ratioLow and ratioHigh; `inf` for no upper limit.',
  });
}
