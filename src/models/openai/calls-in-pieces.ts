import type { ToolCall } from '../../conversation/messages.ts';
import type { CallSoFar } from '../../conversation/stop-when.ts';
import { asNumber, asRecord, asText } from '../http/lenient.ts';
import { argumentsText } from './reply-parts.ts';

interface Growing {
  id: string | null;
  name: string;
  arguments: string;
  /** Whether its arguments came as an object, so that it is whole. */
  whole: boolean;
}

/** Puts tool calls together that come in pieces. */
export class CallsInPieces {
  readonly #calls: Growing[] = [];
  /** Where the next piece of a call goes, by the number the server gives it. */
  readonly #byIndex = new Map<number, Growing>();

  /** Takes the `tool_calls` of a piece, or its older `function_call`. Returns whether there was any. */
  add(delta: { readonly [key: string]: unknown }): boolean {
    const { tool_calls: pieces, function_call: legacy } = delta;
    if (Array.isArray(pieces) && pieces.length > 0) {
      pieces.forEach((piece, place) => this.#addPiece(asRecord(piece) ?? {}, place));
      return true;
    }
    const older = asRecord(legacy);
    if (older !== null) this.#addPiece({ function: older }, 0);
    return older !== null;
  }

  #addPiece(piece: { readonly [key: string]: unknown }, place: number): void {
    const called = asRecord(piece['function']) ?? piece;
    const index = asNumber(piece['index']) ?? place;
    const id = asText(piece['id']) || null;
    const name = asText(called['name']) ?? '';
    const known = this.#byIndex.get(index);
    // Some servers number every call 0, or none at all; another id is then another call.
    const call =
      known === undefined || (id !== null && known.id !== null && id !== known.id) ? this.#open(index) : known;
    call.id ??= id;
    // The name comes whole, and some servers repeat it.
    if (call.name === '') call.name = name;
    const given = called['arguments'] ?? called['parameters'];
    if (typeof given === 'object' && given !== null) {
      call.arguments = argumentsText(given);
      call.whole = true;
    } else call.arguments += argumentsText(given);
  }

  #open(index: number): Growing {
    const call: Growing = { id: null, name: '', arguments: '', whole: false };
    this.#calls.push(call);
    this.#byIndex.set(index, call);
    return call;
  }

  /** The calls so far, and which of them are complete: all but the last, and the last once its arguments are JSON. */
  get soFar(): readonly CallSoFar[] {
    const last = this.#calls.length - 1;
    return this.#calls.map((call, at) => ({
      name: call.name,
      complete: at < last || call.whole || isJson(call.arguments),
    }));
  }

  /** The calls as far as they came. */
  get calls(): readonly ToolCall[] {
    return this.#calls.map(({ id, name, arguments: given }) => ({ id, name, arguments: given }));
  }
}

function isJson(text: string): boolean {
  if (!/\}\s*$/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
