import { ExitpollError, type FilePosition } from '../base/errors.ts';
import { cutAtLastUserTurn, replyAfter } from '../conversation/normalize-cut.ts';
import { normalizeConversation, type SystemTurns } from '../conversation/normalize.ts';
import { emptyFile } from './data-file.ts';
import type { FormatOptions, FormatReader, FormatResult, RawConversation } from './formats/format.ts';
import { formats } from './formats/index.ts';
import { lineName, type NamesSeen } from './names-seen.ts';
import type { ItemReader, ReadEntry, SourceFile } from './read-item.ts';
import type { FileRecord, RecordReader } from './records/record.ts';
import type { FormatName } from './registry.ts';
import { Twins } from './twins.ts';

export interface ConversationOptions extends FormatOptions {
  readonly systemTurns: SystemTurns;
  /** What a field is called in the file, by what the format calls it. */
  readonly renamed: { readonly [field: string]: string };
}

type Place = FilePosition & { readonly line: number };

/** Reads conversations of a published form from one file. */
export function conversationReader(
  { file, prefix }: SourceFile,
  records: RecordReader,
  format: FormatName,
  options: ConversationOptions,
): ItemReader {
  const isOwn = format === 'jsonl';
  return async function* read(reading, seen) {
    const reader = formats[format].open(options);
    const twins = new Twins(file);
    let count = 0;
    const entriesOf = (results: readonly FormatResult[]): readonly ReadEntry[] =>
      results.map((result) => {
        const at = { file, line: result.line };
        if ('problem' in result) return { bad: placed(result.problem, at) };
        return orBad(at, () => {
          const name = isOwn ? ownName(result, seen, at, prefix) : foundName(result, seen, at, prefix);
          const entry = entryOf(result, name, at, options.systemTurns);
          if (entry === null) return noUserTurn(isOwn, at);
          twins.add(entry.item, result.line);
          return entry;
        });
      });
    for await (const block of records(reading)) {
      for (const record of block) {
        count += 1;
        yield* entriesOf(resultsOf(record, reader, options.renamed));
      }
    }
    yield* entriesOf(reader.end());
    if (count === 0) throw emptyFile(file);
    twins.check((name) => seen.has(name));
  };
}

/** What a record holds, a problem of its own included. */
function resultsOf(
  record: FileRecord,
  reader: FormatReader,
  renamed: ConversationOptions['renamed'],
): readonly FormatResult[] {
  if ('problem' in record) return [record];
  try {
    return reader.read(withOurNames(record.value, renamed), record.line);
  } catch (thrown) {
    if (thrown instanceof ExitpollError) return [{ line: record.line, problem: thrown }];
    throw thrown;
  }
}

function withOurNames(value: unknown, renamed: ConversationOptions['renamed']): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const ours = Object.entries(renamed).filter(([, theirs]) => theirs in value);
  if (ours.length === 0) return value;
  return Object.assign({}, value, Object.fromEntries(ours.map(([name, theirs]) => [name, Reflect.get(value, theirs)])));
}

function entryOf(
  raw: RawConversation,
  name: string,
  at: Place,
  systemTurns: SystemTurns,
): Extract<ReadEntry, { item: unknown }> | null {
  const { conversation, counts } = normalizeConversation(raw.turns, raw.system, systemTurns);
  const cut = cutAtLastUserTurn(conversation);
  if (cut === null) return null;
  const all = { ...counts, cleaned: raw.cleaned, trailing: cut.trailing };
  return {
    item: {
      name,
      conversation: cut.conversation,
      cutFrom: null,
      turn: cut.turn,
      ...replyAfter(conversation, cut.conversation.messages.length),
      cluster: raw.cluster ?? name,
      category: raw.category,
      twin: raw.twin,
      tags: raw.tags,
      at,
    },
    counts: Object.values(all).some((one) => one > 0) ? all : null,
  };
}

/** In a file of the user's own an id that occurs twice is a mistake. */
function ownName({ id }: RawConversation, seen: NamesSeen, at: Place, prefix: string): string {
  if (id === null) return lineName(at.line, prefix);
  seen.add(id, at);
  return id;
}

/** Published data have ids that occur twice; the second time the place is part of the name. */
function foundName({ id }: RawConversation, seen: NamesSeen, at: Place, prefix: string): string {
  const place = lineName(at.line, prefix);
  if (id === null) return place;
  return seen.firstPlace(id, at) === null ? id : `${id}~${place}`;
}

/** In published data that happens, and is counted; in a file of the user's own it is a mistake. */
function noUserTurn(isOwn: boolean, at: Place): ReadEntry {
  if (!isOwn) return { bad: null };
  return {
    bad: new ExitpollError('the conversation has no user turn with text', {
      code: 'bad-line',
      hint: 'Each conversation needs a turn of the user: that is what a model answers.',
      at,
    }),
  };
}

/** What a step gives, or what it has against the record. */
export function orBad(at: FilePosition, step: () => ReadEntry): ReadEntry {
  try {
    return step();
  } catch (thrown) {
    if (thrown instanceof ExitpollError) return { bad: thrown.at === undefined ? placed(thrown, at) : thrown };
    throw thrown;
  }
}

/** The same error with its place. */
function placed(error: ExitpollError, at: FilePosition): ExitpollError {
  return new ExitpollError(error.message, { code: error.code, hint: error.hint, at, cause: error });
}
