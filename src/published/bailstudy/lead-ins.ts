import type { SyntaxNode } from '@lezer/common';

import { ExitpollError } from '../../base/errors.ts';
import type { LeadIn } from '../../conversation/lead-in.ts';
import type { Message } from '../../conversation/messages.ts';
import { childrenOf, textOf, unexpected, type PythonModule } from '../python/module.ts';
import { PythonReader } from '../python/reader.ts';
import type { PythonValue } from '../python/values.ts';
import { literalParts } from '../python/strings.ts';

const key = 'prefixMessages';

/**
 * The lead-ins of a file: lists of messages assigned to `…["prefixMessages"]`, each named by the text the condition
 * around it compares with. Lists that are empty, or given in another way, are none.
 *
 * @throws ExitpollError where a list has another shape, or there is none.
 */
export function readLeadIns(module: PythonModule): readonly LeadIn[] {
  const reader = new PythonReader([module]);
  const found: LeadIn[] = [];
  module.tree.iterate({
    enter({ node }) {
      if (node.name !== 'AssignStatement') return;
      const [target, , value] = childrenOf(node);
      if (target === undefined || value === undefined || !isPrefix(module, target)) return;
      const elements = value.name === 'ArrayExpression' ? childrenOf(value).length - 2 : 0;
      if (elements > 0) found.push(leadInOf(module, reader, node, value, found));
    },
  });
  if (found.length > 0) return found;
  throw new ExitpollError(`expected lists of messages assigned to ["${key}"], found none`, {
    code: 'upstream-changed',
    at: { file: module.file },
  });
}

function isPrefix(module: PythonModule, target: SyntaxNode): boolean {
  const literal = childrenOf(target).findLast(({ name }) => name === 'String');
  const source = literal === undefined ? '' : textOf(module, literal);
  const parts = literalParts(source);
  return target.name === 'MemberExpression' && parts !== null && source.slice(parts.start, parts.end) === key;
}

function leadInOf(
  module: PythonModule,
  reader: PythonReader,
  statement: SyntaxNode,
  value: SyntaxNode,
  before: readonly LeadIn[],
): LeadIn {
  const list = reader.valueOf(module, value);
  const all = (Array.isArray(list) ? list : []).map((entry: PythonValue) => messageOf(module, value, entry));
  const [first] = all;
  const system = first?.role === 'system' ? first.text : null;
  const messages = (system === null ? all : all.slice(1)).map(({ role, text }) => ({ role, text }) as Message);
  const isAlternating = messages.every(({ role }, index) => role === (index % 2 === 0 ? 'user' : 'assistant'));
  if (!isAlternating || all.length === 0) {
    throw unexpected(module, value, 'turns of user and assistant that alternate, the first being the user’s');
  }
  const reply = messages.length % 2 === 1 ? 'ask' : 'given';
  return { name: freeName(nameOf(module, statement), before), system, messages, reply };
}

function messageOf(module: PythonModule, node: SyntaxNode, entry: PythonValue): { role: string; text: string } {
  const [role, text] = entry instanceof Map ? [entry.get('role'), entry.get('content')] : [];
  const isRole = role === 'user' || role === 'assistant' || role === 'system';
  if (!isRole || typeof text !== 'string' || text === '') {
    throw unexpected(module, node, 'messages with a role (user, assistant, system) and a content');
  }
  return { role, text };
}

/** The text the innermost condition around a statement compares with. */
function nameOf(module: PythonModule, statement: SyntaxNode): string {
  for (let body = statement.parent; body !== null; body = body.parent) {
    if (body.name !== 'Body' || body.parent?.name !== 'IfStatement') continue;
    const condition = body.prevSibling;
    const texts: string[] = [];
    condition?.cursor().iterate(({ node }) => {
      if (node.name !== 'BinaryExpression') return;
      const [left, operator, right] = childrenOf(node);
      if (operator === undefined || textOf(module, operator) !== '==') return;
      for (const side of [left, right]) {
        const source = side?.name === 'String' ? textOf(module, side) : '';
        const parts = literalParts(source);
        if (parts !== null) texts.push(source.slice(parts.start, parts.end));
      }
    });
    const name = texts[0]?.replace(/[^a-zA-Z0-9._-]+/g, '-').replace(/^[^a-zA-Z0-9]+/, '');
    if (name !== undefined && name !== '') return name.slice(0, 60);
  }
  throw unexpected(module, statement, 'a condition such as `evalType == "NAME"` around the messages');
}

function freeName(wanted: string, before: readonly LeadIn[]): string {
  let name = wanted;
  for (let turn = 2; before.some((one) => one.name === name); turn += 1) name = `${wanted}-${turn}`;
  return name;
}
