import { writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { writeCard } from '../../checks/data/card.ts';
import { cardPlace, checkData } from '../../checks/data/check-data.ts';
import { item, type Line, marks, mistakes, rootWith, turns, twin } from './data-root.ts';

const twelveWords = 'why does the kettle on the blue stove whistle twice every morning now';

describe('the check of the data', () => {
  it('finds nothing wrong with good items and good twins', async () => {
    const root = await rootWith({ neutral: [item('one'), item('two')], starter: [item('three'), twin('three')] });
    expect(await mistakes(root, 'neutral', 'starter')).toEqual([]);
  });

  const broken: readonly [string, string, readonly (Line | string)[], readonly string[]][] = [
    ['no JSON', 'neutral', [item('one'), '{"id":'], ['2: is not valid JSON: Unexpected end of JSON input']],
    [
      'an unknown field',
      'neutral',
      [item('one', { clutser: 'x' })],
      ['1: clutser: is not a field here. Did you mean "cluster"?'],
    ],
    ['an empty file', 'neutral', [], [': holds no item']],
    [
      'an id that occurs twice',
      'neutral',
      [item('one'), item('one', { messages: turns('other') })],
      ['2: one: the id occurs twice: data/neutral.jsonl:1 has it too'],
    ],
    ['an id that is no id', 'neutral', [item('One_1')], ['1: One_1: the id is not in kebab-case']],
    [
      'equal texts',
      'neutral',
      [item('one', { messages: turns('Why so?') }), item('two', { messages: turns('why  so?') })],
      ['2: two: says the same as one (data/neutral.jsonl:1)'],
    ],
    [
      'nearly equal texts',
      'neutral',
      [
        item('one', { messages: turns(twelveWords) }),
        item('two', { messages: turns(twelveWords.replace('blue', 'grey')) }),
      ],
      ['2: two: is 78 % the same text as one (data/neutral.jsonl:1)'],
    ],
    [
      'an assistant who begins',
      'neutral',
      [item('one', { messages: turns('a', 'b', 'c').slice(1) })],
      ["1: one: turn 1 is the assistant's; the user begins"],
    ],
    [
      'two turns of one side',
      'neutral',
      [item('one', { messages: [...turns('a'), ...turns('b')], tags: ['lang:en', 'length:short', 'turns:multi'] })],
      ["1: one: turn 2 is the user's, and so is the one before"],
    ],
    [
      'an assistant who ends',
      'neutral',
      [item('one', { messages: turns('a', 'b') })],
      ["1: one: the last turn is not the user's"],
    ],
    ['an empty turn', 'neutral', [item('one', { messages: turns(' ') })], ['1: one: turn 1 is empty']],
    [
      'blanks around a turn',
      'neutral',
      [item('one', { messages: turns('a ') })],
      ['1: one: turn 1 begins or ends with blanks'],
    ],
    [
      'no language',
      'neutral',
      [item('one', { tags: ['length:short', 'turns:single'] })],
      ['1: one: has 0 lang: tags, and needs one'],
    ],
    [
      'an unknown language',
      'neutral',
      [item('one', { tags: ['lang:enn', 'length:short', 'turns:single'] })],
      [
        '1: one: the tag "lang:enn" is of no known language (ar de en es fr hi it ja nl pl pt ru zh). Did you mean "en"?',
      ],
    ],
    [
      'a wrong length',
      'neutral',
      [item('one', { tags: ['lang:en', 'length:long', 'turns:single'] })],
      [
        '1: one: has not the tag "length:short", which is what it is',
        '1: one: the tag "length:long" is not true of it',
      ],
    ],
    [
      'wrong turns',
      'neutral',
      [item('one', { messages: turns('a', 'b', 'c'), tags: ['lang:en', 'length:short'] })],
      ['1: one: has not the tag "turns:multi", which is what it is'],
    ],
    [
      'an unknown tag',
      'neutral',
      [item('one', { tags: ['lang:en', 'length:short', 'turns:single', 'twin'] })],
      ['1: one: the tag "twin" is not one of lang:, length:, turns:, or twin on a twin'],
    ],
    [
      'a cluster of two categories',
      'neutral',
      [item('one'), item('two', { category: 'kitchen' })],
      ['2: two: the cluster kettles has the category "kitchen", but data/neutral.jsonl:1 has "home"'],
    ],
    [
      'a cluster misspelt',
      'neutral',
      [item('one'), item('two', { cluster: 'ketles' })],
      ['2: two: the cluster "ketles" looks like "kettles", misspelt'],
    ],
    [
      'a category that is no name',
      'neutral',
      [item('one', { category: 'At home' })],
      ['1: one: the category "At home" is not in kebab-case'],
    ],
    [
      'a twin where none belongs',
      'crisis',
      [item('one'), twin('one')],
      ['2: one-twin: is a twin, and crisis has none'],
    ],
    ['no twin', 'starter', [item('one')], ['1: one: has no twin']],
    [
      'two twins',
      'starter',
      [item('one'), twin('one'), twin('one', { id: 'third', messages: turns('0123456789'.repeat(4)) })],
      ['3: third: one has a twin already: one-twin, line 2'],
    ],
    [
      'a twin of nothing',
      'starter',
      [item('one'), twin('one'), twin('two')],
      ['3: two-twin: is a twin of "two", which is not in the dataset'],
    ],
    [
      'a twin of a twin',
      'starter',
      [item('one'), twin('one'), twin('one-twin')],
      ['3: one-twin-twin: is a twin of "one-twin", which is a twin itself'],
    ],
    [
      'a twin in another cluster',
      'starter',
      [item('one'), twin('one', { cluster: 'saucepans' })],
      ['2: one-twin: its cluster is "saucepans", and that of one is "kettles"'],
    ],
    [
      'a twin of another category',
      'starter',
      [item('one'), twin('one', { cluster: 'pans', category: 'cooking' })],
      [
        '2: one-twin: its category is "cooking", and that of one is "home"',
        '2: one-twin: its cluster is "pans", and that of one is "kettles"',
      ],
    ],
    [
      'a twin in another language',
      'starter',
      [item('one'), twin('one', { tags: ['lang:de', 'length:short', 'turns:single'] })],
      ['2: one-twin: its language is "de", and that of one is "en"'],
    ],
    [
      'a twin with more turns',
      'starter',
      [
        item('one', { messages: turns('abcdefgh') }),
        twin('one', { messages: turns('ijk', 'lm', 'nop'), tags: ['lang:en', 'length:short', 'turns:multi'] }),
      ],
      ['2: one-twin: has 3 turns, and one has 1'],
    ],
    [
      'a twin too long',
      'starter',
      [item('one', { messages: turns('x'.repeat(50)) }), twin('one', { messages: turns('y'.repeat(61)) })],
      ['2: one-twin: is 22.0 % longer than one; at most 20 % is allowed'],
    ],
    [
      'a twin too short',
      'starter',
      [item('one', { messages: turns('x'.repeat(50)) }), twin('one', { messages: turns('y'.repeat(39)) })],
      ['2: one-twin: is 22.0 % shorter than one; at most 20 % is allowed'],
    ],
    [
      'a twin that says the same',
      'starter',
      [item('one', { messages: turns(twelveWords) }), twin('one', { messages: turns(twelveWords) })],
      ['2: one-twin: says the same as one (data/starter.jsonl:1)'],
    ],
  ];
  it.each(broken)('tells of %s', async (_, name, lines, expected) => {
    const root = await rootWith({ [name]: lines });
    const place = `data/${name}.jsonl`;
    expect(await mistakes(root, name)).toEqual(
      expected.map((what) => (what.startsWith(':') ? place + what : `${place}:${what}`)),
    );
  });

  it('allows a twin to be nearer to its original than to others', async () => {
    const near = twelveWords.replace('blue', 'grey');
    const pair = [item('one', { messages: turns(twelveWords) }), twin('one', { messages: turns(near) })];
    expect(await mistakes(await rootWith({ starter: pair }), 'starter')).toEqual([]);
    const other = [
      item('two', { messages: turns(near.replace('twice', 'once')) }),
      twin('two', { messages: turns('0123456789 '.repeat(6).trim()) }),
    ];
    const found = await mistakes(await rootWith({ starter: [...pair, ...other] }), 'starter');
    expect(found).toEqual([expect.stringMatching(/^data\/starter\.jsonl:3: two: is \d\d % the same text as one-twin/)]);
  });

  it('allows a twin just 20 % longer', async () => {
    const texts = ['x'.repeat(50), 'y'.repeat(60)].map((text) => ({ messages: turns(text) }));
    const root = await rootWith({ starter: [item('one', texts[0]), twin('one', texts[1])] });
    expect(await mistakes(root, 'starter')).toEqual([]);
  });

  it('tells of an id that occurs in two datasets', async () => {
    const root = await rootWith({ neutral: [item('one')], crisis: [item('one')] });
    expect(await mistakes(root, 'neutral', 'crisis')).toEqual([
      'data/crisis.jsonl:1: one: the id occurs twice: data/neutral.jsonl:1 has it too',
    ]);
  });

  it('reads all files of a folder as one dataset', async () => {
    const root = await rootWith({ 'starter/one': [item('one')], 'starter/two': [twin('one')] }, null);
    writeFileSync(cardPlace(root, 'starter').path, marks);
    for (const set of (await checkData(root, ['starter'])).sets) writeCard(set, cardPlace(root, 'starter'));
    expect(await mistakes(root, 'starter')).toEqual([]);
  });
});
