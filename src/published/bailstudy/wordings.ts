import type { SyntaxNode } from '@lezer/common';

import type { Order } from '../../conversation/exit.ts';
import { checkWording } from '../../wordings/check-wording.ts';
import type { Wording } from '../../wordings/wording.ts';
import { missingName, unexpected, type PythonModule } from '../python/module.ts';
import { PythonReader } from '../python/reader.ts';
import type { PythonValue } from '../python/values.ts';

/** The three files that hold wordings. */
export interface WordingModules {
  readonly prompt: PythonModule;
  readonly string: PythonModule;
  readonly tool: PythonModule;
}

/** What the wording that all others vary is called. */
export const plainName = 'published';

/** How a function is told that nothing is varied. */
const nothingVaried = '';

/** The names the texts call models by: what `getOwnModelName` can return. */
export function modelNames({ tool }: WordingModules): readonly string[] {
  const definition = functionIn(tool, 'getOwnModelName');
  const names: string[] = [];
  const reader = new PythonReader([tool]);
  definition.cursor().iterate(({ node }) => {
    const literal = node.name === 'ReturnStatement' ? node.getChild('String') : null;
    const name = literal === null ? null : reader.valueOf(tool, literal);
    if (typeof name === 'string') names.push(name);
  });
  if (names.length === 0) throw unexpected(tool, definition, 'names returned by getOwnModelName');
  return [...new Set(names)];
}

/**
 * Every wording as a model of this name is sent it: `published`, and each variation under the name the files give it.
 *
 * @throws ExitpollError where the files have another shape.
 */
export function readWordings(modules: WordingModules, modelName: string): readonly Wording[] {
  const { prompt, string, tool } = modules;
  const given = new Map<string, PythonValue>([['getOwnModelName', modelName]]);
  const reader = new PythonReader([tool, string, prompt], given);
  const textOfCall = (module: PythonModule, name: string, ...words: readonly PythonValue[]): string => {
    const definition = functionIn(module, name);
    const value = reader.call(module, definition, words);
    if (typeof value !== 'string') throw unexpected(module, definition, `a text returned by ${name}`);
    return value;
  };
  const variations = (module: PythonModule, name: string): readonly string[] => {
    const constant = module.constants.get(name);
    if (constant === undefined) throw missingName(module, 'a list', name);
    const list = reader.valueOf(module, constant);
    if (!Array.isArray(list) || list.some((one) => typeof one !== 'string')) {
      throw unexpected(module, constant, 'a list of names');
    }
    return [nothingVaried, ...(list as readonly string[])];
  };
  const order = (name: string): PythonValue => {
    const constant = prompt.constants.get(name);
    if (constant === undefined) throw missingName(prompt, 'a text', name);
    return reader.valueOf(prompt, constant);
  };
  const orders: readonly (readonly [Order, PythonValue])[] = [
    ['bail-first', order('BAIL_PROMPT_BAIL_FIRST_TYPE')],
    ['continue-first', order('BAIL_PROMPT_CONTINUE_FIRST_TYPE')],
  ];
  const found: readonly (readonly [PythonModule, Wording])[] = [
    ...variations(tool, 'BAIL_TOOL_PROMPT_ABLATIONS').map((variation): [PythonModule, Wording] => [
      tool,
      {
        method: 'bail-tool',
        name: nameOf(variation),
        instructions: null,
        tool: {
          name: textOfCall(tool, 'getBailToolName', variation),
          description: textOfCall(tool, 'getBailToolDescription', modelName, variation),
        },
      },
    ]),
    ...variations(string, 'BAIL_STRING_PROMPT_ABLATIONS').map((variation): [PythonModule, Wording] => [
      string,
      {
        method: 'bail-string',
        name: nameOf(variation),
        instructions: textOfCall(string, 'getBailStringPrompt', modelName, variation),
        word: textOfCall(string, 'getBailStringKeyword', variation),
      },
    ]),
    ...variations(prompt, 'BAIL_PROMPT_ABLATIONS').map((variation): [PythonModule, Wording] => {
      const questions = orders.map(
        ([name, words]) => [name, textOfCall(prompt, 'getBailPrompt', words, variation)] as const,
      );
      return [prompt, promptWording(prompt, variation, Object.fromEntries(questions))];
    }),
  ];
  for (const [module, wording] of found) checkUsable(module, wording);
  return found.map(([, wording]) => wording);
}

function functionIn(module: PythonModule, name: string): SyntaxNode {
  const definition = module.functions.get(name);
  if (definition === undefined) throw missingName(module, 'a function', name);
  return definition;
}

function nameOf(variation: string): string {
  return variation === nothingVaried ? plainName : variation;
}

const tagged = /<([a-zA-Z][\w-]*)>([^<>\n]{1,40})<\/\1>/gu;

/** The tag and the two labels are what the question shows: the first of `bail-first` is the one to leave by. */
function promptWording(
  module: PythonModule,
  variation: string,
  question: { readonly [order in Order]?: string },
): Wording {
  const shown = [...(question['bail-first'] ?? '').matchAll(tagged)];
  const [tag = ''] = [...new Set(shown.map((match) => match[1] ?? ''))];
  const labels = [...new Set(shown.filter((match) => match[1] === tag).map((match) => match[2] ?? ''))];
  const [bail, stay] = labels;
  if (bail === undefined || stay === undefined || labels.length !== 2) {
    throw unexpected(
      module,
      functionIn(module, 'getBailPrompt'),
      `two answers in a tag in the question of "${nameOf(variation)}"`,
    );
  }
  const isJournal = /journal/i.test(question['bail-first'] ?? '');
  return {
    method: 'bail-prompt',
    name: nameOf(variation),
    instructions: null,
    question,
    tag,
    labels: { bail, continue: stay },
    ...(isJournal ? { journal: true } : {}),
  };
}

function checkUsable(module: PythonModule, wording: Wording): void {
  const [problem] = checkWording(wording);
  if (problem === undefined) return;
  const at = module.functions.values().next().value ?? module.tree.topNode;
  throw unexpected(module, at, `a usable wording "${wording.name}" of ${wording.method} (${problem.message})`);
}

/** Which wordings of a method say the same as one before: the files ask for them apart, but ask the same thing. */
export function sameWords(
  wordings: readonly Wording[],
): readonly { readonly name: string; readonly as: string; readonly method: string }[] {
  const first = new Map<string, string>();
  return wordings.flatMap((wording) => {
    const { name, method, ...words } = wording;
    const key = JSON.stringify([method, words]);
    const as = first.get(key);
    if (as !== undefined) return [{ name, as, method }];
    first.set(key, name);
    return [];
  });
}
