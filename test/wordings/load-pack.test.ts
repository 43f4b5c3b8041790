import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { ExitpollError } from '../../src/base/errors.ts';
import { loadWordingPack, readWordingPack } from '../../src/wordings/load-pack.ts';

const root = join(import.meta.dirname, '..', '..');

function mistakesOf(text: string): string {
  try {
    readWordingPack(text, 'pack.yaml');
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(ExitpollError);
    return (thrown as ExitpollError).message;
  }
  throw new Error('the pack was accepted');
}

/** A pack of one bail prompt with the given lines in place of its own. */
function promptPack(changes: { [key: string]: string }): string {
  const fields = {
    question: '{ bail-first: "<{{tag}}>{{bail}}</{{tag}}> or <{{tag}}>{{continue}}</{{tag}}>" }',
    tag: 'pick',
    labels: '{ bail: go, continue: remain }',
    ...changes,
  };
  const lines = Object.entries(fields).map(([key, value]) => `    ${key}: ${value}`);
  return ['wordings:', '  - method: bail-prompt', '    name: mine', ...lines].join('\n');
}

const stringPack = (word: string, instructions = 'Write {{word}}.'): string =>
  `wordings:\n  - method: bail-string\n    name: mine\n    instructions: ${instructions}\n    word: ${word}\n`;

describe('a pack that can be used', () => {
  test('the example in the repository', async () => {
    const wordings = await loadWordingPack(join(root, 'examples', 'wordings', 'plain-words.yaml'));
    expect(wordings.map((wording) => `${wording.method} ${wording.name}`)).toEqual([
      'bail-tool plain',
      'placebo-tool plain',
      'bail-string plain',
      'bail-prompt symbols',
    ]);
  });

  test('keeps texts word for word, and says null where there are no instructions', () => {
    const [wording] = readWordingPack(promptPack({}), 'pack.yaml');
    expect(wording).toEqual({
      method: 'bail-prompt',
      name: 'mine',
      instructions: null,
      question: { 'bail-first': '<{{tag}}>{{bail}}</{{tag}}> or <{{tag}}>{{continue}}</{{tag}}>' },
      tag: 'pick',
      labels: { bail: 'go', continue: 'remain' },
    });
  });
});

describe('a mistake is named with file, line and field', () => {
  test.each([
    ['no YAML', 'wordings: [', /^pack\.yaml:1:\d+: is not valid YAML/],
    ['an empty file', '', /^pack\.yaml: expected fields, found nothing/],
    ['no wordings', 'wordings: []', /wordings: expected at least 1 entry, found an empty list/],
    [
      'an unknown method',
      'wordings:\n  - method: bail-tol\n    name: a',
      /^pack\.yaml:2:5: .*found "bail-tol"\. Did you mean "bail-tool"\?/,
    ],
    [
      'a misspelt key',
      promptPack({ labls: 'x' }),
      /^pack\.yaml:7:5: wordings\[0\]\.labls: is not a field here\. Did you mean "labels"\?/,
    ],
    [
      'a missing key',
      'wordings:\n  - method: bail-string\n    name: a\n    word: ABC',
      /^pack\.yaml:2:\d+: wordings\[0\]\.instructions: is missing; expected a text/,
    ],
    ['a wrong type', stringPack('3'), /^pack\.yaml:5:5: wordings\[0\]\.word: expected a text, found 3/],
    [
      'an unknown placeholder',
      stringPack('ENDCHAT', 'Write {{wrd}}.'),
      /instructions: unknown placeholder \{\{wrd\}\}\. Did you mean "word"\?/,
    ],
    ['a short word', stringPack('AB'), /word: the word "AB" is too short/],
    ['an ordinary word', stringPack('goodbye'), /"goodbye" may occur in ordinary text/],
    ['a word with markup', stringPack('"*END*"'), /holds a sign of markup/],
    ['a word never named', stringPack('ENDCHAT', 'Leave if you like.'), /the instructions never name the word/],
    ['a tag with brackets', promptPack({ tag: '"<pick>"' }), /tag: "<pick>" cannot be a tag's name/],
    ['equal labels', promptPack({ labels: '{ bail: go, continue: GO }' }), /labels: the two labels must differ/],
    [
      'one label in the other',
      promptPack({ labels: '{ bail: go, continue: go on }' }),
      /labels: the two labels must differ/,
    ],
    [
      'a question without an answer',
      promptPack({ question: '{ bail-first: "<pick>go</pick> or not" }' }),
      /never shows the answer <pick>remain<\/pick>/,
    ],
    [
      'a question in the other order',
      promptPack({ question: '{ continue-first: "<pick>go</pick> <pick>remain</pick>" }' }),
      /question\.continue-first: the question shows the answers in the other order/,
    ],
    ['no question at all', promptPack({ question: '{}' }), /a question in at least one order is needed/],
    [
      'a tool name',
      'wordings:\n  - method: bail-tool\n    name: a\n    tool: { name: end chat, description: Ends. }',
      /tool\.name: "end chat" cannot be a tool's name/,
    ],
    [
      'one name twice',
      `${stringPack('ENDCHAT')}  - method: bail-string\n    name: mine\n    instructions: Say {{word}}.\n    word: STOPIT`,
      /^pack\.yaml:7:5: .*already has a wording "mine", on line 3/,
    ],
    ['endless aliases', 'wordings: &a [*a, *a]', /pack\.yaml/],
  ])('%s', (_, text, message) => {
    expect(mistakesOf(text)).toMatch(message);
  });

  test('all mistakes of a pack are told at once, in the order of the file', () => {
    const lines = mistakesOf(
      `${stringPack('AB')}  - method: bail-tool\n    name: a\n    tool: { name: '', description: Ends. }`,
    ).split('\n');
    expect(lines.map((line) => line.split(':')[1])).toEqual(['5', '8']);
  });

  test('a file that is not there', async () => {
    await expect(loadWordingPack(join(root, 'no-such-pack.yaml'))).rejects.toThrow(
      /no-such-pack\.yaml: there is no such file/,
    );
  });
});
