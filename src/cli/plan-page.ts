import { terminalText } from '../base/terminal-text.ts';
import type { TableLine } from '../report/table-rows.ts';
import { leftOutText, tablePart, type TerminalPage } from '../report/terminal-page.ts';
import { wrap } from '../report/wrap.ts';
import type { ModelEstimate, PlanEstimate } from '../run/estimate.ts';
import type { OpenedModel } from '../run/open-models.ts';
import type { PreparedStudy } from '../run/prepare.ts';
import type { Arm } from '../study/arm.ts';
import { authorNames } from '../study/authors.ts';
import { stoppingRule, type Study } from '../study/schema.ts';
import { costText, epochsText, ownFiles, priceText, unsupportedLines } from './before-run.ts';
import { counted, dollars, grouped } from '../base/figures.ts';
import { followUpEstimate, followUpLines } from './follow-up-lines.ts';
import type { Precision } from './plan-precision.ts';
import { precisionLines } from './precision-page.ts';
import { readingLines } from './reading-lines.ts';

/** The page of `exitpoll plan`. `store` is the store as the user named it. */
export function planText(
  prepared: PreparedStudy,
  estimate: PlanEstimate,
  models: readonly OpenedModel[],
  store: string,
  precision: Precision | null,
  page: TerminalPage,
): string {
  const { loaded, datasets, readings, files } = prepared;
  const { study } = loaded;
  const labels = new Map(datasets.map((one) => [one.id, one.label]));
  const withLeadIns = estimate.lines.some(({ line }) => line.arm.leadIn !== null);
  const subject = ({ line }: PlanEstimate['lines'][number]): string =>
    `${models[line.arm.model]?.planned.label ?? ''} · ${labels.get(line.datasetId) ?? ''}`;
  const groups = Map.groupBy(estimate.lines, subject);
  const columns = [
    { title: 'method' },
    { title: 'wording' },
    ...(withLeadIns ? [{ title: 'lead-in' }] : []),
    { title: 'trials', align: 'right' },
    { title: 'in store', align: 'right' },
  ] as const;
  const rows = [...groups].flatMap(([heading, lines]): TableLine[] => [
    heading,
    ...lines.map(({ line, trials, stored }) => [
      `  ${methodName(line.arm, models)}`,
      line.arm.wording ?? '–',
      ...(withLeadIns ? [line.arm.leadIn?.name ?? 'none'] : []),
      line.unsupported === null ? grouped(trials) : 'unsupported',
      line.unsupported === null ? grouped(stored) : '',
    ]),
  ]);
  const requests = {
    title: '',
    columns: requestColumns,
    lines: estimate.models.map((model) => [
      model.simulated ? `${model.label} (simulated)` : model.label,
      model.destination,
      grouped(model.requests),
      `~${grouped(model.promptTokens)}`,
      `≤ ${grouped(model.maxOutputTokens)}`,
    ]),
  };
  const upTo = estimate.lines.some(({ line }) => line.stopping !== null && !line.isStopped) ? 'up to ' : '';
  const trials = sum(estimate, 'trials');
  const stored = sum(estimate, 'stored');
  const datasetLines = datasets.map(
    (one) =>
      `  ${one.label}: ${grouped(one.items)} items${one.merged === 0 ? '' : `, ${one.merged} identical ones merged`}`,
  );
  const costs = estimate.models.filter((model) => model.maxCost !== 0).map(costLine);
  return [
    `Study ${study.name}: ${upTo}${grouped(trials)} trials, ${grouped(stored)} of them in ${store}, ${upTo}${grouped(trials - stored)} to run`,
    `${epochsLine(study)} · temperature ${study.sampling.temperature} · replies up to ${study.sampling.maxTokens} tokens · answers up to ${study.sampling.answer.maxTokens} · ${study.limits.attempts} attempts of ${study.limits.timeoutSeconds} s`,
    '',
    tablePart({ title: '', columns, lines: rows }, page),
    ...followUpLines(followUpEstimate(prepared, estimate.lines, null)),
    ...unsupportedLines(estimate, models),
    ...weightLines(models),
    '',
    tablePart(requests, page),
    ...(costs.length === 0 ? [] : ['Cost, if every reply ran to its limit and nothing came from a cache', ...costs]),
    ...totalLines(estimate.models),
    ...spentLines(estimate.models),
    '',
    'Datasets',
    ...datasetLines,
    ...readingLines(readings),
    ...ownFiles(files).map((file) => `  read from ${file}`),
    ...precisionLines(precision, page),
    ...[leftOutText(page, 'so has --json')].flatMap((text) => (text === '' ? [] : ['', text])),
    '',
    `Next: exitpoll run ${loaded.file}`,
    '',
  ]
    .map((text) => terminalText(fitting(text, page.width)))
    .join('\n');
}

const requestColumns = [
  { title: 'model' },
  { title: 'goes to' },
  { title: 'requests', align: 'right' },
  { title: 'prompt tokens', align: 'right', optional: 1 },
  { title: 'output tokens', align: 'right', optional: 2 },
] as const;

/** A sentence in as many lines as it takes; tables, and the command to copy, are left as they are. */
function fitting(text: string, width: number): string {
  if (text.includes('\n') || text.startsWith('Next:')) return text;
  const indent = /^ */.exec(text)?.[0] ?? '';
  return wrap(text.slice(indent.length), width, `${indent}  `, indent);
}

function epochsLine(study: Study): string {
  return stoppingRule(study) === null ? `Epochs ${study.epochs}` : `Each condition ${epochsText(study)}`;
}

/** `  gpt-x, at most $1.20 ($3 in, $15 out a million tokens, says the study), of which $0.40 is still to come`. */
function costLine(model: ModelEstimate): string {
  const { maxCost, left } = model;
  const isPartDone = left.maxCost !== null && left.maxCost !== maxCost;
  const toCome = isPartDone ? `, of which ${dollars(left.maxCost ?? 0)} is still to come` : '';
  return `  ${model.label}${costText(maxCost)}${priceText(model)}${toCome}`;
}

/** The sum over the models, where there are several that cost something. */
function totalLines(models: readonly ModelEstimate[]): string[] {
  const dear = models.filter((model) => model.maxCost !== 0);
  if (dear.length < 2) return [];
  const known = dear.filter((model) => model.maxCost !== null);
  const cost = (of: (model: ModelEstimate) => number | null): number =>
    known.reduce((total, model) => total + (of(model) ?? 0), 0);
  const [all, left] = [cost((model) => model.maxCost), cost((model) => model.left.maxCost)];
  const without = dear.length - known.length;
  return [
    `  together at most ${dollars(all)}${left === all ? '' : `, ${dollars(left)} of it still to come`}${without === 0 ? '' : `, without ${counted(without, 'model')} of unknown price`}`,
  ];
}

/** What the trials in the store took. */
function spentLines(models: readonly ModelEstimate[]): string[] {
  const lines = models.flatMap(({ label, spent }) => {
    if (spent === null || spent.replies + spent.failedCalls === 0) return [];
    const { replies, failedCalls, promptTokens, completionTokens, cost } = spent;
    const failed = failedCalls === 0 ? '' : ` and ${counted(failedCalls, 'failed call')}`;
    const dear = cost === null ? ', price unknown' : cost === 0 ? '' : `, ${dollars(cost)} at this price`;
    return [
      `  ${label}: ${counted(replies, 'reply', 'replies')}${failed}, ${grouped(promptTokens)} prompt tokens, ${grouped(completionTokens)} written${dear}`,
    ];
  });
  return lines.length === 0 ? [] : ['Spent so far', ...lines];
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

/** The same as JSON. */
export function planJson(prepared: PreparedStudy, estimate: PlanEstimate, precision: Precision | null = null): string {
  const { loaded, datasets, readings, files } = prepared;
  const labels = new Map(datasets.map((one) => [one.id, one.label]));
  return `${JSON.stringify(
    {
      schema: 'exitpoll-plan',
      version: '1.0',
      study: loaded.study.name,
      epochs: loaded.study.epochs,
      stopping: stoppingRule(loaded.study),
      trials: sum(estimate, 'trials'),
      stored: sum(estimate, 'stored'),
      conditions: estimate.lines.map(({ line, items, trials, stored }) => ({
        model: estimate.models[line.arm.model]?.label ?? null,
        dataset: labels.get(line.datasetId) ?? null,
        method: line.arm.method,
        order: line.arm.order,
        readout: line.arm.settings.readout ?? 'sampled',
        wording: line.arm.wording,
        leadIn: line.arm.leadIn?.name ?? null,
        unsupported: line.unsupported,
        stopped: line.isStopped,
        items,
        epochs: line.epochs,
        trials,
        stored,
      })),
      models: estimate.models,
      followUps: followUpEstimate(prepared, estimate.lines, null),
      datasets: datasets.map(({ label, items, merged }, index) => ({
        label,
        items,
        merged,
        reading: readings[index],
      })),
      files,
      precision,
    },
    null,
    2,
  )}\n`;
}

/** How an arm offers its exit: method, order, and whether answers are read out. */
function methodName(
  { method, order, settings, historyAuthor, replyAuthor }: Arm,
  models: readonly OpenedModel[],
): string {
  const offered = [method, order, settings.readout].filter((part) => part != null).join(' ');
  const nameOf = authorNames(models.map(({ planned }) => planned));
  const history = historyAuthor === 'dataset' ? '' : `, history by ${nameOf(historyAuthor)}`;
  return `${offered}${history}${replyAuthor === 'self' ? '' : `, reply by ${nameOf(replyAuthor)}`}`;
}

function sum(estimate: PlanEstimate, field: 'trials' | 'stored'): number {
  return estimate.lines.reduce((total, line) => total + line[field], 0);
}
