import type { TrialRecord } from '../../analysis/results.ts';
import { readTurns, type ReadTurn } from '../../audit/read-turns.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import { countOf } from '../../report/format.ts';
import { fit } from '../../report/wrap.ts';
import { layout, type Line, type Span } from './layout.ts';

/** An exchange as lines for a screen. */
export interface AuditDocument {
  readonly lines: readonly Line[];
  /** The first line with a marked piece; where nothing is marked, the last part's, of a conversation the first. */
  readonly focus: number;
  /** Whether lines are left out. */
  readonly isCut: boolean;
}

interface Part {
  readonly title: string;
  readonly pieces: readonly Span[];
}

/** Lines of one text that are shown where not all are. */
const shortLines = 14;
/** Characters of one text that are laid out at all; an export has the rest. */
const mostCharacters = 200_000;

/** How an exchange is shown. */
export interface DocumentOptions {
  readonly width: number;
  /** Whether long texts are shown in full. */
  readonly whole: boolean;
  /** Whether it is a conversation, and its turns are told apart: with what was counted at each, or without. */
  readonly turns?: 'with-outcomes' | 'without-outcomes';
}

/**
 * The whole exchange of a trial: what the model was told, the conversation, its reply, our question and the answer. Of a
 * conversation the same of every turn, each text once. The deciding pieces of text are marked. Every line from outside
 * stands behind a bar, so that none can pass for one of ours.
 *
 * @param trials one, or those of a conversation's turns
 */
export function auditDocument(trials: readonly TrialRecord[], options: DocumentOptions): AuditDocument {
  const { width, whole } = options;
  const lines: Line[] = [];
  let focus = 0;
  let marked: number | null = null;
  let isCut = false;
  for (const { title, pieces } of readTurns(trials).flatMap((turn) => partsOf(turn, options))) {
    const all = layout(pieces, Math.max(16, width - 2));
    const first = all.findIndex((line) => line.some(({ style }) => style === 'mark'));
    const kept = whole ? all.map((_, index) => index) : keptLines(all.length, first);
    if (kept.length < all.length) isCut = true;
    focus = lines.length;
    lines.push([{ text: fit(`── ${title}`, width), style: 'title' }]);
    let next = 0;
    for (const index of kept) {
      if (index > next) lines.push(leftOut(index - next, width));
      if (index === first) marked ??= lines.length;
      lines.push([{ text: '│ ', style: 'dim' }, ...(all[index] ?? [])]);
      next = index + 1;
    }
    if (all.length > next) lines.push(leftOut(all.length - next, width));
  }
  return { lines, focus: marked ?? (options.turns === undefined ? focus : 0), isCut };
}

function leftOut(count: number, width: number): Line {
  return [{ text: fit(`┆ ${countOf(count, 'more line')} · a shows all`, width), style: 'dim' }];
}

/** The first lines of a long text, and those around the first marked one. */
function keptLines(count: number, marked: number): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (count <= shortLines + 1) return all;
  if (marked < 0) return all.slice(0, shortLines);
  const half = Math.floor(shortLines / 2);
  return all.filter((index) => index < half || (index >= marked - half + 2 && index < marked + half));
}

function partsOf(turn: ReadTurn, { turns }: DocumentOptions): readonly Part[] {
  const { trial, system, instructions, tools, messages, question } = turn;
  const { steps, evidence, journal } = trial;
  const at = turns === undefined ? '' : ` at turn ${turn.turn}`;
  const parts: Part[] = [];
  const add = (title: string, text: string, style: Span['style'] = 'plain'): void => {
    parts.push({ title: terminalLine(title, 80), pieces: [{ text: cut(text), style }] });
  };
  if (system !== null) add('system prompt', system);
  if (instructions !== null) add('our words, added to the system prompt', instructions);
  for (const tool of tools) add(`our tool: ${tool.name.slice(0, 60)}`, tool.description);
  for (const { role, text } of messages) add(role.slice(0, 20), text);
  steps.forEach((step, index) => {
    if (index === 1 && question !== null) add('our question', question);
    const title = `${index === 0 ? 'reply' : 'answer'} of the model${at}`;
    if (step.reasoning !== null) add(`reasoning before the ${index === 0 ? 'reply' : 'answer'}`, step.reasoning);
    const range = evidence?.step === index ? evidence : null;
    if (step.text !== '' || step.toolCalls.length === 0) {
      parts.push({
        title: `${title}, ended by ${terminalLine(step.finish, 20)}`,
        pieces: step.text === '' ? [{ text: '(no text)', style: 'dim' }] : markedPieces(step.text, range),
      });
    }
    for (const call of step.toolCalls) {
      const isOffered = trial.tools.some(({ name }) => name === call.name);
      add('the model calls a tool', `${call.name}(${call.arguments})`, isOffered ? 'mark' : 'plain');
    }
  });
  if (journal !== null) add('written beside the answer', journal);
  if (turns === 'with-outcomes')
    parts.push({ title: `turn ${turn.turn}, counted as`, pieces: [{ text: trial.outcome, style: 'plain' }] });
  return parts;
}

function markedPieces(text: string, range: { readonly start: number; readonly end: number } | null): readonly Span[] {
  if (range === null || range.start >= text.length) return [{ text: cut(text), style: 'plain' }];
  // Of a text too long to lay out, the piece around the mark.
  const from = Math.max(0, range.start - mostCharacters / 2);
  return [
    { text: (from > 0 ? '… ' : '') + text.slice(from, range.start), style: 'plain' },
    { text: text.slice(range.start, range.end), style: 'mark' },
    { text: cut(text.slice(range.end), mostCharacters / 2), style: 'plain' },
  ];
}

function cut(text: string, most = mostCharacters): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)}… (${countOf(text.length - most, 'more character')}; \`exitpoll audit export\` has them)`;
}
