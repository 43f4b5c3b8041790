import type { Reply } from '../../../src/conversation/reply.ts';
import type { ModelRequest } from '../../../src/conversation/request.ts';
import type { ToolSpec } from '../../../src/conversation/messages.ts';
import { ModelError, type ModelErrorKind } from '../../../src/models/model-error.ts';
import type { GenerateOptions, Model, TrialContext } from '../../../src/models/model.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** `does`: the model can do it; `refuses`: it says that it cannot, in the right words. For the contract table. */
    contract?: 'does' | 'refuses';
  }
}

export interface OpenedModel {
  readonly model: Model;
  /** Closes the model and whatever was opened for it. */
  close(): Promise<void>;
}

/** A request with what a simulated respondent is told about it. */
export interface Provocation {
  readonly request: ModelRequest;
  readonly context?: TrialContext;
}

export interface ContractOptions {
  /** Whether the same seed, one request at a time, gives the same text byte for byte. */
  readonly repeatsBySeed?: boolean;
  /** Whether it answers before a caller could change their mind, so that only calls aborted beforehand can be tested. */
  readonly instant?: boolean;
  /** All text the model was shown with the last request, in order. */
  readonly shown?: () => string;
  /** What must not stand in the identity, such as a URL or a key. */
  readonly secrets?: readonly string[];
  /** For respondents that read it. */
  readonly context?: TrialContext;
  /** Makes the model call the tool `leave_chat`, which is offered; left out where nothing makes it surely. */
  readonly callsTool?: Provocation;
  /** Has `stop`, and a reply that settles it well before its end; left out where nothing makes it surely. */
  readonly settles?: Provocation;
  /** Has `prefill`; a plain one unless given. */
  readonly prefilled?: Provocation;
  /** Has `readout`; after `<answer>`, `yes` or `no`, unless given. */
  readonly readout?: Provocation;
  /** How a text that no server can be blamed for refusing may be refused, such as half a surrogate pair. */
  readonly mayRefuseText?: readonly ModelErrorKind[];
  readonly timeoutMs?: number;
}

/** The model under test and how it is asked. */
export interface Subject {
  readonly name: string;
  readonly options: ContractOptions;
  readonly timeoutMs: number;
  /** Open from the first test to the last. */
  readonly model: Model;
  open(): Promise<OpenedModel>;
  callOptions(seed: number, rest?: Partial<GenerateOptions>): GenerateOptions;
  ask(request: ModelRequest, seed: number, context?: TrialContext): Promise<Reply>;
}

/** The tool offered throughout. */
export const leaveTool: ToolSpec = {
  name: 'leave_chat',
  description: 'Ends the conversation.',
  parameters: { type: 'object', properties: {}, required: [] },
};

/** The reply, or the kind of the ModelError it ended with; anything else is thrown on. */
export async function replyOrKind(call: Promise<Reply>): Promise<Reply | ModelErrorKind> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ModelError) return error.kind;
    throw error;
  }
}

/** The request, frozen to its depth. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) frozen(member);
  }
  return value;
}
