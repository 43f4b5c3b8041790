import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { terminalText } from '../base/terminal-text.ts';
import { estimatePlan, type ModelEstimate, type PlanEstimate } from '../run/estimate.ts';
import type { OpenedModel } from '../run/open-models.ts';
import { thisMachine } from '../run/open-reference.ts';
import type { PreparedStudy } from '../run/prepare.ts';
import type { Store } from '../store/store.ts';
import { stoppingRule, type Study } from '../study/schema.ts';
import { counted, dollars, grouped } from '../base/figures.ts';
import { followUpEstimate, followUpLines } from './follow-up-lines.ts';
import { readingLines } from './reading-lines.ts';

/** What a user should know before the first call: who is asked, with what files, how much, at what cost. */
export function beforeRunLines(store: Store, prepared: PreparedStudy, models: readonly OpenedModel[]): string[] {
  const estimate = estimatePlan(store, prepared.plan, models, 'here');
  const { study, file } = prepared.loaded;
  const trials = estimate.lines.reduce((sum, line) => sum + line.trials, 0);
  const stored = estimate.lines.reduce((sum, line) => sum + line.stored, 0);
  const upTo = estimate.lines.some(({ line }) => line.stopping !== null && !line.isStopped) ? 'up to ' : '';
  const items = prepared.datasets.map((one) => `${one.label} (${grouped(one.items)} items)`).join(', ');
  return [
    `Study ${study.name} (${file}): ${upTo}${grouped(trials)} trials${stored === 0 ? '' : `, ${grouped(stored)} of them done`}, ${items}, ${epochsText(study)}`,
    ...ownFiles(prepared.files).map((name) => `  reads ${name}`),
    ...readingLines(prepared.readings),
    ...estimate.models.map(
      (model) =>
        `  ${model.label} → ${model.destination}: up to ${counted(model.left.requests, 'request')} of at most ${study.sampling.maxTokens} tokens${costText(model.left.maxCost)}${priceText(model)}`,
    ),
    ...followUpLines(followUpEstimate(prepared, estimate.lines, store)),
    ...unsupportedLines(estimate, models),
  ].map(terminalText);
}

/** `3 epochs`, or `up to 20 epochs, until a rate is known to ± 5 points`. */
export function epochsText(study: Study): string {
  const rule = stoppingRule(study);
  if (rule === null) return counted(study.epochs, 'epoch');
  const least = rule.minEpochs > 1 ? ` and ${rule.minEpochs} epochs are over` : '';
  return `up to ${counted(study.epochs, 'epoch')}, until a rate is known to ± ${Number((100 * rule.halfWidth).toPrecision(6))} points${least}`;
}

/** The user's own files among those read, relative to the present folder; what comes with the package is no news. */
export function ownFiles(files: readonly string[]): readonly string[] {
  const ours = fileURLToPath(new URL('../../data/', import.meta.url));
  return files.filter((file) => !file.startsWith(ours)).map((file) => relative('.', file));
}

/** One line for each method a model cannot do. */
export function unsupportedLines(estimate: PlanEstimate, models: readonly OpenedModel[]): string[] {
  const lines = estimate.lines.flatMap(({ line }) =>
    line.unsupported === null
      ? []
      : [`  ${models[line.arm.model]?.planned.label ?? ''}: ${line.arm.method} is unsupported: ${line.unsupported}`],
  );
  return [...new Set(lines)];
}

/** `, at most $1.20`, `, price unknown`, or nothing on this machine. */
export function costText(maxCost: number | null): string {
  if (maxCost === null) return ', price unknown';
  return maxCost === 0 ? '' : `, at most ${dollars(maxCost)}`;
}

/** ` ($3 in, $15 out a million tokens, says the study)`: who says what the money is reckoned with. */
export function priceText({ price, priceFrom, destination }: ModelEstimate): string {
  if (price === null || destination === thisMachine) return '';
  return ` (${dollars(price.input)} in, ${dollars(price.output)} out a million tokens, says ${priceFrom ?? ''})`;
}
