import { describe, expect, it } from 'vitest';

import { type NormalizeCounts, unchanged } from '../../src/conversation/normalize.ts';
import { datasetSpecSchema } from '../../src/datasets/dataset-spec.ts';
import { openDataset } from '../../src/datasets/dataset.ts';
import { errorOf, file, lastText, readAll } from './temp-files.ts';

const user = (content: unknown) => ({ role: 'user', content });
const assistant = (content: unknown) => ({ role: 'assistant', content });

function lines(...values: readonly unknown[]): string {
  return file('jsonl', values.map((value) => JSON.stringify(value)).join('\n'));
}

describe('JSON Lines of conversations', () => {
  it('ends each item at the last user turn, and says what it left out', async () => {
    const changes: NormalizeCounts[] = [];
    const path = lines(
      { messages: [user('a'), assistant('b'), user('c'), assistant('d')], id: 7, category: 'x', cluster: 'y' },
      { messages: [user('e')], id: 'second', twin: '7', tags: ['t'] },
    );
    const items = await readAll({ name: 'jsonl', path }, { onChanged: (counts) => changes.push(counts) });
    expect(items).toEqual([
      {
        name: '7',
        conversation: {
          system: null,
          messages: [
            { role: 'user', text: 'a' },
            { role: 'assistant', text: 'b' },
            { role: 'user', text: 'c' },
          ],
        },
        cutFrom: null,
        turn: 2,
        cluster: 'y',
        category: 'x',
        twin: null,
        tags: [],
        at: { file: path, line: 1 },
        // What the data answers with: used where a question is asked about replies by others.
        reply: 'd',
      },
      {
        name: 'second',
        conversation: { system: null, messages: [{ role: 'user', text: 'e' }] },
        cutFrom: null,
        turn: 1,
        cluster: '7',
        category: null,
        twin: '7',
        tags: ['t', 'twin'],
        at: { file: path, line: 2 },
      },
    ]);
    expect(changes).toEqual([{ ...unchanged, trailing: 1 }]);
  });

  it('takes the system prompt from a field, a system turn or a developer turn', async () => {
    const items = await readAll({
      name: 'jsonl',
      path: lines(
        { messages: [user('a')], system: 'S' },
        { messages: [{ role: 'system', content: 'S' }, user('a')] },
        { messages: [{ role: 'developer', content: 'S' }, user('a')] },
      ),
    });
    expect(items.map((item) => item.conversation.system)).toEqual(['S', 'S', 'S']);
  });

  it('takes a single prompt in place of messages', async () => {
    const [item] = await readAll({ name: 'jsonl', path: lines({ uid: 'u1', prompt: 'a', cluster: 'c' }) });
    expect(item).toMatchObject({ name: 'u1', cluster: 'c', conversation: { messages: [{ role: 'user', text: 'a' }] } });
  });

  it('reads text in parts, and keeps tool calls with their answers', async () => {
    const call = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{"q":1}' } };
    const [parts, tools] = await readAll({
      name: 'jsonl',
      path: lines(
        { messages: [user([{ type: 'text', text: 'one' }, 'two'])] },
        {
          messages: [
            user('a'),
            { role: 'assistant', content: null, tool_calls: [call] },
            { role: 'tool', tool_call_id: 'c1', content: '' },
            user('b'),
          ],
        },
      ),
    });
    expect(lastText(parts)).toBe('one\ntwo');
    expect(tools?.conversation.messages).toEqual([
      { role: 'user', text: 'a' },
      { role: 'assistant', text: '', toolCalls: [{ id: 'c1', name: 'look', arguments: '{"q":1}' }] },
      { role: 'tool', callId: 'c1', text: '' },
      { role: 'user', text: 'b' },
    ]);
  });

  it('leaves out blank lines, reads CRLF and a byte order mark', async () => {
    const line = JSON.stringify({ messages: [user('a')] });
    const items = await readAll({ name: 'jsonl', path: file('jsonl', `\ufeff${line}\r\n\r\n${line}`) });
    expect(items.map((item) => item.name)).toEqual(['line-1', 'line-3']);
  });

  it('can be read twice and stops when told to', async () => {
    const path = lines(...Array.from({ length: 50 }, (_, index) => ({ messages: [user(`n ${index}`)] })));
    expect(await readAll({ name: 'jsonl', path })).toEqual(await readAll({ name: 'jsonl', path }));
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(readAll({ name: 'jsonl', path }, { signal: stop.signal })).rejects.toThrow('enough');
  });
});

describe('a large file', () => {
  it.each(['csv', 'jsonl'] as const)('can be left after the first item (%s)', async (name) => {
    const row = name === 'csv' ? 'a\n' : `${JSON.stringify({ messages: [user('a')] })}\n`;
    const path = file(name, `${name === 'csv' ? 'text\n' : ''}${row.repeat(200_000)}`);
    const source = await openDataset(datasetSpecSchema.parse({ name, path }), '.');
    for await (const item of source.items({})) {
      expect(lastText(item)).toBe('a');
      break;
    }
  });

  it.each(['csv', 'jsonl'] as const)('can be stopped half way (%s)', async (name) => {
    const row = name === 'csv' ? 'a\n' : `${JSON.stringify({ messages: [user('a')] })}\n`;
    const path = file(name, `${name === 'csv' ? 'text\n' : ''}${row.repeat(200_000)}`);
    const source = await openDataset(datasetSpecSchema.parse({ name, path }), '.');
    const stop = new AbortController();
    let read = 0;
    const reading = async (): Promise<void> => {
      for await (const _ of source.items({ signal: stop.signal })) {
        read += 1;
        if (read === 1000) stop.abort(new Error('enough'));
      }
    };
    await expect(reading()).rejects.toThrow('enough');
    expect(read).toBe(1000);
  });
});

describe('a mistake in JSON Lines is told with its line and field', () => {
  const good = { messages: [user('a')] };
  const cases: readonly [string, string, RegExp][] = [
    ['no JSON', '{"messages": [', /:2: the line is not valid JSON/],
    ['no object', '[1, 2]', /:2: the record: expected fields/],
    ['no messages', '{"text":"a"}', /:2: messages: is missing/],
    ['no role', '{"messages":[{"content":"a"}]}', /:2: messages\[0\]\.role: is missing/],
    ['a picture', '{"messages":[{"role":"user","content":[{"type":"image_url"}]}]}', /:2: messages\[0\]\.content/],
    ['an unknown role', '{"messages":[{"role":"human","content":"a"}]}', /:2: turn 1 .*"human".*mean "user"/],
    ['no user turn', '{"messages":[{"role":"assistant","content":"a"}]}', /:2: the conversation has no user turn/],
    [
      'only an empty user turn',
      '{"messages":[{"role":"user","content":" "}]}',
      /:2: the conversation has no user turn/,
    ],
  ];
  it.each(cases)('%s', async (_, line, says) => {
    const path = file('jsonl', `${JSON.stringify(good)}\n${line}\n${JSON.stringify(good)}\n`);
    const error = await errorOf({ name: 'jsonl', path });
    expect(error.message).toMatch(says);
    expect(error.message).not.toContain('\n');
  });

  it('an id twice names both lines', async () => {
    const path = lines({ ...good, id: 'x' }, good, { ...good, id: 'x' });
    expect((await errorOf({ name: 'jsonl', path })).message).toBe(
      `${path}:3: the id "x" occurs twice: line 1 has it too.`,
    );
  });

  it('finds the one id of many that occurs twice', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ ...good, id: `id ${index}` }));
    expect(await readAll({ name: 'jsonl', path: lines(...many) })).toHaveLength(5000);
    const error = await errorOf({ name: 'jsonl', path: lines(...many, { ...good, id: 'id 4321' }) });
    expect(error.message).toContain(':5001: the id "id 4321" occurs twice: line 4322');
  });
});
