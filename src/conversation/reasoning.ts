import type { Reply } from './reply.ts';
import { blankOut, type TextRange } from './text-range.ts';

/** A reply taken apart into what the model thought and what it said. */
export interface ReasoningSplit {
  /** All reasoning, that reported by the endpoint first; `null` where there is none. */
  readonly reasoning: string | null;
  /**
   * `reply.text` from `answerStart` on. Reasoning blocks that stand later in the text are spaces here, so
   * offset `i` of the answer is offset `answerStart + i` of the text.
   */
  readonly answer: string;
  readonly answerStart: number;
  /** Whether a block was opened and never closed; all after its opening is then reasoning. */
  readonly unclosed: boolean;
}

// Blanks inside the brackets are bounded, so that no text makes the search slow.
const marker = new RegExp(
  [
    String.raw`<\s{0,4}(?<slash>\/?)\s{0,4}(?<tag>thinking|think|reasoning|thought|seed:think)\s{0,4}>`,
    String.raw`\[(?<squareSlash>\/?)THINK\]`,
    String.raw`(?:<\|start\|>assistant)?<\|channel\|>\s{0,4}(?<channel>analysis|final)(?:\s{0,4}<\|message\|>)?`,
    String.raw`(?<pause><\|channel\|>\s{0,4}commentary)`,
    String.raw`(?<end><\|end\|>|<\|return\|>)`,
  ].join('|'),
  'gi',
);

interface Mark extends TextRange {
  readonly kind: string;
  /** `stop` ends an open block of its kind and is dropped; with none open it is dropped alone. */
  readonly role: 'open' | 'close' | 'stop';
}

function findMarks(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(marker)) {
    const start = match.index;
    const end = start + match[0].length;
    // In backticks it is talked about, not used.
    if (text[start - 1] === '`' && text[end] === '`') continue;
    const { slash, tag, squareSlash, channel, pause } = match.groups ?? {};
    if (tag !== undefined) marks.push({ start, end, kind: tag.toLowerCase(), role: slash === '/' ? 'close' : 'open' });
    else if (squareSlash !== undefined) {
      marks.push({ start, end, kind: '[think]', role: squareSlash === '/' ? 'close' : 'open' });
    } else if (channel !== undefined) {
      marks.push({ start, end, kind: 'channel', role: channel.toLowerCase() === 'analysis' ? 'open' : 'close' });
    } else if (pause !== undefined) marks.push({ start, end: start, kind: 'channel', role: 'stop' });
    else marks.push({ start, end, kind: 'channel', role: 'stop' });
  }
  return marks;
}

/**
 * Where the text is reasoning: sorted, apart, marks included. A closing mark with no opening before it ends
 * reasoning that began at the last block's end, because chat templates often write the opening themselves.
 */
function reasoningRanges(text: string): { ranges: readonly TextRange[]; unclosed: boolean } {
  const marks = findMarks(text);
  const ranges: TextRange[] = [];
  const lastClose = new Map<string, number>();
  marks.forEach((mark, index) => {
    if (mark.role !== 'open') lastClose.set(mark.kind, index);
  });
  let visibleFrom = 0;
  const add = (start: number, end: number): void => {
    if (end > start) ranges.push({ start, end });
    visibleFrom = end;
  };
  const anyClose = marks.findLastIndex((mark) => mark.role === 'close');
  let open: { readonly mark: Mark; readonly closedBy: number | null } | null = null;
  for (const [index, mark] of marks.entries()) {
    if (open === null) {
      if (mark.role === 'close') add(visibleFrom, mark.end);
      else if (mark.role === 'stop') add(mark.start, mark.end);
      else if ((lastClose.get(mark.kind) ?? -1) > index) open = { mark, closedBy: null };
      else if (anyClose > index) open = { mark, closedBy: anyClose };
      else {
        add(mark.start, text.length);
        return { ranges, unclosed: true };
      }
    } else if (
      open.closedBy === null ? mark.role !== 'open' && mark.kind === open.mark.kind : open.closedBy === index
    ) {
      add(open.mark.start, mark.end);
      open = null;
    }
  }
  return { ranges, unclosed: false };
}

/**
 * Takes a reply apart. Known forms: `<think>`, `<thinking>`, `<reasoning>`, `<thought>`, `<seed:think>`
 * (case and blanks inside the brackets do not matter), `[THINK]`, the channels of gpt-oss
 * (`<|channel|>analysis … <|channel|>final`), and reasoning the endpoint reports apart. A block closed by
 * the mark of another form ends at the last such mark. Never throws; linear in the text's length.
 */
export function splitReasoning(reply: Pick<Reply, 'text' | 'reasoning'>): ReasoningSplit {
  const { text } = reply;
  const { ranges, unclosed } = reasoningRanges(text);
  const thoughts = ranges.map((range) => text.slice(range.start, range.end));
  if (reply.reasoning !== null && reply.reasoning !== '') thoughts.unshift(reply.reasoning);
  let answerStart = 0;
  let leading = 0;
  for (const range of ranges) {
    if (text.slice(answerStart, range.start).trim() !== '') break;
    answerStart = range.end;
    leading += 1;
  }
  const later = ranges.slice(leading).map(({ start, end }) => ({ start: start - answerStart, end: end - answerStart }));
  return {
    reasoning: thoughts.length === 0 ? null : thoughts.join('\n'),
    answer: blankOut(text.slice(answerStart), later),
    answerStart,
    unclosed,
  };
}

/** The reply's text as it is sent back in a later request: word for word, or without its reasoning and trimmed. */
export function textWithoutReasoning(reply: Pick<Reply, 'text'>): string {
  const { text } = reply;
  const { ranges } = reasoningRanges(text);
  if (ranges.length === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const range of ranges) {
    parts.push(text.slice(from, range.start));
    from = range.end;
  }
  parts.push(text.slice(from));
  return parts.join('').trim();
}
