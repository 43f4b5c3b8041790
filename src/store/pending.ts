import type { Conversation } from '../conversation/messages.ts';
import { BlockReader, type Block, type Member } from './pending-blocks.ts';
import { byPrefix, type PrefixGroup } from './prefix-groups.ts';
import type { PlanLine } from './plans.ts';
import type { Store } from './store.ts';

/** An item with all a trial needs of it. */
export interface PendingItem {
  readonly itemId: number;
  readonly hash: string;
  readonly name: string;
  readonly cluster: string;
  readonly category: string | null;
  readonly turn: number;
  /** Whether it is the benign twin of another. */
  readonly isTwin: boolean;
  /** From its `lang:` tag. */
  readonly language: string | null;
  readonly conversation: Conversation;
}

/** A trial that has no outcome yet, or ended as `error`. */
export interface PendingTrial {
  readonly line: PlanLine;
  readonly item: PendingItem;
  /** From 1. */
  readonly epoch: number;
}

/**
 * Trials of one conversation whose prompts begin alike, to be run one step after another, so that whoever keeps the
 * state of a prompt computes each turn once. The trials of one step may run at the same time. Each is made when it is
 * asked for.
 */
export type Chain = Iterable<readonly PendingTrial[]>;

export interface ChainOptions {
  /** `apart`: whole epochs after another; `together`: all epochs of an item one after another. */
  readonly draws: 'apart' | 'together';
  /** Above 1, the epochs of an item and arm are one step, so that they can be asked for in one call. */
  readonly drawsPerCall: number;
  /** Only these epochs. */
  readonly epochs?: EpochSpan;
}

/** Epochs one after another, both included. */
export interface EpochSpan {
  readonly first: number;
  readonly last: number;
}

/** Epochs of one pass where they are taken together: bounds what a block of items needs in memory. */
const epochsAtOnce = 64;

/**
 * The trials still to be run among `lines`, as chains, lazily. Block by block over the datasets; within a conversation
 * the chains of all arms are neighbours, so that a drifting endpoint touches all arms alike. A chain goes turn by turn,
 * within a turn epoch by epoch, within an epoch the baseline first. Memory holds one block, and those of unfinished
 * chains.
 */
export function* pendingChains(store: Store, lines: readonly PlanLine[], options: ChainOptions): Generator<Chain> {
  const open = lines.filter((line) => line.unsupported === null);
  const datasets = [...Map.groupBy(open, (line) => line.datasetId)].map(([datasetId, own]) => ({
    groups: byPrefix(own),
    reader: new BlockReader(store, datasetId, own),
  }));
  const last = Math.min(options.epochs?.last ?? Infinity, Math.max(0, ...open.map((line) => line.epochs)));
  const span = options.draws === 'together' || options.drawsPerCall > 1 ? epochsAtOnce : 1;
  for (let first = options.epochs?.first ?? 1; first <= last; first += span) {
    const epochs = Array.from({ length: Math.min(span, last - first + 1) }, (_, index) => first + index);
    const passes = datasets.map(({ groups, reader }) => ({ groups, blocks: reader.blocks(epochs) }));
    // One block of each dataset in turn, until none has any left.
    for (let left = passes; left.length > 0;) {
      const going: typeof passes = [];
      for (const pass of left) {
        const next = pass.blocks.next();
        if (next.done === true) continue;
        yield* blockChains(next.value, pass.groups, options);
        going.push(pass);
      }
      left = going;
    }
  }
}

function* blockChains(block: Block, groups: readonly PrefixGroup[], options: ChainOptions): Generator<Chain> {
  for (const members of block.conversations()) {
    const lacks = members.filter((member) => block.isPending(member));
    if (lacks.length === 0) continue;
    const loaded = new LoadedConversation(block, lacks);
    for (const lines of groups) {
      const own = lacks.filter((member) =>
        lines.some((line) => block.epochs.some((e) => isOpen(block, line, member, e))),
      );
      if (own.length > 0) yield chain(block, own, lines, loaded, options);
    }
  }
}

function isOpen(block: Block, line: PlanLine, member: Member, epoch: number): boolean {
  return epoch <= line.epochs && !block.isDone(line, member, epoch);
}

function* chain(
  block: Block,
  members: readonly Member[],
  lines: PrefixGroup,
  loaded: LoadedConversation,
  { drawsPerCall }: ChainOptions,
): Generator<readonly PendingTrial[]> {
  for (const member of members) {
    const item = loaded.item(member);
    if (drawsPerCall > 1) {
      for (const line of lines) {
        const step = block.epochs.filter((epoch) => isOpen(block, line, member, epoch));
        if (step.length > 0) yield step.map((epoch) => ({ line, item, epoch }));
      }
      continue;
    }
    for (const epoch of block.epochs) {
      for (const line of lines) if (isOpen(block, line, member, epoch)) yield [{ line, item, epoch }];
    }
  }
}

/** More items of one conversation than this are made anew for every chain: each holds its own list of messages. */
const mostKept = 64;

/** A conversation that is read when its first item is wanted, for all its chains. */
class LoadedConversation {
  readonly #block: Block;
  readonly #keeps: boolean;
  readonly #items = new Map<number, PendingItem>();
  #whole: Conversation | null = null;

  constructor(block: Block, members: readonly Member[]) {
    this.#block = block;
    this.#keeps = members.length <= mostKept;
  }

  item(member: Member): PendingItem {
    const known = this.#items.get(member.itemId);
    if (known !== undefined) return known;
    const { system, messages } = (this.#whole ??= this.#block.conversation(member.conversationId));
    const { itemId, hash, name, cluster, category, turn, isTwin, language } = member;
    const conversation = { system, messages: messages.slice(0, member.messages) };
    const item = { itemId, hash, name, cluster, category, turn, isTwin, language, conversation };
    if (this.#keeps) this.#items.set(itemId, item);
    return item;
  }
}
