import { textTable } from '../base/text-table.ts';
import { servers, type Capability, type ServerTraits } from '../models/openai/servers.ts';
import { wrap } from '../report/wrap.ts';

/** One row of the table of endpoints: words for each capability. A `?` at the end: it depends, asking will tell. */
export interface EndpointRow {
  /** As a study gives it: the `server` of a model, or the kind of a reference. */
  readonly name: string;
  readonly title: string;
  readonly tools: string;
  readonly prefill: string;
  readonly readout: string;
  readonly draws: string;
  readonly seed: string;
  /** Whether usage is known of a reply that was streamed, and of one that was cut short. */
  readonly usage: string;
  readonly reasoning: string;
  readonly note: string | null;
}

/** What `?` means, one sentence. */
export const questionMark =
  "A question mark: it hangs on the model, its template or the server's version; `exitpoll models check` finds out.";

/** Every known OpenAI-compatible server. */
export function serverRows(): readonly EndpointRow[] {
  return Object.entries(servers as { readonly [name: string]: ServerTraits }).map(([name, row]) =>
    serverRow(name, row),
  );
}

/** What is asked by another protocol, or by none. */
export const otherRows: readonly EndpointRow[] = [
  {
    name: 'anthropic',
    title: 'Anthropic messages',
    tools: 'yes',
    prefill: 'yes?',
    readout: 'no',
    draws: '1',
    seed: 'no',
    usage: 'yes',
    reasoning: 'apart',
    note: 'Models with thinking switched on, and the newest ones, refuse to have their reply begun.',
  },
  {
    name: 'local',
    title: 'embedded llama.cpp',
    tools: 'yes?',
    prefill: 'yes',
    readout: 'exact',
    draws: '1',
    seed: 'yes',
    usage: 'yes',
    reasoning: 'in the text',
    note: 'Tools where the chat template has a place for them. Equal seeds give equal bytes with --concurrency 1.',
  },
  {
    name: 'sim',
    title: 'simulated respondents',
    tools: 'yes',
    prefill: 'no',
    readout: 'exact',
    draws: '1',
    seed: 'yes',
    usage: 'yes',
    reasoning: 'none',
    note: 'For trying a study out, and for checking the analysis: their rates are known.',
  },
  {
    name: 'replay',
    title: 'replies made elsewhere',
    tools: 'as recorded',
    prefill: 'no',
    readout: 'no',
    draws: '1',
    seed: 'as recorded',
    usage: 'as recorded',
    reasoning: 'as recorded',
    note: 'Nothing is asked: a trial without a recorded reply ends as an error.',
  },
];

function serverRow(name: string, row: ServerTraits): EndpointRow {
  const unsure = (...capabilities: readonly Capability[]): string =>
    capabilities.some((one) => row.depends.includes(one)) ? '?' : '';
  return {
    name,
    title: row.title,
    tools: `yes${unsure('tools')}`,
    prefill: row.prefill === 'none' ? 'no' : `yes${unsure('prefill')}`,
    readout: readoutWords(row, unsure),
    draws: row.drawsPerCall === 1 ? '1' : `${row.drawsPerCall}${unsure('draws')}`,
    seed: row.seedField === null ? 'no' : `yes${unsure('seed')}`,
    usage: usageWords(row, unsure('usage')),
    reasoning: row.reasoningFields.length === 0 ? 'not told' : 'apart',
    note: row.note,
  };
}

function readoutWords(row: ServerTraits, unsure: (...capabilities: readonly Capability[]) => string): string {
  if (row.logprobs === 'none') return 'no';
  const mark = row.logprobs === null ? '?' : unsure('logprobs');
  return row.prefill === 'none' ? `first token${mark}` : `top ${row.topLogprobs}${mark || unsure('prefill')}`;
}

function usageWords(row: ServerTraits, unsure: string): string {
  if (row.streamUsage === 'never') return 'whole replies';
  return `${row.runningUsage === null ? 'at the end' : 'running'}${unsure}`;
}

/** The page behind `exitpoll models servers`, at most 80 columns wide. */
export function serversPage(json: boolean): string {
  const rows = serverRows();
  if (json) return `${JSON.stringify({ servers: rows }, null, 2)}\n`;
  const table = textTable(
    ['server', 'tools', 'prefill', 'readout', 'draws', 'seed', 'usage'].map((title) => ({ title })),
    rows.map((row) => [row.name, row.tools, row.prefill, row.readout, row.draws, row.seed, row.usage]),
  );
  const notes = rows.flatMap(({ name, note }) => (note === null ? [] : [wrap(note, 80, '    ', `  ${name}: `)]));
  const legend = [
    questionMark,
    'readout: probabilities of the answers, from the list of likeliest tokens, or by the first token of a drawn answer.',
    'usage: tokens of a streamed reply, told at its end or while it runs (so that they are known of a reply cut short).',
  ].map((line) => wrap(line, 80, '  '));
  return [table, ...legend, '', ...notes, ''].join('\n');
}

/** The table of docs/endpoints.md, as Markdown. */
export function endpointsMarkdown(): string {
  const head = [
    'endpoint',
    '`server`',
    'tools',
    'prefill',
    'readout',
    'draws a call',
    'seed',
    'usage of a stream',
    'reasoning',
  ];
  const rows = [...serverRows(), ...otherRows].map((row) => [
    row.title,
    `\`${row.name}\``,
    row.tools,
    row.prefill,
    row.readout,
    row.draws,
    row.seed,
    row.usage,
    row.reasoning,
  ]);
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line), ''].join('\n');
}
