import type { Json } from '../base/canonical-json.ts';
import type { ExitMarks, MethodName, Order } from '../conversation/exit.ts';
import type { ModelRequest } from '../conversation/request.ts';
import type { Reply } from '../conversation/reply.ts';

/**
 * What a model *is*, and so what is hashed into the key of every generation: its protocol, served name,
 * declared revision and quantisation (local: SHA-256 of the GGUF and of its template; simulated: its
 * parameters). Never its URL, never a key.
 */
export interface ModelIdentity {
  readonly protocol: 'openai-compatible' | 'anthropic' | 'replay' | 'local' | 'sim' | 'classifier';
  readonly name: string;
  readonly content: { readonly [key: string]: Json };
}

/** What is known of a model before it is asked anything. */
export interface ModelTraits {
  /** Whether it can be offered tools; `null` when only asking will tell. */
  readonly tools: boolean | null;
  /** Context window in tokens; `null` when unknown. */
  readonly contextTokens: number | null;
  /** The most requests it can work on at once; `null` for no limit of its own. */
  readonly parallel: number | null;
  /** Whether it can begin a reply with given words (`request.prefill`); `null` when only asking will tell. */
  readonly prefill: boolean | null;
  /** Whether it can tell how likely a text is (`request.readout`); `null` when only asking will tell. */
  readonly readout: boolean | null;
  /** Whether it cuts replies short itself where `request.stop` allows it; where not, they come whole. */
  readonly stopsEarly: boolean;
  /** The most draws of one request it gives in one call (`generateMany`); 1 where it cannot. */
  readonly drawsPerCall: number;
  /**
   * `together`: the draws of one item are cheaper one after another, because it keeps the state of the prompt only
   * for a while (a model on this machine); `apart`: whole epochs after another, as an endpoint that drifts wants it.
   */
  readonly draws: 'together' | 'apart';
  /** True for `sim:` respondents, whose results are marked wherever they are shown. */
  readonly simulated: boolean;
}

/** Who wrote a turn: the model itself, the dataset, or another model. */
export const authorKinds = ['self', 'dataset', 'model'] as const;
export type AuthorKind = (typeof authorKinds)[number];

/**
 * What a trial is about: simulated respondents act by it, and replies made elsewhere are looked up by it. What a real
 * model is sent never depends on it, but for marks that say which part of a prompt is worth caching. It is not part of
 * the generation's key, so two trials that send equal requests share the first one's reply.
 */
export interface TrialContext {
  readonly item: string;
  readonly itemName: string;
  readonly cluster: string;
  readonly category: string | null;
  readonly method: MethodName;
  /** `null` but for the bail prompt, and for a question with two answers that follows a bail. */
  readonly order: Order | null;
  /** Names, `null` where there is none. */
  readonly wording: string | null;
  readonly leadIn: string | null;
  /** Whether the item is the benign twin of another. */
  readonly twin: boolean;
  /** Which user turn of its conversation the item ends at, from 1. */
  readonly turn: number;
  readonly epoch: number;
  /**
   * `lead-in`: what a lead-in asks the model for, before the item; `reply`: the answer to the conversation; `answer`: the
   * answer to an inserted question; `confirm`, `why`, `others`: the answers to what follows a bail, `epoch` then being the
   * number of the draw.
   */
  readonly step: 'lead-in' | 'reply' | 'answer' | 'confirm' | 'why' | 'others';
  /** Who wrote the earlier turns, and the reply that is asked about, where that is not the usual. */
  readonly historyAuthor?: AuthorKind;
  /** Of an earlier turn that the model writes itself: hash of the item it goes before; left out elsewhere. */
  readonly earlierIn?: string;
  readonly replyAuthor?: AuthorKind;
  /** What the study calls what is asked after a bail; left out elsewhere. */
  readonly followUp?: string;
  /** How the exit would be taken in this request; `null` where none is offered. */
  readonly exit: ExitMarks | null;
}

export interface GenerateOptions {
  /** A whole number in [0, 2^31): a function of the generation's key. */
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly context: TrialContext;
  /**
   * Told the form each request goes out in, by models over HTTP: what it is made of beside the request and the seed. The
   * last one told is that of the reply; of a readout, that of its first call.
   */
  readonly onSent?: ((form: { readonly [member: string]: Json }) => void) | undefined;
}

/** A language model, or what stands for one. */
export interface Model {
  readonly identity: ModelIdentity;
  readonly traits: ModelTraits;
  /**
   * One reply to one request; no retry of its own.
   *
   * @throws ModelError on any failure; the signal's reason when aborted.
   */
  generate(request: ModelRequest, options: GenerateOptions): Promise<Reply>;
  /**
   * `count` independent replies to one request in one call, from 1 to `traits.drawsPerCall`; there only where that is
   * above 1. May give fewer, at least one. Usage is shared out, so that the sum over the replies is what the call took.
   *
   * @throws ModelError on any failure; the signal's reason when aborted.
   */
  generateMany?(request: ModelRequest, count: number, options: GenerateOptions): Promise<readonly Reply[]>;
  /** Tokens of the request's prompt, exact where the model can count, else `null`. */
  countPromptTokens?(request: ModelRequest): Promise<number>;
  /** Frees what the model holds (processes, sockets). Safe to call twice. */
  close(): Promise<void>;
}
