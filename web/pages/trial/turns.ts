import type { Message } from '../../../src/conversation/messages.ts';
import type { FinishReason } from '../../../src/conversation/reply.ts';
import type { ModelRequest } from '../../../src/conversation/request.ts';
import { unpackedRequest, type Asked } from '../../../src/server/wire/requests.ts';
import type { TrialDetail } from '../../../src/server/wire/trial-detail.ts';

type Record = TrialDetail['record'];

/** A text of the exchange that no reply of this trial is. */
export interface GivenTurn {
  /** Who is said to speak. */
  readonly role: string;
  /** Where it comes from, in a few words; empty where it is the data's. */
  readonly source: string;
  /** Whether we put it there. */
  readonly isOurs: boolean;
  readonly text: string;
  /** How it came about, where a model was asked for it; else `null`. */
  readonly asked: Asked | null;
}

/** What stood before the trial's own replies: lead-in, earlier turns, the turn that was to be answered. */
export function turnsBefore({ record, origin, before }: TrialDetail): readonly GivenTurn[] {
  const history = new Map(historyPlaces(record, origin).map((place, turn) => [place, before.history[turn] ?? null]));
  const leadIn = `lead-in ${record.leadIn ?? ''}`.trim();
  return record.conversation.messages.map(({ role, text }, index) => {
    if (before.leadIn !== null && index === origin.leadIn - 1) {
      return { role, source: `${leadIn}, ${writtenBy('self')}`, isOurs: false, text, asked: before.leadIn };
    }
    if (index < origin.leadIn) return { role, source: leadIn, isOurs: true, text, asked: null };
    const asked = history.get(index);
    return {
      role,
      source: asked === undefined ? '' : writtenBy(record.historyAuthor),
      isOurs: false,
      text,
      asked: asked ?? null,
    };
  });
}

/** Who wrote a turn or a reply, in words. */
export function writtenBy(author: string): string {
  if (author === 'dataset') return 'taken from the data';
  return `written by ${author === 'self' ? 'the model itself' : author}`;
}

/** Where earlier turns stand that the data did not write. An assistant turn before the first user turn is the data's. */
function historyPlaces({ conversation, historyAuthor }: Record, { leadIn }: TrialDetail['origin']): readonly number[] {
  if (historyAuthor === 'dataset') return [];
  const { messages } = conversation;
  const first = messages.findIndex(({ role }, index) => index >= leadIn && role === 'user');
  return messages.flatMap(({ role }, index) => (index > first && first >= 0 && role === 'assistant' ? [index] : []));
}

/** The request that a reply came from; `null` where it is not known. */
export function requestOf({ requests }: TrialDetail, asked: Asked | null | undefined): ModelRequest | null {
  return asked?.kind === 'request' ? unpackedRequest(requests, asked.request) : null;
}

/** What we said between the reply before and the reply at a step: the question, or the answer of a tool. */
export function turnsBetween(detail: TrialDetail, step: number): readonly GivenTurn[] {
  const { record, steps } = detail;
  if (step === 0) return [];
  const before = requestOf(detail, steps[step - 1]?.asked);
  const now = requestOf(detail, steps[step]?.asked);
  const asked = before === null || now === null ? null : now.messages.slice(before.messages.length + 1);
  if (asked !== null && asked.length > 0) return asked.map(ours);
  return step === 1 && record.question !== null ? [ours({ role: 'user', text: record.question })] : [];
}

function ours({ role, text }: Pick<Message, 'role' | 'text'>): GivenTurn {
  return { role, source: role === 'tool' ? 'our answer to the call' : 'our question', isOurs: true, text, asked: null };
}

/** What the reply at a step is called: those before the method's own are what the lead-in and the history ask for. */
export function replyName(step: number): string {
  if (step === -1) return 'the reply to the lead-in';
  if (step < -1) return `earlier turn ${-1 - step}`;
  return step === 0 ? 'the reply' : 'the answer';
}

/** The piece of a reply's text that decided the outcome, by the strict scorer; `null` where it is in another reply. */
export function evidenceIn({ record }: TrialDetail, step: number): { start: number; end: number } | null {
  return record.evidence?.step === step ? record.evidence : null;
}

/** Whether a call of this tool is what decided the outcome. */
export function isDecidingCall({ record }: TrialDetail, tool: string): boolean {
  const isOffered = record.tools.some(({ name }) => name === tool);
  return record.outcome === 'bail' && record.evidence === null && isOffered;
}

const finishTexts: { readonly [reason in FinishReason]: string } = {
  stop: 'ended by itself',
  length: 'cut off at the token limit',
  'tool-calls': 'ended with a call',
  filtered: 'withheld by the provider',
  stopped: 'stopped once it was settled',
  other: 'ended otherwise',
};

/** Why a reply ended, in a few words. */
export function finishText(finish: string): string {
  return Object.hasOwn(finishTexts, finish) ? finishTexts[finish as FinishReason] : finish;
}
