import { isoTime } from '../base/clock.ts';
import { terminalLine, terminalText } from '../base/terminal-text.ts';
import { displayWidth, textTable } from '../base/text-table.ts';
import { visibleJson } from '../report/visible-text.ts';
import type { StoredRun } from '../store/list-runs.ts';
import { runState, wholeTallies } from '../store/run-state.ts';
import type { ModelTallies, SpentTally } from '../store/runs.ts';
import { counted, dollars, duration, grouped, rateText, tokensText } from '../base/figures.ts';
import { gateParts, percent, progressLine } from './progress-line.ts';

/** Runs that are over beside the one shown in full. */
const mostOthers = 9;

const plain = (text: string): string => text;

/** The page of `exitpoll status`: runs that are on in full, or the newest one, and the others on a line each. */
export function statusText(
  runs: readonly StoredRun[],
  { now, width, store }: { readonly now: number; readonly width: number; readonly store: string },
): string {
  const [newest] = runs;
  if (newest === undefined) return `No run has worked on ${terminalLine(store, 200)} yet.\n`;
  const full = newest.lives ? runs.filter((run) => run.lives) : [newest];
  const others = runs.slice(full.length, full.length + mostOthers);
  const lines = [
    ...full.flatMap((run) => [...runLines(run, now, width), '']),
    ...(others.length === 0 ? [] : ['Before', ...others.map((run) => `  ${cut(headLine(run, now), width - 2)}`), '']),
  ];
  return terminalText(lines.join('\n'));
}

/** The same as JSON; `compact` on one line. */
export function statusJson(runs: readonly StoredRun[], { compact }: { readonly compact: boolean }): string {
  const page = {
    schema: 'exitpoll-status',
    version: '1.0',
    runs: runs.map((run) => ({
      id: run.id,
      study: run.study,
      state: runState(run),
      host: run.host,
      pid: run.pid,
      startedAt: isoTime(run.startedAt),
      heartbeatAt: isoTime(run.heartbeatAt),
      endedAt: run.endedAt === null ? null : isoTime(run.endedAt),
      tallies: run.tallies,
    })),
  };
  return `${visibleJson(JSON.stringify(page, null, compact ? undefined : 2))}\n`;
}

function runLines(run: StoredRun, now: number, width: number): string[] {
  const tallies = wholeTallies(run);
  const head = headLine(run, now);
  if (tallies === null) return [head, '  no figures yet'];
  const { spent, spentOnFailed, models } = tallies;
  return [
    head,
    `  ${progressLine(tallies, { columns: width - 2, now, red: plain })}`,
    ...(spent.calls === 0 ? [] : [`  spent ${spentText(spent)}`]),
    ...(spentOnFailed.calls === 0 ? [] : [`  of it on failed calls ${spentText(spentOnFailed)}`]),
    ...(models.length === 0 ? [] : ['', ...modelTable(models, now, width - 2).map((line) => `  ${line}`)]),
    ...models.flatMap((model) => troubleLines(model, now, width)),
  ];
}

/** `Run 3 of "study": on, process 12 on host, since …, last sign of life 1 s ago`. */
function headLine(run: StoredRun, now: number): string {
  const state = runState(run);
  const name = `Run ${run.id} of ${terminalLine(run.study, 80)}`;
  const where = `process ${run.pid} on ${terminalLine(run.host, 60)}`;
  const seen = duration(Math.max(0, now - run.heartbeatAt) / 1000);
  switch (state) {
    case 'on': {
      const age = duration(Math.max(0, now - run.startedAt) / 1000);
      return `${name}: on, ${where}, since ${isoTime(run.startedAt)} (${age}), last sign of life ${seen} ago`;
    }
    case 'died':
      return `${name}: died, or stands still (${where}), last sign of life ${seen} ago; the same command goes on`;
    default: {
      const by = run.tallies?.stoppedBy ?? null;
      const took = duration(((run.endedAt ?? run.heartbeatAt) - run.startedAt) / 1000);
      return `${name}: ${state}${by === null ? '' : ` by --${by}`} at ${isoTime(run.endedAt ?? 0)}, after ${took}`;
    }
  }
}

interface ModelColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cell: (model: ModelTallies, now: number) => string;
}

const modelColumns: readonly ModelColumn[] = [
  { title: 'model', align: 'left', cell: ({ label }) => terminalLine(label, 32) },
  { title: 'trials', align: 'right', cell: (model) => `${grouped(endedOf(model))} of ${grouped(model.planned)}` },
  { title: '', align: 'right', cell: (model) => `${percent(endedOf(model), model.planned)} %` },
  { title: 'rate', align: 'right', cell: ({ perSecond }) => (perSecond === null ? '–' : rateText(perSecond)) },
  {
    title: 'in flight',
    align: 'left',
    cell: ({ gate }, now) => gateParts(gate, now).join(', ').replace('in flight ', '') || '–',
  },
  { title: 'bails', align: 'right', cell: ({ bails }) => grouped(bails) },
  { title: 'errors', align: 'right', cell: ({ errors }) => grouped(errors) },
  { title: 'calls', align: 'right', cell: ({ spent }) => grouped(spent.calls) },
  {
    title: 'tokens',
    align: 'right',
    cell: ({ spent }) => tokensText(spent.promptTokens + spent.completionTokens),
  },
  { title: 'cost', align: 'right', cell: ({ spent }) => (spent.cost === null ? '?' : dollars(spent.cost)) },
];

/** What a narrow terminal does without, first to last. */
const leastNeeded = ['calls', 'bails', 'tokens'];

function modelTable(models: readonly ModelTallies[], now: number, width: number): string[] {
  for (let without = 0; ; without += 1) {
    const columns = modelColumns.filter(({ title }) => !leastNeeded.slice(0, without).includes(title));
    const rows = models.map((model) => columns.map(({ cell }) => cell(model, now)));
    const lines = textTable(columns, rows).trimEnd().split('\n');
    if (without === leastNeeded.length || lines.every((line) => displayWidth(line) <= width)) return lines;
  }
}

/** Trials that are over, in this run or before. */
function endedOf({ before, done }: ModelTallies): number {
  return before + done;
}

/** Why a model was given up, and what its failed calls said, each kind with examples. */
function troubleLines(model: ModelTallies, now: number, width: number): string[] {
  const label = terminalLine(model.label, 40);
  const lines: string[] = [];
  if (model.givenUp !== null) {
    const { message, hint } = model.givenUp;
    lines.push(`  ${label} was given up: ${message.replace(/\.$/, '')}.${hint === null ? '' : ` ${hint}`}`);
  }
  for (const [kind, { count, examples }] of Object.entries(model.errorsByKind)) {
    lines.push(`  ${label}: ${counted(count, 'failed call')} (${kind})`);
    for (const { message, at } of examples) {
      lines.push(`    ${duration(Math.max(0, now - at) / 1000)} ago: ${message}`);
    }
  }
  return lines.length === 0 ? [] : ['', ...lines.map((line) => cut(line, Math.max(width, 120)))];
}

function spentText(spent: SpentTally): string {
  const cached = spent.cachedTokens === 0 ? '' : `, ${tokensText(spent.cachedTokens)} of these from a cache`;
  const cost = spent.cost === null ? ', price unknown' : spent.cost === 0 ? '' : `, ${dollars(spent.cost)}`;
  return `${counted(spent.calls, 'call')}, ${tokensText(spent.promptTokens)} prompt tokens${cached}, ${tokensText(spent.completionTokens)} written${cost}`;
}

/** One line, made safe to print; the spaces it begins with are kept. */
function cut(line: string, width: number): string {
  const [spaces = ''] = /^ */.exec(line) ?? [];
  return spaces + terminalLine(line, Math.max(20, width - spaces.length));
}
