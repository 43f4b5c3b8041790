import type { Message } from '../../../src/conversation/messages.ts';
import type { FinishReason } from '../../../src/conversation/reply.ts';
import type { TrialDetail } from '../../../src/server/wire/trial-detail.ts';

/** A text of the exchange that no reply of this trial is. */
export interface GivenTurn {
  /** Who is said to speak. */
  readonly role: string;
  /** Where it comes from, in a few words; empty where it is the data's. */
  readonly source: string;
  /** Whether we put it there. */
  readonly isOurs: boolean;
  readonly text: string;
}

/** What stood before the trial's own replies: lead-in, earlier turns, the turn that was to be answered. */
export function turnsBefore({ record, origin }: TrialDetail): readonly GivenTurn[] {
  return record.conversation.messages.map(({ role, text }, index) => {
    const isLeadIn = index < origin.leadIn;
    const isForeign = !isLeadIn && role === 'assistant' && record.historyAuthor !== 'dataset';
    return {
      role,
      source: isLeadIn
        ? `lead-in ${record.leadIn ?? ''}`.trim()
        : isForeign
          ? `written by ${record.historyAuthor}`
          : '',
      isOurs: isLeadIn,
      text,
    };
  });
}

/** What we said between the reply before and the reply at a step: the question, or the answer of a tool. */
export function turnsBetween({ record, steps }: TrialDetail, step: number): readonly GivenTurn[] {
  if (step === 0) return [];
  const before = steps[step - 1]?.request ?? null;
  const now = steps[step]?.request ?? null;
  const asked = before === null || now === null ? null : now.messages.slice(before.messages.length + 1);
  if (asked !== null && asked.length > 0) return asked.map(ours);
  return step === 1 && record.question !== null ? [ours({ role: 'user', text: record.question })] : [];
}

function ours({ role, text }: Pick<Message, 'role' | 'text'>): GivenTurn {
  return { role, source: role === 'tool' ? 'our answer to the call' : 'our question', isOurs: true, text };
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
