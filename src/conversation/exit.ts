/** The two orders in which the bail prompt's answers may stand. */
export const orders = ['bail-first', 'continue-first'] as const;
export type Order = (typeof orders)[number];

/** How the exit is offered. */
export const methodNames = ['baseline', 'bail-tool', 'bail-string', 'bail-prompt', 'placebo-tool'] as const;
export type MethodName = (typeof methodNames)[number];

/** The marks by which an exit is taken under one wording of one method. */
export type ExitMarks =
  | {
      readonly kind: 'tool';
      readonly tool: string;
      /** The mark of a warning that comes before leaving; left out where none has to. */
      readonly warning?: string;
    }
  | { readonly kind: 'string'; readonly word: string }
  | {
      readonly kind: 'prompt';
      /** Name of the answer's tag, without brackets. */
      readonly tag: string;
      readonly bail: string;
      readonly continue: string;
      /** Whether words beside the answer are invited, and so kept; left out where they are not. */
      readonly journal?: true;
    };
