import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { terminalText } from '../base/terminal-text.ts';
import { estimatePlan, type PlanEstimate } from '../run/estimate.ts';
import type { OpenedModel } from '../run/open-models.ts';
import type { PreparedStudy } from '../run/prepare.ts';
import type { Store } from '../store/store.ts';

/** What a user should know before the first call: who is asked, with what files, how much, at what cost. */
export function beforeRunLines(store: Store, prepared: PreparedStudy, models: readonly OpenedModel[]): string[] {
  const estimate = estimatePlan(store, prepared.loaded, prepared.plan, models, null);
  const { study, file } = prepared.loaded;
  const trials = estimate.lines.reduce((sum, line) => sum + line.trials, 0);
  const items = prepared.datasets.map((one) => `${one.label} (${number(one.items)} items)`).join(', ');
  return [
    `Study ${study.name} (${file}): ${number(trials)} trials, ${items}, ${study.epochs} ${study.epochs === 1 ? 'epoch' : 'epochs'}`,
    ...ownFiles(prepared.files).map((name) => `  reads ${name}`),
    ...estimate.models.map(
      (model) =>
        `  ${model.label} → ${model.destination}: up to ${number(model.requests)} requests of at most ${study.sampling.maxTokens} tokens${costText(model.maxCost)}`,
    ),
    ...unsupportedLines(estimate, models),
  ].map(terminalText);
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
  return maxCost === 0 ? '' : `, at most $${maxCost.toFixed(2)}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
