import type { MethodName } from '../conversation/exit.ts';
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
