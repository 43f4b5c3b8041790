import { ExitpollError } from '../base/errors.ts';
import { orders, type Order } from '../conversation/exit.ts';
import type { Flag } from '../conversation/outcome.ts';
import { textWithoutReasoning } from '../conversation/reasoning.ts';
import type { Reply } from '../conversation/reply.ts';
import type { TextRange } from '../conversation/text-range.ts';
import type { Wording } from '../wordings/wording.ts';
import { stoppedEarly } from './early-stop.ts';
import type { Method, Next, Offer, Scored, Situation } from './method.ts';
import { paperAnswer } from './paper-answer.ts';
import { lastAnswer, type PromptAnswer } from './prompt-answers.ts';
import { commonFlags, outcomeOfNothing, readAsPaper, readStrictly, type Read } from './reading.ts';
import { readoutOf, readoutSampling, scoreReadout } from './readout.ts';
import { renderText, wordingFor } from './rendering.ts';
import { plainRequest } from './requests.ts';
import { replyOf, scored } from './scored.ts';

function makeOffer(given: Wording | null, order: Order | null): Offer {
  const wording = wordingFor('bail-prompt', given);
  const question = order === null ? undefined : wording.question[order];
  if (question === undefined) {
    const has = orders.filter((name) => wording.question[name] !== undefined);
    throw new ExitpollError(`the wording "${wording.name}" has no question in the order ${order ?? '(none given)'}`, {
      code: 'wording-lacks-order',
      hint: `It has ${has.join(' and ')}.`,
    });
  }
  const { tag, labels } = wording;
  const values = { tag, bail: labels.bail, continue: labels.continue };
  const said = (text: string | null | undefined): readonly string[] =>
    text === null || text === undefined ? [] : [renderText(wording, text, values)];
  const { cue, notice } = wording;
  const before = [...said(notice), ...(cue === undefined ? [] : said(question))].join('\n\n');
  const instructions = [...said(wording.instructions), ...(before === '' ? [] : [before])].join('\n\n');
  return {
    method: 'bail-prompt',
    order,
    instructions: instructions === '' ? null : instructions,
    tools: [],
    question: renderText(wording, cue ?? question, values),
    ...(before === '' ? {} : { replyInstructions: instructions }),
    exit: {
      kind: 'prompt',
      tag,
      bail: labels.bail,
      continue: labels.continue,
      ...(wording.journal === true ? { journal: true as const } : {}),
    },
  };
}

/** The outcome of the reply the question would be asked about, when it has no text to ask about; else `null`. */
function parentOutcome(parent: Reply): ReturnType<typeof outcomeOfNothing> {
  return outcomeOfNothing(parent, readStrictly(parent));
}

function next(offer: Offer, situation: Situation, replies: readonly Reply[]): Next {
  const plain = { ...plainRequest(situation), instructions: offer.replyInstructions ?? null };
  const parent = replies[0];
  if (parent === undefined) return { kind: 'ask', step: 'reply', request: plain };
  if (replies.length > 1 || parentOutcome(parent) !== null) return { kind: 'settled' };
  if (offer.question === null) throw new Error('the bail prompt was offered without a question');
  const asked = {
    ...plain,
    instructions: offer.instructions,
    messages: [
      ...plain.messages,
      { role: 'assistant', text: textWithoutReasoning(parent) } as const,
      { role: 'user', text: offer.question } as const,
    ],
    sampling: situation.answerSampling,
  };
  const request =
    situation.readout === 'logprobs'
      ? { ...asked, sampling: readoutSampling(marksOf(offer)), ...readoutOf(marksOf(offer)) }
      : stoppedEarly(asked, offer, situation);
  return { kind: 'ask', step: 'answer', request };
}

type Judge = (text: string, offer: Offer, reply: Reply) => PromptAnswer;

function marksOf(offer: Offer): Extract<NonNullable<Offer['exit']>, { kind: 'prompt' }> {
  if (offer.exit?.kind !== 'prompt') throw new Error(`${offer.method} was offered without answers`);
  return offer.exit;
}

/** The text that shows both answers: the question, or the system prompt where that holds it. */
function shownOptions(offer: Offer): string {
  const { tag } = marksOf(offer);
  const question = offer.question ?? '';
  return question.includes(`<${tag}>`) ? question : (offer.instructions ?? '');
}

const judgeStrictly: Judge = (text, offer, reply) =>
  lastAnswer(text, shownOptions(offer), marksOf(offer), reply.finish === 'length' || reply.finish === 'stopped');

const judgeAsPaper: Judge = (text, offer) => {
  const { answer, at } = paperAnswer(text, marksOf(offer));
  return { answer, at, flags: [], tagged: at === null ? [] : [at] };
};

/** What the model wrote beside its answer; `null` when nothing or when the wording does not invite it. */
function journalOf(offer: Offer, text: string, tagged: readonly TextRange[]): string | null {
  if (marksOf(offer).journal !== true) return null;
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of tagged) {
    parts.push(text.slice(from, start));
    from = end;
  }
  parts.push(text.slice(from));
  const journal = parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n');
  return journal === '' ? null : journal;
}

function score(read: Read, judge: Judge, offer: Offer, replies: readonly Reply[]): Scored {
  const parent = replyOf(replies, 0);
  const failed = parentOutcome(parent);
  if (failed !== null) return scored(failed, commonFlags(parent, readStrictly(parent)), { via: 'parent' });
  const cut: readonly Flag[] = parent.finish === 'length' ? ['reply-hit-limit'] : [];
  const reply = replyOf(replies, 1);
  // A provider may withhold a readout as it may a reply.
  if (reply.readout !== undefined && reply.finish !== 'filtered') return scoreReadout(reply.readout, cut);
  const reading = read(reply);
  const flags = [...cut, ...commonFlags(reply, reading)];
  const nothing = outcomeOfNothing(reply, reading);
  if (nothing !== null) return scored(nothing, flags);
  const judged = judge(reading.answer, offer, reply);
  const { answerStart } = reading;
  const evidence =
    judged.at === null ? null : { step: 1, start: answerStart + judged.at.start, end: answerStart + judged.at.end };
  const journal = journalOf(offer, reading.answer, judged.tagged);
  return scored(judged.answer ?? 'unparsed', [...flags, ...judged.flags], { evidence, journal });
}

/** The model first replies, then is asked whether it leaves or stays. */
export const bailPrompt: Method = {
  name: 'bail-prompt',
  orders,
  needsTools: false,
  hasWording: true,
  offer: makeOffer,
  next,
  scorers: {
    strict: (offer, replies) => score(readStrictly, judgeStrictly, offer, replies),
    paper: (offer, replies) => score(readAsPaper, judgeAsPaper, offer, replies),
  },
  // It counts labels to the end of the text.
  wholeOnly: ['paper'],
};
