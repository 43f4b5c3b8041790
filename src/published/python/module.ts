import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';

import { ExitpollError } from '../../base/errors.ts';

/** A Python file as a syntax tree. It is never run: what it would do is nobody's concern, only what it says. */
export interface PythonModule {
  /** As messages show it. */
  readonly file: string;
  readonly text: string;
  readonly tree: Tree;
  /** Last assignment of each name at the top of the file: its value. */
  readonly constants: ReadonlyMap<string, SyntaxNode>;
  readonly functions: ReadonlyMap<string, SyntaxNode>;
}

/**
 * Parses a Python file.
 *
 * @throws ExitpollError with the first line that cannot be parsed.
 */
export function parsePython(file: string, text: string): PythonModule {
  const tree = parser.parse(text);
  const constants = new Map<string, SyntaxNode>();
  const functions = new Map<string, SyntaxNode>();
  const module = { file, text, tree, constants, functions };
  tree.iterate({
    enter(node) {
      if (node.type.isError) throw unexpected(module, node.node, 'Python that can be parsed');
    },
  });
  for (const statement of childrenOf(tree.topNode)) {
    if (statement.name === 'FunctionDefinition') {
      const name = childrenOf(statement).find((child) => child.name === 'VariableName');
      if (name !== undefined) functions.set(textOf(module, name), statement);
    }
    const [target, operator, value, more] = childrenOf(statement);
    const isPlain = operator?.name === 'AssignOp' && textOf(module, operator) === '=' && more === undefined;
    if (statement.name === 'AssignStatement' && isPlain && target?.name === 'VariableName' && value !== undefined) {
      constants.set(textOf(module, target), value);
    }
  }
  return module;
}

/** The nodes right below one, comments left out. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}

/** What stands in the file at a node. */
export function textOf({ text }: PythonModule, node: SyntaxNode): string {
  return text.slice(node.from, node.to);
}

/** The error of a place that does not look as expected: file, line, what was expected, what stands there. */
export function unexpected(module: PythonModule, node: SyntaxNode, expected: string): ExitpollError {
  const line = module.text.slice(0, node.from).split('\n').length;
  const found = textOf(module, node).trim().split('\n', 1)[0]?.slice(0, 60) ?? '';
  const there = found === '' ? 'found nothing' : `found \`${found}\``;
  return new ExitpollError(`expected ${expected}, ${there}`, {
    code: 'upstream-changed',
    at: { file: module.file, line },
    hint: changedHint,
  });
}

/** The error of a name that a file should define and does not. */
export function missingName(module: PythonModule, what: string, name: string): ExitpollError {
  const names = what === 'a function' ? module.functions : module.constants;
  const known = [...names.keys()].slice(0, 12).join(', ');
  return new ExitpollError(`expected ${what} ${name}; it has ${known === '' ? 'none' : known}`, {
    code: 'upstream-changed',
    at: { file: module.file },
    hint: changedHint,
  });
}

const changedHint =
  'The file has another shape than the one this version of Exitpoll reads. Use the commit named by `exitpoll data pull --help`.';
