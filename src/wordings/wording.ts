import type { MethodName, Order } from '../conversation/exit.ts';

interface ToolWording<Name extends MethodName> {
  readonly method: Name;
  readonly name: string;
  readonly instructions: string | null;
  readonly tool: { readonly name: string; readonly description: string };
  /** Two steps to leave: the reply that holds the mark warns, the user goes on with `goesOn`, and only then it leaves. */
  readonly warning?: { readonly mark: string; readonly goesOn: string };
}

/** The words of one method. `instructions` are appended to the system prompt. */
export type Wording =
  | ToolWording<'bail-tool'>
  | ToolWording<'placebo-tool'>
  | {
      readonly method: 'bail-string';
      readonly name: string;
      readonly instructions: string;
      readonly word: string;
    }
  | {
      readonly method: 'bail-prompt';
      readonly name: string;
      readonly instructions: string | null;
      /** The question in each order it exists in. */
      readonly question: { readonly [order in Order]?: string };
      /** Name of the answer's tag, without brackets. */
      readonly tag: string;
      readonly labels: { readonly bail: string; readonly continue: string };
      /** Said in the system prompt from the reply on: that the question will come. */
      readonly notice?: string;
      /** Where the question stands in the system prompt from the reply on: the turn that asks for the answer. */
      readonly cue?: string;
      /** Whether the question invites words beside the answer; they are then kept. */
      readonly journal?: boolean;
    };

export type WordingOf<Name extends MethodName> = Extract<Wording, { method: Name }>;
