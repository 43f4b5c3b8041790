import { defaultFactors, factorsName, type Factors } from './factors.ts';
import { joinFragments, wordingFragments, type FactorMethod } from './fragments.ts';
import { languages, type Language } from './languages/index.ts';
import type { Wording, WordingOf } from './wording.ts';

/** The marks of the exit that are the same in every language: what the tool is called, and the word. */
const marks = {
  words: { tool: 'end_chat', word: 'ENDCHAT' },
  symbols: { tool: 'fn_a', word: '◇◇◇', bail: '◇', continue: '□' },
} as const;

/** Name of the answer's tag. */
const tag = 'choice';
const placeboTool = 'no_effect';

/** The words of a method at a point of the factor space, in a language. Its name is that of `wordingName`. */
export function wordingFor<Method extends FactorMethod>(
  method: Method,
  point: Factors,
  language: Language,
): WordingOf<Method> {
  return compose(method, point, language) as WordingOf<Method>;
}

function compose(method: FactorMethod, point: Factors, language: Language): Wording {
  const phrases = languages[language];
  const { instructions, description, question } = wordingFragments(method, point, phrases);
  const name = wordingName(point, language);
  const said = joinFragments(instructions ?? []);
  switch (method) {
    case 'bail-tool': {
      const tool = { name: marks[point.labels].tool, description: joinFragments(description ?? []) };
      return { method, name, instructions: said, tool };
    }
    case 'bail-string':
      return { method, name, instructions: said, word: marks[point.labels].word };
    case 'bail-prompt': {
      const { bail, continue: stay } = point.labels === 'words' ? phrases.labels : marks.symbols;
      return {
        method,
        name,
        instructions: null,
        question: {
          'bail-first': joinFragments(question?.['bail-first'] ?? []),
          'continue-first': joinFragments(question?.['continue-first'] ?? []),
        },
        tag,
        labels: { bail, continue: stay },
        ...(point.journal === 'invited' ? { journal: true } : {}),
      };
    }
    default:
      return method satisfies never;
  }
}

/** The placebo tool's words in a language. It has no factors: a control stays the same beside every wording. */
export function placeboWording(language: Language): WordingOf<'placebo-tool'> {
  const { placebo } = languages[language];
  return {
    method: 'placebo-tool',
    name: wordingName(defaultFactors, language),
    instructions: placebo.instructions,
    tool: { name: placeboTool, description: placebo.description },
  };
}

/** What results call a wording: its point's name, with the language behind it where that is not English. */
export function wordingName(point: Factors, language: Language): string {
  return language === 'en' ? factorsName(point) : `${factorsName(point)} (${language})`;
}

/** Every method's words at a point, the placebo tool's (always the default ones) included. */
export function wordingsAt(point: Factors, language: Language): readonly Wording[] {
  return [
    wordingFor('bail-tool', point, language),
    wordingFor('bail-string', point, language),
    wordingFor('bail-prompt', point, language),
    placeboWording(language),
  ];
}
