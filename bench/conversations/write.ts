/** Writes synthetic conversations, in a process of its own: started by `bench/conversations.ts`. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

import { fileWriter, ParquetWriter } from 'hyparquet-writer';

import { seededRandom } from '../../src/base/random.ts';
import { chatColumns, chatSchema, type ChatRow } from '../../test/support/chat-parquet.ts';

export interface WriteTask {
  readonly path: string;
  readonly format: 'parquet' | 'jsonl';
  readonly conversations: number;
  /** Turns of the user; as many of the assistant. */
  readonly turns: number;
  readonly charactersPerTurn: number;
}

const rowsAtATime = 1000;
const languages = ['English', 'English', 'Chinese', 'Russian', 'French'];

const task = JSON.parse(process.argv[2] ?? '') as WriteTask;
await (task.format === 'parquet' ? writeParquet(task) : writeLines(task));
process.send?.({});

function* rowsOf({ conversations, turns, charactersPerTurn }: WriteTask): Generator<ChatRow> {
  const random = seededRandom('conversations');
  const words = Array.from({ length: 2000 }, () => Math.floor(random.next() * 36 ** 6).toString(36));
  const text = Array.from({ length: 200_000 }, () => words[random.below(words.length)]).join(' ');
  for (let index = 0; index < conversations; index += 1) {
    yield {
      conversation_hash: `c${index}`,
      language: languages[index % languages.length] ?? '',
      hashed_ip: `user ${index % 20_000}`,
      toxic: index % 25 === 0,
      turns: Array.from({ length: 2 * turns }, (_, turn) => {
        const start = random.below(text.length - charactersPerTurn);
        return `${index}.${turn} ${text.slice(start, start + charactersPerTurn)}`;
      }),
    };
  }
}

async function writeParquet(options: WriteTask): Promise<void> {
  const writer = new ParquetWriter({ writer: fileWriter(options.path), schema: chatSchema() });
  let rows: ChatRow[] = [];
  const flush = (): void => {
    if (rows.length > 0) void writer.write({ columnData: chatColumns(rows), rowGroupSize: rowsAtATime });
    rows = [];
  };
  for (const row of rowsOf(options)) {
    rows.push(row);
    if (rows.length === rowsAtATime) flush();
  }
  flush();
  await writer.finish();
}

async function writeLines(options: WriteTask): Promise<void> {
  const stream = createWriteStream(options.path);
  for (const { conversation_hash: id, language, hashed_ip: user, toxic, turns } of rowsOf(options)) {
    const conversation = turns.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }));
    const line = { conversation_hash: id, language, hashed_ip: user, toxic, conversation };
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}
