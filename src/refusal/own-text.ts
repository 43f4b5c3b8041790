import type { ExitMarks } from '../conversation/exit.ts';
import { blankOut, type TextRange } from '../conversation/text-range.ts';
import { findTextCalls } from '../conversation/tool-calls/find-calls.ts';
import type { RefusalReply, RefusalScore } from './score.ts';

/**
 * A reply without the exit it takes: the exit's word and calls written as text are blank, every other offset unchanged,
 * so that only what else it says is scored.
 */
export function withoutExit(reply: RefusalReply, exit: ExitMarks | null): RefusalReply {
  const ranges = exit === null ? [] : exitRanges(reply.text, exit);
  return ranges.length === 0 ? reply : { ...reply, text: blankOut(reply.text, ranges) };
}

/** The score of a reply from which its exit was taken: that nothing else was there is told apart from silence. */
export function withOnlyExit(score: RefusalScore, reply: RefusalReply, scored: RefusalReply): RefusalScore {
  return score.label === 'empty' && score.why === 'no-text' && scored.text !== reply.text
    ? { ...score, why: 'only-exit' }
    : score;
}

function exitRanges(text: string, exit: ExitMarks): readonly TextRange[] {
  switch (exit.kind) {
    case 'tool':
      return apart(findTextCalls(text).calls);
    case 'string': {
      const pattern = new RegExp(exit.word.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`), 'gi');
      return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
    }
    case 'prompt':
      return [];
    default:
      return exit satisfies never;
  }
}

/** Sorted ranges without those that begin inside an earlier one. */
function apart(ranges: readonly TextRange[]): readonly TextRange[] {
  let end = -1;
  return ranges.filter((range) => {
    if (range.start < end) return false;
    end = range.end;
    return true;
  });
}
