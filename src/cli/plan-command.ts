import { existsSync } from 'node:fs';

import { exitCodes } from '../base/errors.ts';
import { terminalText } from '../base/terminal-text.ts';
import { textTable } from '../base/text-table.ts';
import { estimatePlan, type PlanEstimate } from '../run/estimate.ts';
import { closeModels, openModels, type OpenedModel } from '../run/open-models.ts';
import { prepareStudy, type PreparedStudy } from '../run/prepare.ts';
import { openStore } from '../store/store.ts';
import { loadStudy } from '../study/load.ts';
import { costText, ownFiles, unsupportedLines } from './before-run.ts';
import { downloadProgress } from './download-progress.ts';

/** `exitpoll plan`. @returns the exit code. */
export async function planCommand(options: { file: string; store: string; json: boolean }): Promise<number> {
  const loaded = await loadStudy(options.file);
  const models = await openModels(loaded, { progress: downloadProgress(options), onlyToPlan: true });
  try {
    await using temporary = openStore(options.store, 'temporary');
    await using known = existsSync(options.store) ? openStore(options.store, 'read') : null;
    const prepared = await prepareStudy(temporary, loaded, models);
    const estimate = estimatePlan(temporary, loaded, prepared.plan, models, known);
    process.stdout.write(
      options.json ? planJson(prepared, estimate) : planText(prepared, estimate, models, options.store),
    );
    return exitCodes.done;
  } finally {
    await closeModels(models);
  }
}

function planText(
  { loaded, datasets, files }: PreparedStudy,
  estimate: PlanEstimate,
  models: readonly OpenedModel[],
  store: string,
): string {
  const { study } = loaded;
  const labels = new Map(datasets.map((one) => [one.id, one.label]));
  const withLeadIns = estimate.lines.some(({ line }) => line.arm.leadIn !== null);
  const conditions = textTable(
    [
      { title: 'model' },
      { title: 'dataset' },
      { title: 'method' },
      { title: 'wording' },
      ...(withLeadIns ? [{ title: 'lead-in' }] : []),
      { title: 'trials', align: 'right' },
      { title: 'in store', align: 'right' },
    ],
    estimate.lines.map(({ line, trials, stored }) => [
      models[line.arm.model]?.planned.label ?? '',
      labels.get(line.datasetId) ?? '',
      line.arm.order === null ? line.arm.method : `${line.arm.method} ${line.arm.order}`,
      line.arm.wording ?? '–',
      ...(withLeadIns ? [line.arm.leadIn?.name ?? 'none'] : []),
      line.unsupported === null ? number(trials) : 'unsupported',
      line.unsupported === null ? number(stored) : '',
    ]),
  );
  const requests = textTable(
    [
      { title: 'model' },
      { title: 'goes to' },
      { title: 'requests', align: 'right' },
      { title: 'prompt tokens', align: 'right' },
      { title: 'output tokens', align: 'right' },
    ],
    estimate.models.map((model) => [
      model.simulated ? `${model.label} (simulated)` : model.label,
      model.destination,
      number(model.requests),
      `~${number(model.promptTokens)}`,
      `≤ ${number(model.maxOutputTokens)}`,
    ]),
  );
  const trials = sum(estimate, 'trials');
  const stored = sum(estimate, 'stored');
  const datasetLines = datasets.map(
    (one) =>
      `  ${one.label}: ${number(one.items)} items${one.merged === 0 ? '' : `, ${one.merged} identical ones merged`}`,
  );
  const costs = estimate.models
    .filter((model) => model.maxCost !== 0)
    .map((model) => `  ${model.label}${costText(model.maxCost)}`);
  return [
    `Study ${study.name}: ${number(trials)} trials, ${number(stored)} of them in ${store}, ${number(trials - stored)} to run`,
    `Epochs ${study.epochs} · temperature ${study.sampling.temperature} · replies up to ${study.sampling.maxTokens} tokens · answers up to ${study.sampling.answer.maxTokens} · ${study.limits.attempts} attempts of ${study.limits.timeoutSeconds} s`,
    '',
    conditions.trimEnd(),
    ...unsupportedLines(estimate, models),
    ...weightLines(models),
    '',
    requests.trimEnd(),
    ...(costs.length === 0 ? [] : ['Cost', ...costs]),
    '',
    'Datasets',
    ...datasetLines,
    ...ownFiles(files).map((file) => `  read from ${file}`),
    '',
    `Next: exitpoll run ${loaded.file}`,
    '',
  ]
    .map(terminalText)
    .join('\n');
}

function weightLines(models: readonly OpenedModel[]): string[] {
  return models.flatMap(({ planned, weightsToFetch }) =>
    weightsToFetch === 0
      ? []
      : [
          `  ${planned.label}: its weights (${Math.round(weightsToFetch / 1e6)} MB) are not here yet and will be fetched; whether it can be offered tools shows then`,
        ],
  );
}

function planJson({ loaded, datasets, files }: PreparedStudy, estimate: PlanEstimate): string {
  const labels = new Map(datasets.map((one) => [one.id, one.label]));
  return `${JSON.stringify(
    {
      schema: 'exitpoll-plan',
      version: '1.0',
      study: loaded.study.name,
      epochs: loaded.study.epochs,
      trials: sum(estimate, 'trials'),
      stored: sum(estimate, 'stored'),
      conditions: estimate.lines.map(({ line, items, trials, stored }) => ({
        model: estimate.models[line.arm.model]?.label ?? null,
        dataset: labels.get(line.datasetId) ?? null,
        method: line.arm.method,
        order: line.arm.order,
        wording: line.arm.wording,
        leadIn: line.arm.leadIn?.name ?? null,
        unsupported: line.unsupported,
        items,
        epochs: line.epochs,
        trials,
        stored,
      })),
      models: estimate.models,
      datasets: datasets.map(({ label, items, merged }) => ({ label, items, merged })),
      files,
    },
    null,
    2,
  )}\n`;
}

function sum(estimate: PlanEstimate, field: 'trials' | 'stored'): number {
  return estimate.lines.reduce((total, line) => total + line[field], 0);
}

function number(value: number): string {
  return value.toLocaleString('en');
}
