import { wordingFor } from './factor-wordings.ts';
import { defaultFactors } from './factors.ts';
import type { Language } from './languages/index.ts';
import { placedPhrases } from './placed-phrases.ts';
import type { WordingOf } from './wording.ts';

const placedNames = ['notice', 'in-system'] as const;
export type PlacedName = (typeof placedNames)[number];

/** Whether a name is that of a wording that says the default question earlier. */
export function isPlacedName(name: string): name is PlacedName {
  return (placedNames as readonly string[]).includes(name);
}

/**
 * The default question of the bail prompt, said earlier: `notice` says in the system prompt, from the reply on, that it
 * will come; `in-system` has it stand there, so that the turn after the reply only asks for the answer.
 */
export function placedWording(name: PlacedName, language: Language): WordingOf<'bail-prompt'> {
  const plain = wordingFor('bail-prompt', defaultFactors, language);
  const { notice, cue } = placedPhrases[language];
  const placed = { ...plain, name: plain.name.replace('default', name) };
  return name === 'notice' ? { ...placed, notice } : { ...placed, cue };
}
