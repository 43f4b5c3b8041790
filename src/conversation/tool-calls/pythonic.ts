import { noCalls, type CallParser, type TextCall } from './text-call.ts';

const head = /\s*([a-zA-Z_][a-zA-Z0-9_.-]{0,127})\(/y;
const keyword = /^\s*[a-zA-Z_]\w{0,127}\s{0,8}=/;

/** Where the bracket opened just before `from` closes, Python's quotes respected; -1 when it never does. */
function closingBracket(text: string, from: number): number {
  let depth = 1;
  let quote = '';
  for (let index = from; index < text.length; index += 1) {
    const character = text[index] as string;
    if (quote !== '') {
      if (character === '\\') index += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return -1;
}

/** The calls of `name(key=value), name()`, or `null` when the text is something else. */
function readCalls(text: string, from: number, to: number): readonly TextCall[] | null {
  const calls: TextCall[] = [];
  let position = from;
  for (;;) {
    head.lastIndex = position;
    const match = head.exec(text);
    if (match === null) return null;
    const start = head.lastIndex - match[0].trimStart().length;
    const close = closingBracket(text, head.lastIndex);
    if (close === -1 || close >= to || text[close] !== ')') return null;
    const given = text.slice(head.lastIndex, close);
    if (given.trim() !== '' && !keyword.test(given)) return null;
    calls.push({ name: match[1] as string, arguments: given.trim(), start, end: close + 1 });
    position = close + 1;
    while (position < to && /\s/.test(text[position] as string)) position += 1;
    if (position >= to) return calls;
    if (text[position] !== ',') return null;
    position += 1;
  }
}

/**
 * Llama 3.2, Llama 4 and others: the whole reply is `[name(key="value"), …]`. Arguments are kept in Python's
 * notation. `malformed` when the reply has the brackets and a call's opening, but not its shape.
 */
export const parsePythonic: CallParser = (text) => {
  const start = text.length - text.trimStart().length;
  const from = text.startsWith('<|python_start|>', start) ? start + '<|python_start|>'.length : start;
  if (text[from] !== '[') return noCalls;
  const end = text.replace(/(?:<\|e(?:om|ot)_id\|>|<\|python_end\|>)\s*$/, '').trimEnd().length;
  head.lastIndex = from + 1;
  if (!head.test(text)) return noCalls;
  const calls = text[end - 1] === ']' ? readCalls(text, from + 1, end - 1) : null;
  if (calls !== null) return { calls, malformed: [] };
  // `[see(fig. 1)] …` is prose: a broken call is one that the rest of the reply belongs to.
  return text[end - 1] === ']' || closingBracket(text, from + 1) === -1
    ? { calls: [], malformed: [{ start: from, end }] }
    : noCalls;
};

/** Gemma: the inside of a block fenced as `tool_code`, a bare `name(key="value")`. */
export const parseToolCode: CallParser = (text) => {
  const trimmedEnd = text.trimEnd().length;
  const calls = readCalls(text, 0, trimmedEnd);
  return calls === null ? noCalls : { calls, malformed: [] };
};
