import type { ModelRequest } from '../../conversation/request.ts';
import type { Reply, TextProbability } from '../../conversation/reply.ts';
import type { ModelErrorKind } from '../model-error.ts';

/** What a local model is loaded with. */
export interface LoadOptions {
  readonly path: string;
  /** Conversations worked on at once. */
  readonly sequences: number;
  /** Context window of each of them, in tokens. */
  readonly contextTokens: number;
  readonly threads: number;
}

/** What is known once a model is loaded. */
export interface LoadedInfo {
  readonly tools: boolean;
  /** Whether the template has a place for a system prompt. */
  readonly systemRole: boolean;
  /** The system prompt the template adds by itself. */
  readonly defaultSystem: string | null;
}

/** A call the worker answers, by its kind: what it takes and what it gives. */
export interface Calls {
  readonly generate: {
    readonly takes: { readonly request: ModelRequest; readonly seed: number };
    readonly gives: Reply;
  };
  readonly count: { readonly takes: { readonly request: ModelRequest }; readonly gives: number };
  readonly render: { readonly takes: { readonly request: ModelRequest }; readonly gives: string };
  readonly probabilities: {
    readonly takes: { readonly request: ModelRequest; readonly prefill: string; readonly texts: readonly string[] };
    readonly gives: readonly TextProbability[];
  };
}
export type CallKind = keyof Calls;

/** One call as it is sent. */
export type Call = { readonly [Kind in CallKind]: { readonly call: Kind } & Calls[Kind]['takes'] }[CallKind];

/** Messages to the worker. */
export type ToWorker =
  | { readonly kind: 'load'; readonly options: LoadOptions }
  | { readonly kind: 'call'; readonly id: number; readonly call: Call }
  | { readonly kind: 'abort'; readonly id: number };

/** Why a model could not be loaded: the library is not there, or it refused the file. */
export type LoadFailure = 'library-missing' | 'refused';

/** Messages from the worker. */
export type FromWorker =
  | { readonly kind: 'loaded'; readonly info: LoadedInfo }
  | { readonly kind: 'load-failed'; readonly reason: LoadFailure; readonly message: string }
  | { readonly kind: 'result'; readonly id: number; readonly value: Calls[CallKind]['gives'] }
  | { readonly kind: 'error'; readonly id: number; readonly error: ModelErrorKind; readonly message: string };

/** A message in the form chat templates expect. */
export type TemplateMessage =
  | { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }
  | {
      readonly role: 'assistant';
      readonly content: string;
      readonly tool_calls: readonly {
        readonly id: string | null;
        readonly type: 'function';
        readonly function: { readonly name: string; readonly arguments: unknown };
      }[];
    }
  | { readonly role: 'tool'; readonly content: string; readonly tool_call_id: string | null };
