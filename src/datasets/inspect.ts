import { sha256 } from '../base/hash.ts';
import type { Conversation } from '../conversation/messages.ts';
import { languagesOf, sayingHash } from './filter.ts';
import { HashSet } from './hash-set.ts';
import { Quantiles, type Spread } from './quantiles.ts';
import type { DatasetSource, ItemsOptions, SourceItem } from './source-item.ts';

/** What would not fit into a context window. Tokens are estimates: four characters each. */
export interface TooLong {
  readonly contextTokens: number;
  /** Turns of the user up to which a conversation is longer. */
  readonly turns: number;
  /** Conversations with such a turn. */
  readonly conversations: number;
}

/** What a dataset of conversations holds, counted in one reading; memory does not grow with it but for 32 bytes each. */
export interface Inspection {
  readonly conversations: number;
  readonly clusters: number;
  /** Conversations in which the user says what was said in an earlier one, case and spaces aside. */
  readonly duplicates: number;
  /** Of the user, in a conversation: its decision points. */
  readonly turns: Spread;
  /** Of a conversation up to its last user turn, the system prompt included, in UTF-16 units. */
  readonly characters: Spread;
  /** Of single turns of the user and of the assistant. */
  readonly charactersPerTurn: { readonly user: Spread; readonly assistant: Spread };
  readonly withSystem: number;
  readonly withTools: number;
  /** Conversations that hold NUL or half of a character; they are kept as they are. */
  readonly oddText: number;
  readonly languages: readonly Counted[];
  /** Other tags. */
  readonly tags: readonly Counted[];
  readonly tooLong: readonly TooLong[];
  /** Drawn over all of them. */
  readonly examples: readonly SourceItem[];
}

export interface Counted {
  readonly name: string;
  readonly conversations: number;
}

export interface InspectOptions {
  /** Sizes of context windows, in tokens. */
  readonly contexts: readonly number[];
  readonly examples: number;
  readonly reading?: ItemsOptions;
}

export const charactersPerToken = 4;
/** Tags counted apart; a source that gives every conversation a tag of its own has no use for more. */
const mostTags = 1000;

/** Reads a dataset once. The source must give each conversation as one item (`turns: last`). */
export async function inspectDataset(source: DatasetSource, options: InspectOptions): Promise<Inspection> {
  const clusters = new HashSet();
  const sayings = new HashSet();
  const spreads = {
    turns: new Quantiles(),
    characters: new Quantiles(),
    user: new Quantiles(),
    assistant: new Quantiles(),
  };
  const languages = new Map<string, number>();
  const tags = new Map<string, number>();
  const tooLong = options.contexts.map((contextTokens) => ({ contextTokens, turns: 0, conversations: 0 }));
  const examples: { rank: string; item: SourceItem }[] = [];
  const counts = { conversations: 0, withSystem: 0, withTools: 0, oddText: 0 };
  for await (const item of source.items(options.reading ?? {})) {
    const { conversation } = item;
    counts.conversations += 1;
    clusters.add(sha256(item.cluster));
    sayings.add(sayingHash(item));
    if (conversation.system !== null) counts.withSystem += 1;
    if (conversation.messages.some(({ role }) => role === 'tool')) counts.withTools += 1;
    if (conversation.messages.some(({ text }) => !text.isWellFormed() || text.includes('\0'))) counts.oddText += 1;
    spreads.turns.add(item.turn);
    for (const { role, text } of conversation.messages) if (role !== 'tool') spreads[role].add(text.length);
    const lengths = lengthsAtUserTurns(conversation);
    spreads.characters.add(lengths.at(-1) ?? 0);
    for (const one of tooLong) {
      const turns = lengths.filter((length) => length > one.contextTokens * charactersPerToken).length;
      one.turns += turns;
      if (turns > 0) one.conversations += 1;
    }
    for (const language of languagesOf(item)) addTo(languages, language);
    for (const tag of item.tags) if (!tag.startsWith('lang:')) addTo(tags, tag);
    keepExample(examples, item, options.examples);
  }
  return {
    ...counts,
    clusters: clusters.size,
    duplicates: counts.conversations - sayings.size,
    turns: spreads.turns.spread,
    characters: spreads.characters.spread,
    charactersPerTurn: { user: spreads.user.spread, assistant: spreads.assistant.spread },
    languages: mostFirst(languages),
    tags: mostFirst(tags),
    tooLong,
    examples: examples.map(({ item }) => item),
  };
}

/** Characters up to and with each turn of the user, system prompt included. */
function lengthsAtUserTurns({ system, messages }: Conversation): readonly number[] {
  const lengths: number[] = [];
  let length = system?.length ?? 0;
  for (const { role, text } of messages) {
    length += text.length;
    if (role === 'user') lengths.push(length);
  }
  return lengths;
}

/** Keeps the items with the lowest hashes: drawn uniformly, and the same ones whatever their order. */
function keepExample(examples: { rank: string; item: SourceItem }[], item: SourceItem, most: number): void {
  const rank = sha256(`example:${item.name}`);
  if (examples.length >= most && rank >= (examples.at(-1)?.rank ?? '')) return;
  examples.push({ rank, item });
  examples.sort((one, other) => (one.rank < other.rank ? -1 : 1));
  examples.length = Math.min(examples.length, most);
}

function addTo(counts: Map<string, number>, name: string): void {
  const count = counts.get(name);
  if (count === undefined && counts.size >= mostTags) return;
  counts.set(name, (count ?? 0) + 1);
}

function mostFirst(counts: ReadonlyMap<string, number>): readonly Counted[] {
  return [...counts]
    .map(([name, conversations]) => ({ name, conversations }))
    .sort((one, other) => other.conversations - one.conversations);
}
