import type { MethodName } from '../conversation/exit.ts';
import { placeboWording, wordingFor } from './factor-wordings.ts';
import { defaultFactors } from './factors.ts';
import type { WordingOf } from './wording.ts';

/**
 * The words each method uses unless a study names others: any reason is enough, the exit ends this chat, and nothing
 * more is said. In English, and short, so that small models can follow them.
 */
export const defaultWordings: { readonly [name in Exclude<MethodName, 'baseline'>]: WordingOf<name> } = {
  'bail-tool': wordingFor('bail-tool', defaultFactors, 'en'),
  'bail-string': wordingFor('bail-string', defaultFactors, 'en'),
  'bail-prompt': wordingFor('bail-prompt', defaultFactors, 'en'),
  'placebo-tool': placeboWording('en'),
};
