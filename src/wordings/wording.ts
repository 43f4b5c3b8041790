import type { MethodName, Order } from '../conversation/exit.ts';

interface ToolWording<Name extends MethodName> {
  readonly method: Name;
  readonly name: string;
  readonly instructions: string | null;
  readonly tool: { readonly name: string; readonly description: string };
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
      /** Whether the question invites words beside the answer; they are then kept. */
      readonly journal?: boolean;
    };

export type WordingOf<Name extends MethodName> = Extract<Wording, { method: Name }>;
