import { wordingFor } from './factor-wordings.ts';
import { defaultFactors } from './factors.ts';
import type { WordingOf } from './wording.ts';

/**
 * The default question of the bail prompt, said earlier: `notice` says in the system prompt, from the reply on, that it
 * will come; `in-system` has it stand there, so that the turn after the reply only asks for the answer. In English.
 * `null` for any other name.
 */
export function placedWording(name: string): WordingOf<'bail-prompt'> | null {
  const plain = { ...wordingFor('bail-prompt', defaultFactors, 'en'), name };
  if (name === 'notice') {
    return { ...plain, notice: 'After your reply you will be asked whether you want this chat to go on or to end.' };
  }
  if (name === 'in-system') return { ...plain, cue: 'Now give your answer to the question you were told of.' };
  return null;
}
