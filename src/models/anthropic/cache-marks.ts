import { extendHash, systemHash } from '../../conversation/prefix-hash.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { TrialContext } from '../model.ts';

/** No model keeps shorter prompts (512 to 4,096 tokens, by model); a mark on one of those costs nothing. */
const leastTokens = 512;
const charactersPerToken = 4;
/** How long the server keeps a prompt that nobody asks for again. */
const keptMs = 5 * 60_000;
const mostRemembered = 4096;

/** What is kept costs 0.25 of its price more when first sent, and 0.9 less when sent again. */
const worthwhileShare = 0.25 / 0.9;

/** Conversations this long are counted together. */
const mostTurns = 8;

interface SentPrompt {
  readonly at: number;
  readonly kind: string;
  readonly isMarked: boolean;
  isRepeated: boolean;
}

/**
 * Decides which message of a request is marked, so that the server keeps the prompt up to it, or reads what it kept.
 *
 * A mark pays where the same prompt, or one that goes on from it, is sent again within five minutes: by the question
 * asked after a reply, by its other order, by the next turn of a conversation, by another draw. Whether that happens
 * depends on the study, so it is counted, by kind of prompt: what is offered, and how many turns there are. A kind is
 * marked once more than `worthwhileShare` of its prompts were repeated; so a study that repeats none pays nothing.
 */
export class CacheMarks {
  /** By hash, the oldest first. */
  readonly #sent = new Map<string, SentPrompt>();
  readonly #kinds = new Map<string, { sent: number; repeated: number }>();

  /** The index of the message to mark, or `null`. `now` is in milliseconds since 1970. */
  place(request: ModelRequest, context: TrialContext, now: number): number | null {
    // Of a question, the conversation before the reply it is about.
    const last = request.messages.length - (context.step === 'answer' ? 3 : 1);
    if (last < 0 || tokensUpTo(request, last) < leastTokens) return null;
    const kind = kindOf(request, context);
    const counts = this.#kinds.get(kind) ?? { sent: 0, repeated: 0 };
    this.#kinds.set(kind, counts);
    const { hash, known, markedAt } = this.#lookUp(request, last, now);
    if (known !== null && !known.isRepeated) {
      known.isRepeated = true;
      const earlier = this.#kinds.get(known.kind);
      if (earlier !== undefined) earlier.repeated += 1;
    }
    const isWorthwhile = counts.sent > 0 && counts.repeated / counts.sent > worthwhileShare;
    counts.sent += 1;
    this.#remember(hash, { at: now, kind, isMarked: isWorthwhile || markedAt === last, isRepeated: false });
    return isWorthwhile ? last : markedAt;
  }

  /** The longest prompt known that this one goes on from, and where the longest one ends that the server keeps. */
  #lookUp(
    request: ModelRequest,
    last: number,
    now: number,
  ): { readonly hash: string; readonly known: SentPrompt | null; readonly markedAt: number | null } {
    let hash = systemHash(JSON.stringify([request.system, request.instructions, request.tools]));
    let known: SentPrompt | null = null;
    let markedAt: number | null = null;
    for (const [at, message] of request.messages.slice(0, last + 1).entries()) {
      hash = extendHash(hash, message);
      const sent = this.#sent.get(hash);
      if (message.role !== 'user' || sent === undefined || sent.at <= now - keptMs) continue;
      known = sent;
      if (sent.isMarked) markedAt = at;
    }
    return { hash, known, markedAt };
  }

  #remember(hash: string, prompt: SentPrompt): void {
    // Taken out first, so that it stands among the newest.
    this.#sent.delete(hash);
    this.#sent.set(hash, prompt);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > mostRemembered && oldest !== undefined) this.#sent.delete(oldest);
  }
}

function kindOf({ instructions, tools }: ModelRequest, { step, turn }: TrialContext): string {
  const offered = instructions === null && tools.length === 0 ? 'plain' : 'exit';
  return `${step} ${offered} ${Math.min(turn, mostTurns)}`;
}

function tokensUpTo({ system, instructions, messages, tools }: ModelRequest, last: number): number {
  let characters = (system ?? '').length + (instructions ?? '').length;
  for (let at = 0; at <= last; at += 1) characters += messages[at]?.text.length ?? 0;
  for (const tool of tools) characters += tool.description.length;
  return characters / charactersPerToken;
}
