import type { Order } from '../conversation/exit.ts';
import type { FactorName, Factors } from './factors.ts';
import type { Phrases } from './phrases.ts';

/**
 * A piece of a text. Its words depend on one factor alone, or on none (`null`): so two texts of neighbouring points
 * differ in the fragments of one factor and in nothing else.
 */
export interface Fragment {
  readonly factor: FactorName | null;
  readonly text: string;
}

/** The methods whose words are built from factors. The placebo tool is not: it is a control and stays the same. */
export type FactorMethod = 'bail-tool' | 'bail-string' | 'bail-prompt';

/** A method's texts at one point, as fragments; their joins are the texts of its wording. */
export interface WordingFragments {
  readonly instructions: readonly Fragment[] | null;
  readonly description: readonly Fragment[] | null;
  readonly question: { readonly [order in Order]: readonly Fragment[] } | null;
}

/** Which factor fills a slot of a sentence or a placeholder; `null` for what no factor changes. */
const slotFactors: { readonly [slot: string]: FactorName | null } = {
  '[may]': 'action',
  '[does]': 'action',
  '[to]': 'action',
  '[reason]': 'reason',
  '[context]': 'context',
  '[effect]': 'effect',
  '[purpose]': 'purpose',
  '[note]': 'journal',
  '[tail]': 'journal',
  '{{tool}}': 'labels',
  '{{word}}': 'labels',
  '{{bail}}': 'labels',
  '{{continue}}': 'labels',
  '{{tag}}': null,
};

const slot = /(\[[a-z]+\]|\{\{[a-z]+\}\})/;

/** The fragments of a method's texts at a point of the factor space. Placeholders stay, each a fragment of its own. */
export function wordingFragments(method: FactorMethod, point: Factors, phrases: Phrases): WordingFragments {
  const { gap, question, tool, word } = phrases;
  const fragments = (sentence: string): readonly Fragment[] => split(sentence, slotTexts(point, phrases));
  // Sentences that may be unsaid bring the gap before them along.
  const offer = `${phrases.permission}[context][effect][purpose]`;
  switch (method) {
    case 'bail-tool':
      return {
        instructions: fragments(`${offer}[note]${gap}${tool.howTo}`),
        description: fragments(tool.description),
        question: null,
      };
    case 'bail-string':
      return { instructions: fragments(`${offer}[note]${gap}${word.howTo}`), description: null, question: null };
    case 'bail-prompt': {
      const ask = (first: string, second: string): readonly Fragment[] =>
        fragments(`${question.opening}${gap}${offer}\n${first}\n${second}\n${question.closing}`);
      return {
        instructions: null,
        description: null,
        question: {
          'bail-first': ask(question.bail, question.continue),
          'continue-first': ask(question.continue, question.bail),
        },
      };
    }
    default:
      return method satisfies never;
  }
}

/** The text the fragments make. */
export function joinFragments(fragments: readonly Fragment[]): string {
  return fragments.map((fragment) => fragment.text).join('');
}

function slotTexts(point: Factors, phrases: Phrases): { readonly [slot: string]: string } {
  const said = (isSaid: boolean, sentence: string): string => (isSaid ? phrases.gap + sentence : '');
  const action = phrases.action[point.action];
  return {
    '[may]': action.may,
    '[does]': action.does,
    '[to]': action.to,
    '[reason]': phrases.reason[point.reason],
    '[context]': said(point.context === 'cleared', phrases.cleared),
    '[effect]': said(point.effect === 'none', phrases.noEffect),
    '[purpose]': said(point.purpose === 'said', phrases.purpose),
    '[note]': said(point.journal === 'invited', phrases.note),
    '[tail]': phrases.question.tail[point.journal],
  };
}

function split(sentence: string, texts: { readonly [slot: string]: string }): readonly Fragment[] {
  return sentence
    .split(slot)
    .filter((part) => part !== '')
    .map((part) => ({ factor: slotFactors[part] ?? null, text: texts[part] ?? part }));
}
