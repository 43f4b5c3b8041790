import { logProbabilityOf, type Readout, type Reply } from '../../conversation/reply.ts';
import type { TrialContext } from '../model.ts';
import type { Chances } from './parameters.ts';

/**
 * What a respondent with these chances says of how likely each text is to open the answer to the question it is asked
 * now. It writes its answers and nothing else; `nonsense` is what is on neither.
 */
export function simReadout(texts: readonly string[], chances: Chances, exit: TrialContext['exit']): Readout {
  const probabilityOf = (text: string): number => {
    if (exit?.kind !== 'prompt') return 0;
    if (text.startsWith(exit.bail)) return (1 - chances.nonsense) * chances.bail;
    return text.startsWith(exit.continue) ? (1 - chances.nonsense) * (1 - chances.bail) : 0;
  };
  return {
    texts: texts.map((text) => ({ text, logProbability: logProbabilityOf(probabilityOf(text)) })),
    precision: 'exact',
    calls: 1,
  };
}

/** The text of a readout: the likeliest. */
export function likeliest({ texts }: Readout): Reply['text'] {
  return texts.reduce((best, one) => (one.logProbability > best.logProbability ? one : best)).text;
}
