import type { MethodName } from '../conversation/exit.ts';
import { scorerVersions, type ScorerName } from '../conversation/outcome.ts';
import type { Reply } from '../conversation/reply.ts';
import { bailPrompt } from './bail-prompt.ts';
import { bailString } from './bail-string.ts';
import { bailTool } from './bail-tool.ts';
import { baseline } from './baseline.ts';
import type { Method } from './method.ts';
import { placeboTool } from './placebo-tool.ts';

/** Every method by its name. */
export const methods: { readonly [name in MethodName]: Method } = {
  baseline,
  'bail-tool': bailTool,
  'bail-string': bailString,
  'bail-prompt': bailPrompt,
  'placebo-tool': placeboTool,
};

const scorerNames = Object.keys(scorerVersions) as readonly ScorerName[];

/** The scorers that can say something of these replies: all, unless one was cut short or read as probabilities. */
export function scorersFor(method: MethodName, replies: readonly Reply[]): readonly ScorerName[] {
  const isWhole = replies.every(({ finish, readout }) => finish !== 'stopped' && readout === undefined);
  return isWhole ? scorerNames : scorerNames.filter((name) => !methods[method].wholeOnly.includes(name));
}
