/** A tool offered to a model. `parameters` is a JSON Schema of type object. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  readonly parameters: { readonly [key: string]: Jsonish };
}

type Jsonish = null | boolean | number | string | readonly Jsonish[] | { readonly [key: string]: Jsonish };

/** One call of a tool as the model wrote it. */
export interface ToolCall {
  /** The endpoint's id for the call, `null` where there is none. */
  readonly id: string | null;
  readonly name: string;
  /** The arguments exactly as they came: JSON text, possibly broken. */
  readonly arguments: string;
}

export interface UserMessage {
  readonly role: 'user';
  readonly text: string;
}

export interface AssistantMessage {
  readonly role: 'assistant';
  readonly text: string;
  readonly toolCalls?: readonly ToolCall[];
}

export interface ToolMessage {
  readonly role: 'tool';
  readonly callId: string | null;
  readonly text: string;
}

/** One turn of a conversation. A system prompt is not a turn: it stands beside the messages. */
export type Message = UserMessage | AssistantMessage | ToolMessage;

/**
 * A conversation as found in a dataset: its system prompt, if it has one, and its turns.
 * Invariant (kept by `normalizeConversation`): no two neighbouring turns of user or assistant share a role.
 */
export interface Conversation {
  readonly system: string | null;
  readonly messages: readonly Message[];
}
