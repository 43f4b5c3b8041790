import type { SyntaxNode } from '@lezer/common';

import { childrenOf, textOf, unexpected, type PythonModule } from './module.ts';
import { literalParts, unescapePython } from './strings.ts';
import { methodOf } from './text-methods.ts';
import { isTrue, isWithin, keyOf, sorted, type PythonValue } from './values.ts';

type Scope = ReadonlyMap<string, PythonValue>;

const mostSteps = 200_000;
const deepest = 60;

/**
 * Says what texts a file's constants and functions come to, from their syntax alone: literals, names, joined texts,
 * comparisons, if and return, and a few text methods. There is no import, no loop, no attribute, no call of anything
 * but the files' own functions of this kind; whatever else stands on the way is an error with its line.
 */
export class PythonReader {
  readonly #modules: readonly PythonModule[];
  /** Functions whose result is given instead of read. */
  readonly #given: ReadonlyMap<string, PythonValue>;
  #steps = 0;
  #depth = 0;

  /** @param modules names are looked up in the file they stand in, then in the others, first to last */
  constructor(modules: readonly PythonModule[], given: ReadonlyMap<string, PythonValue> = new Map()) {
    this.#modules = modules;
    this.#given = given;
  }

  /** The value of an expression. @throws ExitpollError where it is none this reader knows. */
  valueOf(module: PythonModule, node: SyntaxNode, scope: Scope = new Map()): PythonValue {
    this.#steps += 1;
    if (this.#steps > mostSteps || this.#depth > deepest) throw unexpected(module, node, 'a text that can be told');
    this.#depth += 1;
    try {
      return this.#value(module, node, scope);
    } finally {
      this.#depth -= 1;
    }
  }

  /**
   * What a function returns for arguments.
   *
   * @throws ExitpollError where that cannot be told, and where it raises.
   */
  call(module: PythonModule, definition: SyntaxNode, given: readonly PythonValue[]): PythonValue {
    const list = childrenOf(definition).find(({ name }) => name === 'ParamList');
    const body = childrenOf(definition).find(({ name }) => name === 'Body');
    const names = (list === undefined ? [] : childrenOf(list)).filter(({ name }) => name === 'VariableName');
    if (body === undefined || names.length < given.length) throw unexpected(module, definition, 'another function');
    const scope = new Map(given.map((value, index) => [textOf(module, names[index] as SyntaxNode), value]));
    return this.#run(module, body, scope) ?? null;
  }

  /** What a block returns; `undefined` where it comes to its end. */
  #run(module: PythonModule, body: SyntaxNode, scope: Map<string, PythonValue>): PythonValue | undefined {
    for (const statement of childrenOf(body)) {
      switch (statement.name) {
        case ':':
        case 'ImportStatement':
        case 'PassStatement':
        case 'FunctionDefinition':
          break;
        case 'ExpressionStatement':
          // A text on its own is documentation.
          if (statement.firstChild?.name.endsWith('String') !== true) throw unexpected(module, statement, 'a text');
          break;
        case 'AssignStatement':
          this.#assign(module, statement, scope);
          break;
        case 'ReturnStatement': {
          const value = childrenOf(statement)[1];
          return value === undefined ? null : this.valueOf(module, value, scope);
        }
        case 'IfStatement': {
          const found = this.#branch(module, statement, scope);
          if (found !== undefined) return found;
          break;
        }
        default:
          throw unexpected(module, statement, 'an assignment, if or return');
      }
    }
    return undefined;
  }

  #assign(module: PythonModule, statement: SyntaxNode, scope: Map<string, PythonValue>): void {
    const parts = childrenOf(statement);
    const at = parts.findIndex(({ name }) => name === 'AssignOp');
    const targets = parts.slice(0, at).filter(({ name }) => name !== ',');
    const values = parts.slice(at + 1).filter(({ name }) => name !== ',');
    const operator = parts[at];
    const isPlain = operator !== undefined && textOf(module, operator) === '=';
    if (!isPlain || targets.some(({ name }) => name !== 'VariableName') || values.length === 0) {
      throw unexpected(module, statement, 'names assigned to texts');
    }
    const found = values.map((value) => this.valueOf(module, value, scope));
    const [only] = found;
    const spread = targets.length > 1 && found.length === 1 && Array.isArray(only) ? only : found;
    if (spread.length !== targets.length) throw unexpected(module, statement, 'as many texts as names');
    targets.forEach((target, index) => scope.set(textOf(module, target), spread[index] ?? null));
  }

  #branch(module: PythonModule, statement: SyntaxNode, scope: Map<string, PythonValue>): PythonValue | undefined {
    let condition: SyntaxNode | null = null;
    let isElse = false;
    for (const part of childrenOf(statement)) {
      if (part.name === 'Body') {
        if (isElse || (condition !== null && isTrue(this.valueOf(module, condition, scope)))) {
          return this.#run(module, part, scope);
        }
      } else if (part.name === 'else') isElse = true;
      else if (part.name !== 'if' && part.name !== 'elif') condition = part;
    }
    return undefined;
  }

  #value(module: PythonModule, node: SyntaxNode, scope: Scope): PythonValue {
    const parts = childrenOf(node);
    const inner = (place: number): PythonValue => this.valueOf(module, parts[place] as SyntaxNode, scope);
    switch (node.name) {
      case 'String':
      case 'FormatString':
        return this.#literal(module, node, scope);
      case 'ContinuedString':
        return parts.map((part) => text(module, part, this.valueOf(module, part, scope))).join('');
      case 'ParenthesizedExpression':
        return inner(1);
      case 'Number':
        return Number(textOf(module, node));
      case 'Boolean':
        return textOf(module, node) === 'True';
      case 'None':
        return null;
      case 'VariableName':
        return this.#named(module, node, scope);
      case 'ArrayExpression':
      case 'TupleExpression':
        return parts.filter(isElement).map((part) => this.valueOf(module, part, scope));
      case 'DictionaryExpression':
        return this.#dictionary(module, node, scope);
      case 'UnaryExpression':
        if (parts[0]?.name === 'not') return !isTrue(inner(1));
        if (textOf(module, node).startsWith('-') && parts.at(-1)?.name === 'Number') return -Number(inner(1));
        throw unexpected(module, node, 'a text');
      case 'ConditionalExpression':
        return isTrue(inner(2)) ? inner(0) : inner(4);
      case 'BinaryExpression':
        return this.#binary(module, node, scope);
      case 'MemberExpression':
        return this.#member(module, node, scope);
      case 'CallExpression':
        return this.#called(module, node, scope);
      default:
        throw unexpected(module, node, 'a text, a list of texts or a comparison of texts');
    }
  }

  #literal(module: PythonModule, node: SyntaxNode, scope: Scope): string {
    const source = textOf(module, node);
    const parts = literalParts(source);
    if (parts === null || parts.prefix.includes('b')) throw unexpected(module, node, 'a text in quotes');
    const isRaw = parts.prefix.includes('r');
    const plain = (from: number, to: number): string => {
      const raw = source.slice(from, to).replaceAll('\r\n', '\n');
      return isRaw ? raw : unescapePython(raw);
    };
    if (!parts.prefix.includes('f')) return plain(parts.start, parts.end);
    const braces = (raw: string): string => raw.replaceAll('{{', '{').replaceAll('}}', '}');
    let at = parts.start;
    let written = '';
    for (const hole of childrenOf(node)) {
      if (hole.name !== 'FormatReplacement') continue;
      const inside = childrenOf(hole).filter(({ name }) => name !== '{' && name !== '}');
      if (inside.length !== 1) throw unexpected(module, hole, 'a name alone in the braces');
      written += braces(plain(at, hole.from - node.from));
      const value = this.valueOf(module, inside[0] as SyntaxNode, scope);
      written += text(module, hole, value);
      at = hole.to - node.from;
    }
    return written + braces(plain(at, parts.end));
  }

  #named(module: PythonModule, node: SyntaxNode, scope: Scope): PythonValue {
    const name = textOf(module, node);
    const local = scope.get(name);
    if (local !== undefined) return local;
    for (const one of [module, ...this.#modules]) {
      const constant = one.constants.get(name);
      if (constant !== undefined) return this.valueOf(one, constant);
    }
    throw unexpected(module, node, 'the name of a text of these files');
  }

  #dictionary(module: PythonModule, node: SyntaxNode, scope: Scope): PythonValue {
    const elements = childrenOf(node).filter((part) => isElement(part) && part.name !== ':');
    const entries = new Map<string, PythonValue>();
    for (let index = 0; index < elements.length; index += 2) {
      const [key, value] = [elements[index], elements[index + 1]];
      if (key === undefined || value === undefined) throw unexpected(module, node, 'keys with values');
      entries.set(text(module, key, this.valueOf(module, key, scope)), this.valueOf(module, value, scope));
    }
    return entries;
  }

  #binary(module: PythonModule, node: SyntaxNode, scope: Scope): PythonValue {
    const parts = childrenOf(node);
    const [one, other] = [parts[0] as SyntaxNode, parts.at(-1) as SyntaxNode];
    const operator = parts
      .slice(1, -1)
      .map((part) => textOf(module, part))
      .join(' ');
    const left = this.valueOf(module, one, scope);
    if (operator === 'or') return isTrue(left) ? left : this.valueOf(module, other, scope);
    if (operator === 'and') return isTrue(left) ? this.valueOf(module, other, scope) : left;
    const right = this.valueOf(module, other, scope);
    switch (operator) {
      case '+':
        if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
        return text(module, one, left) + text(module, other, right);
      case '==':
      case 'is':
        return left === right;
      case '!=':
      case 'is not':
        return left !== right;
      case 'in':
        return this.#isIn(module, node, left, right);
      case 'not in':
        return !this.#isIn(module, node, left, right);
      default:
        throw unexpected(module, node, 'texts that are joined or compared');
    }
  }

  #isIn(module: PythonModule, node: SyntaxNode, one: PythonValue, within: PythonValue): boolean {
    const found = isWithin(one, within);
    if (found === null) throw unexpected(module, node, 'a text looked for in a text or a list');
    return found;
  }

  #member(module: PythonModule, node: SyntaxNode, scope: Scope): PythonValue {
    const [of, bracket, key] = childrenOf(node);
    if (of === undefined || key === undefined || bracket?.name !== '[') throw unexpected(module, node, 'a text');
    const [value, index] = [this.valueOf(module, of, scope), this.valueOf(module, key, scope)];
    const found =
      value instanceof Map
        ? value.get(keyOf(index))
        : Array.isArray(value) && typeof index === 'number'
          ? (value.at(index) as PythonValue | undefined)
          : undefined;
    if (found === undefined) throw unexpected(module, node, 'a key that is there');
    return found;
  }

  #called(module: PythonModule, node: SyntaxNode, scope: Scope): PythonValue {
    const [callee, list] = childrenOf(node);
    if (callee === undefined || list === undefined) throw unexpected(module, node, 'a call');
    const given = childrenOf(list)
      .filter(isElement)
      .map((part) => this.valueOf(module, part, scope));
    if (callee.name === 'MemberExpression') {
      const [of, , property] = childrenOf(callee);
      const method = property === undefined ? null : methodOf(textOf(module, property));
      const result = of === undefined || method === null ? undefined : method(this.valueOf(module, of, scope), given);
      if (result === undefined) throw unexpected(module, node, 'a text method such as strip()');
      return result;
    }
    const name = textOf(module, callee);
    const known = this.#given.get(name);
    if (known !== undefined) return known;
    for (const one of [module, ...this.#modules]) {
      const definition = one.functions.get(name);
      if (definition !== undefined) return this.call(one, definition, given);
    }
    const [first] = given;
    if ((name === 'list' || name === 'sorted') && given.length === 1 && Array.isArray(first)) {
      return name === 'list' ? first : sorted(first);
    }
    throw unexpected(module, node, 'a call of a function of these files');
  }
}

function isElement({ name }: SyntaxNode): boolean {
  return !/^[[\](){},]$/.test(name);
}

function text(module: PythonModule, node: SyntaxNode, value: PythonValue): string {
  if (typeof value !== 'string') throw unexpected(module, node, 'a text');
  return value;
}
