import { codeRanges, wholeFence } from '../code-ranges.ts';
import { isInside, type TextRange } from '../text-range.ts';
import { parseDeepSeek } from './deepseek.ts';
import { parseFunctionTags } from './function-tag.ts';
import { parseHarmony } from './harmony.ts';
import { parseInvoke } from './invoke.ts';
import { parseKimi } from './kimi.ts';
import { parseMarkedJson } from './marked-json.ts';
import { parseMistral } from './mistral.ts';
import { parseNameLine } from './name-line.ts';
import { parsePythonic, parseToolCode } from './pythonic.ts';
import type { CallParser, FoundCalls, TextCall } from './text-call.ts';
import { parseToolCallTags } from './tool-call-tag.ts';
import { parseWholeJson } from './whole-json.ts';

/** Every known form, in the order in which they claim a stretch of text. */
const parsers: readonly CallParser[] = [
  parseToolCallTags,
  parseFunctionTags,
  parseMistral,
  parseHarmony,
  parseDeepSeek,
  parseKimi,
  parseMarkedJson,
  parseInvoke,
  parseWholeJson,
  parseNameLine,
  parsePythonic,
];

/**
 * The tool calls a model wrote as text, in the order they stand. A call inside code is talk about calls,
 * unless a single fenced block is all the text. Never throws; linear in the text's length.
 */
export function findTextCalls(text: string): FoundCalls {
  const fence = wholeFence(text);
  if (fence === null) {
    let code: readonly TextRange[] | null = null;
    return collect(text, parsers, (range) => !isInside((code ??= codeRanges(text)), range.start));
  }
  const inside = text.slice(fence.start, fence.end);
  const found = collect(inside, fence.info === 'tool_code' ? [...parsers, parseToolCode] : parsers, () => true);
  const shift = <R extends TextRange>(range: R): R => ({
    ...range,
    start: range.start + fence.start,
    end: range.end + fence.start,
  });
  return { calls: found.calls.map(shift), malformed: found.malformed.map(shift) };
}

function collect(text: string, forms: readonly CallParser[], counts: (range: TextRange) => boolean): FoundCalls {
  const calls: TextCall[] = [];
  const malformed: TextRange[] = [];
  for (const parse of forms) {
    const found = parse(text);
    calls.push(...found.calls.filter(counts));
    malformed.push(...found.malformed.filter(counts));
  }
  calls.sort((a, b) => a.start - b.start || a.end - b.end);
  return { calls, malformed: unclaimed(malformed, calls) };
}

/** What no form can read: one form's broken call may be another's call, and one stretch is broken only once. */
function unclaimed(malformed: readonly TextRange[], calls: readonly TextRange[]): readonly TextRange[] {
  const kept: TextRange[] = [];
  let index = 0;
  let keptEnd = 0;
  for (const range of malformed.toSorted((a, b) => a.start - b.start)) {
    // Calls of one form stand apart or share one range, so their ends rise with their starts.
    while (index < calls.length && (calls[index] as TextRange).end <= range.start) index += 1;
    const call = calls[index];
    if ((call !== undefined && call.start < range.end) || range.start < keptEnd) continue;
    kept.push(range);
    keptEnd = range.end;
  }
  return kept;
}
