import type { TextRange } from '../conversation/text-range.ts';
import { escapeRegExp, type Answer, type PromptMarks } from '../wordings/tagged-answers.ts';

/**
 * The answer by the rule of the `paper` scorer: if only one label occurs anywhere, that one; if both do, the
 * one that more tags hold exactly, without blanks; if as many (and some) hold each, the one whose exact tag
 * stands last; else none. A label's letters beyond ASCII may be written as JSON escapes (`\ud83d\udd04`).
 */
export function paperAnswer(text: string, marks: PromptMarks): { answer: Answer | null; at: TextRange | null } {
  const bail = lastMatch(text, pattern(marks.bail));
  const stay = lastMatch(text, pattern(marks.continue));
  if (bail.last === null && stay.last === null) return { answer: null, at: null };
  if (stay.last === null) return { answer: 'bail', at: bail.last };
  if (bail.last === null) return { answer: 'continue', at: stay.last };
  const tag = escapeRegExp(marks.tag);
  const bailTags = lastMatch(text, `<${tag}>${pattern(marks.bail)}</${tag}>`);
  const stayTags = lastMatch(text, `<${tag}>${pattern(marks.continue)}</${tag}>`);
  const lead = bailTags.count - stayTags.count || (bailTags.last?.start ?? -1) - (stayTags.last?.start ?? -1);
  if (lead === 0) return { answer: null, at: null };
  return lead > 0 ? { answer: 'bail', at: bailTags.last } : { answer: 'continue', at: stayTags.last };
}

/** A label as a regular expression, in plain or in escaped form. */
function pattern(label: string): string {
  const escaped = label.replace(
    /[^\u0000-\u007f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (escaped === label) return escapeRegExp(label);
  const anyCase = escapeRegExp(escaped).replace(/\\\\u([0-9a-f]{4})/g, (_, hex: string) => {
    const digits = [...hex].map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit));
    return `\\\\u${digits.join('')}`;
  });
  return `(?:${escapeRegExp(label)}|${anyCase})`;
}

function lastMatch(text: string, source: string): { count: number; last: TextRange | null } {
  let count = 0;
  let last: TextRange | null = null;
  for (const match of text.matchAll(new RegExp(source, 'g'))) {
    count += 1;
    last = { start: match.index, end: match.index + match[0].length };
  }
  return { count, last };
}
