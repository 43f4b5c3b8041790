import { namePattern } from './text-call.ts';

/**
 * Where the JSON object or array that starts at `start` ends, by its brackets alone; -1 when it never does
 * or none starts there.
 */
export function jsonEnd(text: string, start: number): number {
  if (text[start] !== '{' && text[start] !== '[') return -1;
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return -1;
}

/** No arguments of a tool are nested deeper; what writes a value out again runs out of stack at some ten thousand. */
const deepest = 1000;

/** Whether brackets outside of strings are nested more than `deepest` deep. */
function isTooDeep(text: string): boolean {
  if (text.length <= 2 * deepest) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > deepest) return true;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}

/** The value of a JSON text, or `undefined` when it is not one, or one that is nested more than a thousand deep. */
export function readJson(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Whether arguments as an endpoint reports them can be read: a JSON object, or nothing at all, which several
 * servers send for a tool without parameters.
 */
export function areArguments(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '' || trimmed === 'null' || isObject(readJson(trimmed));
}

/** One call as a JSON object describes it. */
export interface JsonCall {
  readonly name: string;
  readonly arguments: string;
  /** Whether the object says something about arguments; `{"name": "Ann"}` alone may be plain data. */
  readonly hasArguments: boolean;
}

/**
 * Reads `{"name": …, "arguments" or "parameters": …}`, `tool_name` for `name`, and the same under `"function"`; arguments may be an
 * object, the JSON text of one, `null` or missing. `null` when the value is no such call.
 */
export function readJsonCall(value: unknown): JsonCall | null {
  if (!isObject(value)) return null;
  const call = isObject(value['function']) ? value['function'] : value;
  // Command R says `tool_name`.
  const name = call['name'] ?? call['tool_name'];
  if (typeof name !== 'string' || !namePattern.test(name)) return null;
  const given = 'arguments' in call ? call['arguments'] : call['parameters'];
  const hasArguments = given !== undefined;
  if (given === undefined || given === null) return { name, arguments: '', hasArguments };
  if (typeof given === 'string') return areArguments(given) ? { name, arguments: given, hasArguments } : null;
  return isObject(given) ? { name, arguments: JSON.stringify(given), hasArguments } : null;
}

/** The calls of one JSON text that holds a call or a list of calls; `null` when any part is something else. */
export function readJsonCalls(text: string): readonly JsonCall[] | null {
  const value = readJson(text);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const calls = list.map(readJsonCall);
  return calls.length > 0 && calls.every((call) => call !== null) ? calls : null;
}
