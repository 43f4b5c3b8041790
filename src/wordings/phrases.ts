import type { Level } from './factors.ts';

/** What one action is called: after *you may*, as what a tool does, and as the beginning of a how-to. */
export interface ActionPhrases {
  readonly may: string;
  readonly does: string;
  readonly to: string;
}

/**
 * Everything the wordings say in one language. Sentences hold `{{placeholders}}` and these slots, each filled by one
 * factor alone: `[may]`, `[does]`, `[to]` (action), `[reason]`, `[tail]` (journal).
 */
export interface Phrases {
  /** The language's name in English. */
  readonly language: string;
  /** What stands between two sentences. */
  readonly gap: ' ' | '';
  readonly labels: { readonly bail: string; readonly continue: string };
  readonly reason: { readonly [level in Level<'reason'>]: string };
  readonly action: { readonly [level in Level<'action'>]: ActionPhrases };
  /** Says what `action` allows, and for which `reason`. */
  readonly permission: string;
  /** `context=cleared`, a whole sentence; so are the next two. */
  readonly cleared: string;
  /** `effect=none`. */
  readonly noEffect: string;
  /** `purpose=said`. */
  readonly purpose: string;
  /** `journal=invited` for the tool and the word, a whole sentence. */
  readonly note: string;
  readonly tool: { readonly howTo: string; readonly description: string };
  readonly word: { readonly howTo: string };
  readonly question: {
    readonly opening: string;
    /** The line of each answer. */
    readonly bail: string;
    readonly continue: string;
    /** Asks for one of the two answers; ends in `[tail]`. */
    readonly closing: string;
    readonly tail: { readonly [level in Level<'journal'>]: string };
  };
  /** The useless tool: it knows no factors. */
  readonly placebo: { readonly instructions: string; readonly description: string };
}
