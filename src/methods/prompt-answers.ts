import type { Flag } from '../conversation/outcome.ts';
import type { TextRange } from '../conversation/text-range.ts';
import { findTagged, hasWord, type Answer, type PromptMarks, type TaggedText } from '../wordings/tagged-answers.ts';

/** What a reply answered. `answer` is `null` when it gave none that counts. */
export interface PromptAnswer {
  readonly answer: Answer | null;
  readonly at: TextRange | null;
  readonly flags: readonly Flag[];
  /** All answers in tags, those of an echo too: what is not the model's own words. */
  readonly tagged: readonly TextRange[];
}

type Given = TextRange & { readonly content: Answer | 'both' };

/** Words a reply may have between two different answers that are then one undecided answer. */
const nearbyWords = 3;

/**
 * The last well-formed answer of a text. Answers inside a repetition of the question's own options, or of one
 * option's whole line, do not count; two different answers with at most three words between them are no answer, unless another follows.
 *
 * @param isCut whether the reply ended at the token limit: a repetition may then end before its second option.
 */
export function lastAnswer(text: string, question: string, marks: PromptMarks, isCut: boolean): PromptAnswer {
  const tagged = findTagged(text, marks);
  const given = tagged.filter((found): found is TaggedText & Given => found.content !== 'other');
  const echoed = echoes(text, given, question, marks, isCut);
  const units = group(text, given, echoed);
  const flags: Flag[] = [];
  if (echoed.size > 0) flags.push('echo');
  if (units.length > 1) flags.push('several-answers');
  const last = units.at(-1);
  const ranges = tagged.map(({ start, end }) => ({ start, end }));
  if (last !== undefined && last.content !== 'both') {
    return { answer: last.content, at: { start: last.start, end: last.end }, flags, tagged: ranges };
  }
  if (last !== undefined) flags.push('both-answers');
  if (hasLabelOutside(text, given, marks)) flags.push('untagged-label');
  return { answer: null, at: null, flags, tagged: ranges };
}

/** Indexes of the answers that belong to a repetition of the question. */
function echoes(
  text: string,
  given: readonly Given[],
  question: string,
  marks: PromptMarks,
  isCut: boolean,
): ReadonlySet<number> {
  const asked = findTagged(question, marks);
  const steps = asked.slice(1).map((option, place) => {
    const before = asked[place] as TaggedText;
    return { from: before.content, to: option.content, between: letters(question.slice(before.end, option.start)) };
  });
  const echoed = new Set<number>();
  for (const [index, answer] of given.entries()) {
    // The question says how to answer; to say so again is not yet to answer.
    if (
      copiesLine(
        text,
        answer,
        question,
        asked.filter((option) => hasWordsBeside(option, question)),
      )
    )
      echoed.add(index);
  }
  for (let index = 0; index + 1 < given.length; index += 1) {
    const [first, second] = [given[index] as Given, given[index + 1] as Given];
    if (first.content === second.content) continue;
    const between = text.slice(first.end, second.start);
    const repeats = steps.some(
      (step) => step.from === first.content && step.to === second.content && step.between === letters(between),
    );
    if (repeats) echoed.add(index).add(index + 1);
  }
  const [option] = asked;
  const last = given.at(-1);
  if (isCut && option !== undefined && last?.content === option.content && !echoed.has(given.length - 1)) {
    // Cut off on the way from the first option to the second.
    const rest = text.slice(last.end);
    const opening = letters(question.slice(0, option.start));
    const repeatsOpening = opening !== '' && letters(text.slice(0, last.start)).endsWith(opening);
    const repeatsRest = letters(question.slice(option.end)).startsWith(letters(rest));
    if (repeatsRest && (repeatsOpening || countWords(rest) >= nearbyWords)) echoed.add(given.length - 1);
  }
  return echoed;
}

/** Whether an answer stands on a line that is the line of the same option in the question. */
function copiesLine(text: string, answer: Given, question: string, asked: readonly TaggedText[]): boolean {
  const line = lineAround(text, answer, question.length);
  return asked.some(
    (option) => option.content === answer.content && lineAround(question, option, question.length) === line,
  );
}

/** Whether an option's line in the question says more than the option itself. */
function hasWordsBeside(option: TaggedText, question: string): boolean {
  return lineAround(question, option, question.length) !== letters(question.slice(option.start, option.end));
}

/** The letters of the line a range stands on, looking no further than `reach` to either side. */
function lineAround(text: string, range: TextRange, reach: number): string {
  const before = text.slice(Math.max(0, range.start - reach), range.start);
  const after = text.slice(range.end, range.end + reach);
  const newline = after.indexOf('\n');
  return letters(
    before.slice(before.lastIndexOf('\n') + 1) +
      text.slice(range.start, range.end) +
      (newline === -1 ? after : after.slice(0, newline)),
  );
}

/** Answers that stand together become one: of one label if they agree, else of both. */
function group(text: string, given: readonly Given[], echoed: ReadonlySet<number>): readonly Given[] {
  const units: Given[] = [];
  let previous = -1;
  for (const [index, answer] of given.entries()) {
    if (echoed.has(index)) continue;
    const unit = units.at(-1);
    const isNear =
      unit !== undefined && previous === index - 1 && countWords(text.slice(unit.end, answer.start)) <= nearbyWords;
    if (isNear) {
      const content = unit.content === answer.content ? unit.content : 'both';
      // The evidence of agreeing answers is the last of them.
      const start = content === 'both' ? unit.start : answer.start;
      units[units.length - 1] = { start, end: answer.end, content };
    } else units.push(answer);
    previous = index;
  }
  return units;
}

/** Letters and digits alone, lower-case: what is left of a text when markup, blanks and stops are changed. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}

function countWords(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    count += 1;
    if (count > nearbyWords) break;
  }
  return count;
}

function hasLabelOutside(text: string, given: readonly Given[], marks: PromptMarks): boolean {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of given) {
    parts.push(text.slice(from, start));
    from = end;
  }
  parts.push(text.slice(from));
  const outside = parts.join(' ');
  return hasWord(outside, marks.bail) || hasWord(outside, marks.continue);
}
