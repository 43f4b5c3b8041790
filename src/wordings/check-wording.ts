import { didYouMean } from '../base/nearest.ts';
import { orders, type Order } from '../conversation/exit.ts';
import { placeholdersIn, fillPlaceholders } from './placeholders.ts';
import { findTagged, hasWord, type PromptMarks } from './tagged-answers.ts';
import type { Wording, WordingOf } from './wording.ts';

/** What is wrong with a wording, and in which field of it. */
export interface WordingProblem {
  readonly path: readonly string[];
  readonly message: string;
  readonly hint?: string;
}

const toolName = /^[a-zA-Z0-9_-]{1,64}$/;
const tagName = /^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/;
// Signs that Markdown, HTML or quotation may put around the word, which the scorer reads as such.
const wordSigns = /[*~`<>"“”„«»\n\r\t{}]/;

/** The placeholders each method's texts may hold, with what they stand for under this wording. */
export function placeholderValues(wording: Wording): { readonly [name: string]: string } {
  switch (wording.method) {
    case 'bail-tool':
    case 'placebo-tool':
      return { tool: wording.tool.name, ...(wording.warning === undefined ? {} : { mark: wording.warning.mark }) };
    case 'bail-string':
      return { word: wording.word };
    case 'bail-prompt':
      return { tag: wording.tag, bail: wording.labels.bail, continue: wording.labels.continue };
    default:
      return wording satisfies never;
  }
}

/** Everything wrong with a wording whose fields have the right types; empty when it can be used. */
export function checkWording(wording: Wording): readonly WordingProblem[] {
  const values = placeholderValues(wording);
  return [...textsOf(wording).flatMap((text) => checkPlaceholders(text, values)), ...checkMethod(wording)];
}

interface Text {
  readonly path: readonly string[];
  readonly text: string;
}

function textsOf(wording: Wording): readonly Text[] {
  const texts: Text[] = [];
  if (wording.instructions !== null) texts.push({ path: ['instructions'], text: wording.instructions });
  if ('tool' in wording && wording.warning !== undefined) {
    texts.push({ path: ['warning', 'goesOn'], text: wording.warning.goesOn });
  }
  if ('tool' in wording) texts.push({ path: ['tool', 'description'], text: wording.tool.description });
  if ('question' in wording) {
    for (const field of ['notice', 'cue'] as const) {
      const text = wording[field];
      if (text !== undefined) texts.push({ path: [field], text });
    }
    for (const order of orders) {
      const text = wording.question[order];
      if (text !== undefined) texts.push({ path: ['question', order], text });
    }
  }
  return texts;
}

function checkPlaceholders(
  { path, text }: Text,
  values: { readonly [name: string]: string },
): readonly WordingProblem[] {
  const known = Object.keys(values);
  return placeholdersIn(text)
    .filter((name) => !Object.hasOwn(values, name))
    .map((name) => ({
      path,
      message: `unknown placeholder {{${name}}}.${didYouMean(name, known)}`,
      hint: `This method has ${known.map((word) => `{{${word}}}`).join(', ')}.`,
    }));
}

function checkMethod(wording: Wording): readonly WordingProblem[] {
  switch (wording.method) {
    case 'bail-tool':
    case 'placebo-tool':
      if (wording.warning !== undefined && !(wording.instructions ?? '').includes('{{mark}}')) {
        return [{ path: ['warning'], message: 'the instructions never name the mark', hint: 'Put {{mark}} in them.' }];
      }
      return toolName.test(wording.tool.name)
        ? []
        : [
            {
              path: ['tool', 'name'],
              message: `"${wording.tool.name}" cannot be a tool's name`,
              hint: 'Use 1 to 64 letters (a-z, A-Z), digits, _ or -.',
            },
          ];
    case 'bail-string':
      return checkWord(wording);
    case 'bail-prompt':
      return checkPrompt(wording);
    default:
      return wording satisfies never;
  }
}

function checkWord(wording: WordingOf<'bail-string'>): readonly WordingProblem[] {
  const { word } = wording;
  const path = ['word'];
  const hint = 'Choose at least 3 characters that do not occur in ordinary text, such as ENDCHAT.';
  if (word !== word.trim() || [...word].length < 3) {
    return [{ path, message: `the word "${word}" is too short or has blanks around it`, hint }];
  }
  if (wordSigns.test(word)) return [{ path, message: 'the word holds a sign of markup or quotation', hint }];
  if (/^\p{Ll}+$/u.test(word)) return [{ path, message: `"${word}" may occur in ordinary text`, hint }];
  const said = wording.instructions.includes('{{word}}') || wording.instructions.includes(word);
  return said
    ? []
    : [{ path: ['instructions'], message: 'the instructions never name the word', hint: 'Put {{word}} in them.' }];
}

function checkPrompt(wording: WordingOf<'bail-prompt'>): readonly WordingProblem[] {
  const { tag, labels } = wording;
  const problems: WordingProblem[] = [];
  if (!tagName.test(tag)) {
    problems.push({
      path: ['tag'],
      message: `"${tag}" cannot be a tag's name`,
      hint: 'Begin with a letter a-z; then letters, digits, _ or -; no brackets.',
    });
  }
  for (const name of ['bail', 'continue'] as const) {
    if (labels[name].trim() === '' || /[<>\n]/.test(labels[name])) {
      problems.push({ path: ['labels', name], message: 'a label is one line of text without < or >' });
    }
  }
  const [bail, stay] = [labels.bail.trim().toLowerCase(), labels.continue.trim().toLowerCase()];
  if (bail === stay || hasWord(bail, stay) || hasWord(stay, bail)) {
    const hint = 'Case and blanks do not tell labels apart, and neither may hold the other.';
    problems.push({ path: ['labels'], message: 'the two labels must differ', hint });
  }
  if (problems.length > 0) return problems;
  const marks: PromptMarks = { kind: 'prompt', tag, ...labels };
  const given = orders.filter((order) => wording.question[order] !== undefined);
  if (given.length === 0)
    return [{ path: ['question'], message: `a question in at least one order is needed: ${orders.join(', ')}` }];
  return given.flatMap((order) => checkQuestion(wording, order, marks));
}

/** The question has to show both answers as they are to be written, and in the order it is filed under. */
function checkQuestion(wording: WordingOf<'bail-prompt'>, order: Order, marks: PromptMarks): readonly WordingProblem[] {
  const values = placeholderValues(wording);
  const text = wording.question[order] as string;
  const path = ['question', order];
  if (placeholdersIn(text).some((name) => !Object.hasOwn(values, name))) return [];
  const shown = findTagged(fillPlaceholders(text, values), marks).map((found) => found.content);
  for (const answer of ['bail', 'continue'] as const) {
    if (!shown.includes(answer)) {
      return [{ path, message: `the question never shows the answer <${marks.tag}>${marks[answer]}</${marks.tag}>` }];
    }
  }
  const isBailFirst = shown.indexOf('bail') < shown.indexOf('continue');
  return isBailFirst === (order === 'bail-first')
    ? []
    : [{ path, message: `the question shows the answers in the other order than ${order}` }];
}
