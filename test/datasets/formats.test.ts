import { describe, expect, it } from 'vitest';

import { ReadingTally } from '../../src/datasets/reading-tally.ts';
import type { SourceItem } from '../../src/datasets/source-item.ts';
import { errorOf, file, readAll } from './temp-files.ts';

function lines(...values: readonly unknown[]): string {
  return file('jsonl', values.map((value) => JSON.stringify(value)).join('\n'));
}

function said(item: SourceItem | undefined): readonly string[] {
  return (item?.conversation.messages ?? []).map(({ role, text }) => `${role}: ${text}`);
}

describe('Anthropic HH', () => {
  const pair = {
    chosen: '\n\nHuman: one\n\nAssistant: two\n\nstill two. Human: no turn\n\nHuman: three\n\nAssistant: four',
    rejected: '\n\nHuman: one\n\nAssistant: zwei\n\nHuman: drei',
  };

  it('reads the chosen version unless told, and each line is a cluster', async () => {
    const path = lines(pair, pair);
    const [first, second] = await readAll({ name: 'auto', path });
    expect(said(first)).toEqual(['user: one', 'assistant: two\n\nstill two. Human: no turn', 'user: three']);
    expect([first?.cluster, second?.cluster]).toEqual(['line-1', 'line-2']);
    const [rejected] = await readAll({ name: 'hh', path, version: 'rejected' });
    expect(said(rejected)).toEqual(['user: one', 'assistant: zwei', 'user: drei']);
  });

  it('joins two turns of one side, and refuses text that nobody says', async () => {
    const doubled = { ...pair, chosen: '\n\nHuman: a\n\nHuman: b\n\nAssistant: c' };
    expect(said((await readAll({ name: 'hh', path: lines(doubled) }))[0])).toEqual(['user: a\n\nb']);
    const error = await errorOf({ name: 'hh', path: lines({ ...pair, chosen: 'Once upon\n\nHuman: a' }) });
    expect(error.message).toMatch(/:1: turn 1 has the unknown role "text before/);
  });
});

describe('ShareGPT', () => {
  const html =
    '<div class="markdown prose"><p>Use <code>map</code>:</p><pre><div><span>js</span><button>Copy code</button></div>' +
    '<div><code class="!whitespace-pre hljs language-js">a.<span>map</span>(b)\n</code></div></pre><ol><li>one</li><li>two</li></ol></div>';
  const record = {
    id: 'AbCd123_4',
    conversations: [
      { from: 'human', value: 'How? <div>my html</div>' },
      { from: 'gpt', value: html },
      { from: 'human', value: '<p>thanks</p>' },
    ],
  };

  it('makes Markdown of replies in HTML, leaves what users write, and counts', async () => {
    const tally = new ReadingTally('s');
    const [item] = await readAll({ name: 'auto', path: file('json', JSON.stringify([record])) }, tally.options());
    const [question, reply, thanks] = said(item);
    expect(question).toBe('user: How? <div>my html</div>');
    expect(thanks).toBe('user: <p>thanks</p>');
    expect(reply).toMatch(/Use `map`:/);
    expect(reply).toMatch(/```js\na\.map\(b\)\n```/);
    expect(reply).toMatch(/1\. one\n2\. two/);
    expect(reply).not.toMatch(/Copy code|<\w/);
    expect(tally.counts).toMatchObject({ cleaned: 1, items: 1 });
    const [kept] = await readAll({ name: 'sharegpt', path: file('json', JSON.stringify([record])), html: 'keep' });
    expect(said(kept)[1]).toBe(`assistant: ${html}`);
  });

  it('takes the parts of one long conversation for one cluster', async () => {
    const items = await readAll({ name: 'sharegpt', path: lines(record, { ...record, id: 'AbCd123_18' }) });
    expect(items.map(({ name, cluster }) => [name, cluster])).toEqual([
      ['AbCd123_4', 'AbCd123'],
      ['AbCd123_18', 'AbCd123'],
    ]);
  });

  it('does not end on HTML without end', async () => {
    const deep = {
      ...record,
      conversations: [record.conversations[0], { from: 'gpt', value: `${'<div>'.repeat(200_000)}</div>` }],
    };
    expect((await errorOf({ name: 'sharegpt', path: lines(deep) })).message).toMatch(
      /:1: a turn is HTML that is nested/,
    );
  });
});

describe('OpenAssistant', () => {
  const message = (id: string, role: string, replies: unknown[] = [], more: object = {}): object => ({
    message_id: id,
    text: `text of ${id}`,
    role,
    lang: 'de',
    replies,
    ...more,
  });
  const tree = {
    message_tree_id: 't1',
    prompt: message('p1', 'prompter', [
      message('a1', 'assistant', [message('p2', 'prompter', [message('a3', 'assistant')])]),
      message('a2', 'assistant'),
    ]),
  };
  const flat = (id: string, parent: string | null, role: string, treeId = 't1'): object => ({
    message_tree_id: treeId,
    message_id: id,
    parent_id: parent,
    text: `text of ${id}`,
    role,
    lang: 'de',
  });
  const flatTree = [
    flat('p1', null, 'prompter'),
    flat('a1', 'p1', 'assistant'),
    flat('p2', 'a1', 'prompter'),
    flat('a3', 'p2', 'assistant'),
    flat('a2', 'p1', 'assistant'),
  ];

  it('gives a conversation for every way through a tree, all in its cluster', async () => {
    const items = await readAll({ name: 'auto', path: lines(tree) });
    expect(items.map(({ name, cluster, tags }) => [name, cluster, tags])).toEqual([
      ['p1', 't1', ['lang:de']],
      ['p2', 't1', ['lang:de']],
    ]);
    expect(said(items[1])).toEqual(['user: text of p1', 'assistant: text of a1', 'user: text of p2']);
  });

  it('reads messages that name their parents as the same trees', async () => {
    const other = [flat('x1', null, 'prompter', 't2')];
    const items = await readAll({ name: 'auto', path: lines(...flatTree, ...other) });
    const nested = await readAll({ name: 'auto', path: lines(tree) });
    expect(items.slice(0, 2).map(said)).toEqual(nested.map(said));
    expect(items.map(({ name, cluster, at }) => [name, cluster, at.line])).toEqual([
      ['p1', 't1', 1],
      ['p2', 't1', 1],
      ['x1', 't2', 6],
    ]);
  });

  it('leaves out what follows a deleted message', async () => {
    const deleted = {
      ...tree,
      prompt: message('p1', 'prompter', [message('a1', 'assistant', [message('p2', 'prompter')], { deleted: true })]),
    };
    expect((await readAll({ name: 'oasst', path: lines(deleted) })).map(({ name }) => name)).toEqual(['p1']);
  });

  it.each([
    [
      'a circle',
      [flat('p1', 'a1', 'prompter'), flat('a1', 'p1', 'assistant')],
      /:1: the tree "t1" has no first message/,
    ],
    [
      'a circle beside a tree',
      [...flatTree, flat('x', 'y', 'prompter'), flat('y', 'x', 'assistant')],
      /:1: 2 of the 7 messages of the tree "t1" cannot be reached/,
    ],
    ['a message twice', [...flatTree, flat('a1', 'p2', 'assistant')], /the message "a1" occurs twice in its tree/],
    [
      'a message below itself',
      [
        {
          message_tree_id: 't',
          prompt: message('p1', 'prompter', [message('a1', 'assistant', [message('p1', 'prompter')])]),
        },
      ],
      /:1: the message "p1" is among the replies to itself/,
    ],
  ])('refuses %s, or leaves it out and goes on', async (_, records, says) => {
    const path = lines(...records, flat('good', null, 'prompter', 't9'));
    expect((await errorOf({ name: 'oasst', path })).message).toMatch(says);
    const tally = new ReadingTally('o');
    const items = await readAll({ name: 'oasst', path, badRecords: 'skip' }, tally.options());
    expect(items.map(({ name }) => name)).toEqual(['good']);
    expect(tally.counts.leftOut).toEqual({ 'bad-record': 1 });
  });

  it('does not follow a tree without end', async () => {
    const deep = '{"message_id":"m","text":"t","role":"prompter","replies":['.repeat(5000) + ']}'.repeat(5000);
    const path = file('jsonl', `{"message_tree_id":"t","prompt":${deep}}\n`);
    expect((await errorOf({ name: 'oasst', path })).message).toMatch(/:1: the tree is nested too deep/);
    const chain = Array.from({ length: 3000 }, (_, index) =>
      flat(`m${index}`, index === 0 ? null : `m${index - 1}`, 'prompter'),
    );
    expect((await errorOf({ name: 'oasst', path: lines(...chain) })).message).toMatch(
      /:1: the tree is nested too deep/,
    );
  });
});

describe('WildChat and LMSYS-Chat', () => {
  const turns = [
    { role: 'user', content: 'a', toxic: false },
    { role: 'assistant', content: 'b', toxic: false },
  ];
  const wild = {
    conversation_hash: 'h1',
    model: 'gpt-4',
    language: 'Portuguese',
    hashed_ip: 'ff'.repeat(32),
    conversation: turns,
    toxic: true,
    redacted: true,
    openai_moderation: [
      { flagged: false, categories: { hate: false } },
      { flagged: true, categories: { hate: true, 'self-harm': false } },
    ],
  };
  const lmsys = { conversation_id: 'c1', model: 'vicuna-13b', language: 'English', conversation: turns };

  it('knows them apart, and what they say of a conversation', async () => {
    const [item] = await readAll({ name: 'auto', path: lines(wild) });
    expect(item).toMatchObject({ name: 'h1', cluster: 'user-ffffffffffffffff', turn: 1 });
    expect(item?.tags).toEqual(['lang:pt', 'model:gpt-4', 'flagged', 'flagged:hate', 'redacted']);
    const [other] = await readAll({ name: 'auto', path: lines(lmsys) });
    expect(other).toMatchObject({ name: 'c1', cluster: 'c1', tags: ['lang:en', 'model:vicuna-13b'] });
  });

  it('calls the second of two records with one id after its place', async () => {
    const items = await readAll({ name: 'lmsys', path: lines(lmsys, lmsys) });
    expect(items.map(({ name }) => name)).toEqual(['c1', 'c1~line-2']);
  });

  it('counts a conversation without a turn of the user, and goes on', async () => {
    const tally = new ReadingTally('l');
    const empty = { ...lmsys, conversation: [{ role: 'assistant', content: 'hello?' }] };
    expect(await readAll({ name: 'lmsys', path: lines(empty, lmsys) }, tally.options())).toHaveLength(1);
    expect(tally.counts).toMatchObject({ read: 2, leftOut: { 'no-user-turn': 1 }, badRecords: [] });
  });

  it('says what a record has when a field was renamed, and reads it by its new name', async () => {
    const { conversation, ...rest } = lmsys;
    const path = lines({ ...rest, chat: conversation });
    const error = await errorOf({ name: 'lmsys', path });
    expect(error.message).toMatch(/:1: conversation: is missing/);
    expect(error.hint).toMatch(/This record has: "conversation_id", "model", "language", "chat"/);
    expect((await errorOf({ name: 'auto', path })).message).toMatch(/none of the forms we know; they have: .*"chat"/);
    const [item] = await readAll({ name: 'lmsys', path, renamed: { conversation: 'chat' } });
    expect(said(item)).toEqual(['user: a']);
  });
});

describe('a form', () => {
  it('that was guessed wrong can be overruled', async () => {
    const both = { messages: [{ role: 'user', content: 'ours' }], conversations: [{ from: 'human', value: 'theirs' }] };
    expect(said((await readAll({ name: 'auto', path: lines(both) }))[0])).toEqual(['user: theirs']);
    expect(said((await readAll({ name: 'jsonl', path: lines(both) }))[0])).toEqual(['user: ours']);
  });

  it('with an unknown role names it, or counts the record', async () => {
    const odd = {
      conversations: [
        { from: 'narrator', value: 'x' },
        { from: 'human', value: 'a' },
      ],
    };
    const path = lines(odd, { conversations: [{ from: 'human', value: 'a' }] });
    expect((await errorOf({ name: 'sharegpt', path })).message).toMatch(/:1: turn 1 has the unknown role "narrator"/);
    const tally = new ReadingTally('s');
    expect(await readAll({ name: 'sharegpt', path, badRecords: 'skip' }, tally.options())).toHaveLength(1);
    expect(tally.counts.badRecords).toEqual([expect.stringMatching(/:1: turn 1 has the unknown role "narrator"/)]);
  });

  it('keeps answers of tools, and calls written as text', async () => {
    const turns = [
      { from: 'human', value: 'weather?' },
      { from: 'function_call', value: '{"name":"look"}' },
      { from: 'observation', value: 'sunny' },
      { from: 'gpt', value: 'Sunny.' },
      { from: 'human', value: 'thanks' },
    ];
    expect(said((await readAll({ name: 'sharegpt', path: lines({ conversations: turns }) }))[0])).toEqual([
      'user: weather?',
      'assistant: {"name":"look"}',
      'tool: sunny',
      'assistant: Sunny.',
      'user: thanks',
    ]);
  });
});
