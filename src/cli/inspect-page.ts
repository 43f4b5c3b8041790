import { terminalLine } from '../base/terminal-text.ts';
import { textTable } from '../base/text-table.ts';
import { charactersPerToken, type Counted, type Inspection } from '../datasets/inspect.ts';
import type { Spread } from '../datasets/quantiles.ts';
import type { ReadingCounts } from '../datasets/reading-tally.ts';
import type { SourceItem } from '../datasets/source-item.ts';
import { counted, grouped } from '../base/figures.ts';
import { changedLines, leftOutLines } from './reading-lines.ts';
import { megabytes } from './reading-progress.ts';

/** What was inspected. */
export interface InspectedFiles {
  readonly name: string;
  readonly kind: string;
  /** `JSON Lines, gzip`. */
  readonly layout: string;
  /** Whether a user said what it is; else it was found by looking. */
  readonly isTold: boolean;
  readonly files: readonly string[];
  readonly sizeBytes: number;
}

const mostNames = 12;

/** The page of `exitpoll data inspect`. */
export function inspectPage(files: InspectedFiles, inspection: Inspection, reading: ReadingCounts): string {
  const { conversations, clusters, duplicates, turns } = inspection;
  const how = files.isTold ? 'as told' : 'found by looking';
  return [
    `${terminalLine(files.name, 60)}: ${files.kind} (${how}), ${files.layout}, ${counted(files.files.length, 'file')}, ${megabytes(files.sizeBytes)}`,
    `${counted(conversations, 'conversation')}, ${counted(turns.total, 'turn')} of the user, ${counted(clusters, 'cluster')}`,
    ...leftOutLines(reading).map((line) => terminalLine(line, 400)),
    ...changedLines(reading),
    ...(duplicates === 0
      ? []
      : [`the user says what another has said in ${grouped(duplicates)} (\`duplicates: drop\` leaves these out)`]),
    ...(inspection.withSystem === 0 ? [] : [`with a system prompt: ${grouped(inspection.withSystem)}`]),
    ...(inspection.withTools === 0 ? [] : [`with answers of tools: ${grouped(inspection.withTools)}`]),
    ...(inspection.oddText === 0
      ? []
      : [`with NUL or half characters, which are sent as they are: ${grouped(inspection.oddText)}`]),
    ...namesLine('languages', inspection.languages),
    ...namesLine('tags', inspection.tags),
    '',
    spreadTable(inspection),
    ...tooLongLines(inspection),
    ...exampleLines(inspection.examples),
  ].join('\n');
}

function namesLine(title: string, names: readonly Counted[]): string[] {
  if (names.length === 0) return [];
  const shown = names
    .slice(0, mostNames)
    .map(({ name, conversations }) => `${terminalLine(name, 30)} ${grouped(conversations)}`);
  const more = names.length - shown.length;
  return [`${title}: ${shown.join(', ')}${more > 0 ? `, and ${grouped(more)} more` : ''}`];
}

function spreadTable({ turns, characters, charactersPerTurn }: Inspection): string {
  const row = (name: string, { min, median, p90, p99, max }: Spread): string[] => [
    name,
    ...[min, median, p90, p99, max].map(grouped),
  ];
  return textTable(
    ['', 'least', 'median', '90 %', '99 %', 'most'].map((title, index) => ({
      title,
      align: index === 0 ? 'left' : 'right',
    })),
    [
      row('turns of the user', turns),
      row('characters of a conversation', characters),
      row('characters of a user turn', charactersPerTurn.user),
      ...(charactersPerTurn.assistant.count === 0
        ? []
        : [row('characters of an assistant turn', charactersPerTurn.assistant)]),
    ],
  );
}

function tooLongLines({ tooLong, turns, conversations }: Inspection): string[] {
  if (tooLong.length === 0) return [];
  const rows = tooLong.map((one) => [
    grouped(one.contextTokens),
    `${grouped(one.turns)} (${percent(one.turns, turns.total)})`,
    `${grouped(one.conversations)} (${percent(one.conversations, conversations)})`,
  ]);
  return [
    `Skipped for a context of so many tokens, at about ${charactersPerToken} characters a token, without instructions and reply`,
    textTable(
      [
        { title: 'context', align: 'right' },
        { title: 'turns too long', align: 'right' },
        { title: 'conversations with one', align: 'right' },
      ],
      rows,
    ),
  ];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function exampleLines(examples: readonly SourceItem[]): string[] {
  return examples.flatMap(({ name, turn, cluster, conversation }) => {
    const users = conversation.messages.filter(({ role }) => role === 'user');
    const [first, last] = [users[0]?.text ?? '', users.at(-1)?.text ?? ''];
    return [
      `${terminalLine(name, 60)} (cluster ${terminalLine(cluster, 40)}, ${counted(turn, 'turn')})`,
      `  ${terminalLine(first, 160)}`,
      ...(users.length < 2 ? [] : [`  … ${terminalLine(last, 160)}`]),
      '',
    ];
  });
}
