import { styleText } from 'node:util';

import {
  auditLabelKeys,
  auditLabelMeanings,
  auditLabels,
  conversationLabelMeanings,
  type AuditLabelName,
} from '../../conversation/audit-label.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import { fit } from '../../report/wrap.ts';
import type { LabelledUnit } from '../../store/labels.ts';
import type { AuditDocument } from './document.ts';
import { layout, type Line, type Span } from './layout.ts';

/** What one screen shows. */
export interface ScreenState {
  /** The study, the rater, how far it is. */
  readonly title: string;
  /** How the exit was offered. */
  readonly about: string;
  readonly document: AuditDocument;
  /** The first line of the document on the screen. */
  readonly top: number;
  readonly isHelp: boolean;
  readonly unit: LabelledUnit;
  /** What is being typed; `null` when nothing is. */
  readonly typing: string | null;
  /** The note that goes with the next label. */
  readonly note: string;
  /** What the detectors say, where they are shown. */
  readonly findings: readonly string[];
  /** What just happened. */
  readonly message: string;
}

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
  readonly color: boolean;
}

/** Rows of the screen that are not the document's. */
function footerOf(state: ScreenState, width: number): readonly string[] {
  const keys = [...auditLabelKeys].map(([key, label]) => `${key} ${label}`);
  const actions = ['n note', 'u undo', 's skip', 'a all', 'space/b page', '? help', 'q quit'];
  const found = state.findings.length === 0 ? [] : [`detectors: ${state.findings.join('; ')}`];
  const last = state.typing === null ? state.message : `note: ${state.typing}▏ (Enter keeps it, Esc drops it)`;
  const note = state.note === '' || state.typing !== null ? [] : [`note: ${state.note}`];
  const said = [...found, ...note, last].map((row) => terminalLine(row, 1000));
  return [...packed(keys, width), ...packed(actions, width), ...said].map((row) => fit(row, width));
}

/** How many lines of the document fit on a screen. */
export function bodyRows(state: ScreenState, { width, height }: ScreenSize): number {
  return Math.max(3, height - 3 - footerOf(state, width).length);
}

/** The screen as a list of rows, none wider than it. */
export function screenRows(state: ScreenState, size: ScreenSize): readonly string[] {
  const { width, color } = size;
  const rows = bodyRows(state, size);
  const body = state.isHelp ? helpLines(state.unit, width) : state.document.lines.slice(state.top, state.top + rows);
  const shown = body.slice(0, rows).map((line) => lineText(line, color));
  while (shown.length < rows) shown.push('');
  const total = state.document.lines.length;
  const upTo = Math.min(total, state.top + rows);
  const place = state.isHelp
    ? ' any key goes on '
    : total <= rows
      ? ' all shown '
      : ` lines ${state.top + 1}–${upTo} of ${total} `;
  const rule = `──${place}`;
  return [
    style('bold', fit(state.title, width), color),
    style('dim', fit(terminalLine(state.about, 500), width), color),
    ...shown,
    style('dim', fit(rule + '─'.repeat(Math.max(0, width - rule.length)), width), color),
    ...footerOf(state, width),
  ];
}

function packed(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)}  ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function helpLines(unit: LabelledUnit, width: number): readonly Line[] {
  const meanings = unit === 'trial' ? auditLabelMeanings : conversationLabelMeanings;
  const keyOf = (label: AuditLabelName): string => [...auditLabelKeys].find(([, one]) => one === label)?.[0] ?? '';
  const text = [
    `What did the model do with the exit it was offered${unit === 'trial' ? '' : ' at every turn'}? Say what it meant, whatever was counted.`,
    '',
    ...auditLabels.map((label) => `${keyOf(label)}  ${label}: ${meanings[label]}`),
    '',
    'n  write a note, which is stored with the next label',
    'u  take the last label back',
    's  leave this one for later',
    'a  show long texts in full, or short again',
    'space, b, arrows, g, G  move in the text',
    'q  stop; every label is stored already, and the same command goes on here',
  ].join('\n');
  return layout([{ text, style: 'plain' }], width);
}

function lineText(line: Line, color: boolean): string {
  return line.map((span) => spanText(span, color)).join('');
}

function spanText({ text, style: as }: Span, color: boolean): string {
  switch (as) {
    case 'mark':
      return color ? styleText('inverse', text, { validateStream: false }) : `⟦${text}⟧`;
    case 'title':
      return style('cyan', text, color);
    case 'dim':
      return style('dim', text, color);
    case 'plain':
      return text;
    default:
      return as satisfies never;
  }
}

function style(as: 'bold' | 'dim' | 'cyan', text: string, color: boolean): string {
  return color ? styleText(as, text, { validateStream: false }) : text;
}
