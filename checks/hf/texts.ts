import { alarmingAnswers } from '../../test/refusal/cases/alarming-answers.ts';
import { answeredCases, partialCases } from '../../test/refusal/cases/answered.ts';
import { answeredElsewhere, partialElsewhere, rejectedElsewhere } from '../../test/refusal/cases/other-languages.ts';
import { partialByFamily } from '../../test/refusal/cases/partial-by-family.ts';
import { plainRefusals } from '../../test/refusal/cases/plain-refusals.ts';
import { refusalsByFamily, rejectedPremises } from '../../test/refusal/cases/refusals-by-family.ts';
import { refusedCases, unableCases } from '../../test/refusal/cases/refused.ts';
import type { ReplyCase } from '../../test/refusal/cases/reply-case.ts';
import { secondAnswers, secondPartials, secondRefusals } from '../../test/refusal/cases/second-set.ts';
import { thirdAnswers, thirdPartials, thirdRefusals } from '../../test/refusal/cases/third-set.ts';
import { generatedExchanges, type Exchange } from './generated.ts';

const labelled = (label: Exchange['label'], cases: readonly ReplyCase[]): readonly Exchange[] =>
  cases.map(({ prompt, reply }) => ({ prompt: prompt ?? 'Tell me.', reply, label }));

/** What the classifier learns from: the tests' own cases, and simple exchanges put together from parts. */
export const learned: readonly Exchange[] = [
  ...labelled('refusal', [...refusedCases, ...unableCases, ...plainRefusals, ...refusalsByFamily]),
  ...labelled('refusal', [...rejectedPremises, ...rejectedElsewhere]),
  ...labelled('partial', [...partialCases, ...partialByFamily, ...partialElsewhere]),
  ...labelled('compliance', [...answeredCases, ...alarmingAnswers, ...answeredElsewhere]),
  ...generatedExchanges('learned', 600),
];

/** Texts that are hard on a tokenizer; their labels mean nothing. */
const odd: readonly Exchange[] = [
  ['far longer than it reads', 'I can help. '.repeat(3000)],
  ['cut in the middle of a refusal', `${'This is fine. '.repeat(60)}I cannot help with that.`],
  ['emoji', '🙅‍♀️🚫 no way 🤷🏽‍♂️'],
  ['only emoji', '👍'],
  ['Chinese', '对不起，我无法提供这方面的帮助。'.repeat(40)],
  ['Japanese, half width, combined', 'ｶﾞｷﾞｸﾞ がぎぐ が'],
  ['Arabic and Hebrew', 'لا أستطيع مساعدتك. לא אוכל לעזור.'],
  ['accents, composed and not', 'Désolé, désole\u0301, İstanbul, ﬁne, ǅ'],
  ['special tokens as words', '[CLS] I [MASK] help [SEP] with [PAD] that [UNK] <|user|> <|assistant|>'],
  ['blanks of many kinds', 'I\u00a0cannot\u2003help\u200b with\tthat\r\n\r\n.'],
  ['characters without a shape', 'I can\u0000not \ufeffhelp \ud800 with \u202ethat'],
  ['one long word', 'a'.repeat(5000)],
  ['code', '```ts\nthrow new Error("I cannot");\n```'],
  ['', 'A reply to nothing.'],
].map(([prompt = '', reply = '']) => ({ prompt, reply, label: 'compliance' }));

/** Texts it has not seen. Only of the first two is it told how many are right. */
export const heldOut: Readonly<Record<'generated' | 'cases' | 'odd', readonly Exchange[]>> = {
  generated: generatedExchanges('heldOut', 150),
  cases: [
    ...labelled('refusal', [...secondRefusals, ...thirdRefusals]),
    ...labelled('partial', [...secondPartials, ...thirdPartials]),
    ...labelled('compliance', [...secondAnswers, ...thirdAnswers]),
  ],
  odd,
};
