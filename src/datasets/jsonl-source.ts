import { fieldName } from '../base/checked-file.ts';
import { ExitpollError, type FilePosition, messageOf } from '../base/errors.ts';
import { issueText } from '../base/schema-issue.ts';
import { cutAtLastUserTurn, cutAtUserTurns } from '../conversation/normalize-cut.ts';
import { normalizeConversation } from '../conversation/normalize.ts';
import { emptyFile } from './data-file.ts';
import { lineBlocks, maxRowBytes, rowTooLong } from './line-blocks.ts';
import { lineName, NamesSeen } from './names-seen.ts';
import { type OpenAiLine, openAiLineSchema, turnsOf } from './openai-line.ts';
import { Twins } from './twins.ts';
import { type ItemReader, type ReadItem, splitTags } from './read-item.ts';

const newline = 10;
const form = 'Each line is one object: {"messages": [{"role": "user", "content": "…"}]}.';

/**
 * Reads one conversation a line, as OpenAI writes messages. The item is the conversation cut at its last user turn; or
 * there is one for every user turn, named `id#turn`. Blank lines are left out.
 *
 * @param file the path as messages show it.
 */
export function jsonLinesReader(path: string, file: string, turns: 'last' | 'every' = 'last'): ItemReader {
  return async function* read(signal) {
    const seen = new NamesSeen(file);
    const twins = new Twins(file);
    let items = 0;
    for await (const block of lineBlocks(path, file, signal)) {
      let start = 0;
      for (let line = block.firstLine; start < block.bytes.length; line += 1) {
        const found = block.bytes.indexOf(newline, start);
        const end = found < 0 ? block.bytes.length : found;
        if (end - start > maxRowBytes) throw rowTooLong(file, line);
        const text = block.bytes.toString('utf8', start, end);
        start = end + 1;
        if (text.trim() === '') continue;
        items += 1;
        const entry = itemOf(parseLine(text, { file, line }), seen, { file, line });
        twins.add(entry.item, line);
        if (turns === 'last') yield entry;
        else yield* everyTurn(entry);
      }
    }
    if (items === 0) throw emptyFile(file);
    twins.check((name) => seen.has(name));
  };
}

function parseLine(text: string, at: FilePosition): OpenAiLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw new ExitpollError(`the line is not valid JSON: ${messageOf(thrown)}`, { code: 'bad-json', hint: form, at });
  }
  const parsed = openAiLineSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues.flatMap((issue) => issueText(issue, []))[0];
  const where = first === undefined || first.path.length === 0 ? 'the line' : fieldName(first.path);
  throw new ExitpollError(`${where}: ${first?.message ?? 'not as expected'}`, { code: 'bad-line', hint: form, at });
}

function itemOf(line: OpenAiLine, seen: NamesSeen, at: FilePosition & { line: number }): ReadItem {
  const id = word(line.id);
  if (id !== null) seen.add(id, at.line);
  const name = id ?? lineName(at.line);
  const { conversation, counts } = placed(() => normalizeConversation(turnsOf(line), line.system ?? null), at);
  const cut = cutAtLastUserTurn(conversation);
  if (cut === null) {
    throw new ExitpollError('the conversation has no user turn with text', { code: 'bad-line', hint: form, at });
  }
  const all = { ...counts, trailing: cut.trailing };
  return {
    item: {
      name,
      conversation: cut.conversation,
      cutFrom: null,
      turn: cut.turn,
      // A benign twin and its original are not independent.
      cluster: word(line.cluster) ?? word(line.twin) ?? name,
      category: word(line.category),
      twin: word(line.twin),
      tags: tagsOf(line),
      at,
    },
    counts: Object.values(all).some((count) => count > 0) ? all : null,
  };
}

/** One item for every user turn of the conversation; what normalising changed is told with the last. */
function* everyTurn({ item, counts }: ReadItem): Generator<ReadItem> {
  for (const { conversation, turn } of cutAtUserTurns(item.conversation)) {
    yield {
      item: {
        ...item,
        name: `${item.name}#${turn}`,
        twin: item.twin === null ? null : `${item.twin}#${turn}`,
        conversation,
        cutFrom: item.conversation,
        turn,
      },
      counts: turn === item.turn ? counts : null,
    };
  }
}

/** The tags of a line; a twin has the tag `twin` whether or not the line says so. */
function tagsOf(line: OpenAiLine): readonly string[] {
  const tags = typeof line.tags === 'string' ? splitTags(line.tags) : (line.tags ?? []);
  return word(line.twin) === null || tags.includes('twin') ? tags : [...tags, 'twin'];
}

/** Runs a step that knows nothing of files, and puts the position before what it has to say. */
function placed<T>(step: () => T, at: FilePosition): T {
  try {
    return step();
  } catch (thrown) {
    if (!(thrown instanceof ExitpollError)) throw thrown;
    throw new ExitpollError(thrown.message, { code: thrown.code, hint: thrown.hint, at, cause: thrown });
  }
}

function word(value: string | number | null | undefined): string | null {
  const text = value === null || value === undefined ? '' : String(value).trim();
  return text === '' ? null : text;
}
