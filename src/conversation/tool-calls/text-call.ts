import type { TextRange } from '../text-range.ts';

/** A well-formed tool call found in a reply's text. */
export interface TextCall extends TextRange {
  readonly name: string;
  /** The arguments as written: JSON of an object, `''` for none, or the form's own notation. */
  readonly arguments: string;
}

/** What a text holds of tool calls. A malformed one carries a form's opening but cannot be read as a call. */
export interface FoundCalls {
  readonly calls: readonly TextCall[];
  readonly malformed: readonly TextRange[];
}

/** Reads one way of writing calls as text. Pure; never throws; takes time linear in the text's length. */
export type CallParser = (text: string) => FoundCalls;

export const noCalls: FoundCalls = { calls: [], malformed: [] };

/** A function name as the endpoints allow it, and dots for namespaces. */
export const namePattern = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}$/;
