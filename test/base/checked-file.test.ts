import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { checkText, readCheckedFile } from '../../src/base/checked-file.ts';
import { ExitpollErrors } from '../../src/base/errors.ts';

const schema = z.strictObject({
  name: z.string(),
  epochs: z.int().min(1).max(9).default(1),
  methods: z
    .array(z.union([z.enum(['tool', 'string']), z.strictObject({ method: z.enum(['tool', 'string']) })]))
    .min(1),
});

const messages = (text: string): string[] => {
  try {
    checkText(text, 'f.yaml', schema);
  } catch (error) {
    expect(error).toBeInstanceOf(ExitpollErrors);
    return (error as Error).message.split('\n');
  }
  return [];
};

describe('a file with mistakes', () => {
  it.each([
    ['name: 3\nmethods: [tool]', ['f.yaml:1:1: name: expected a text, found 3']],
    ['methods: [tool]', ['f.yaml:1:1: name: is missing; expected a text']],
    [
      'name: a\nmethods: [tol]',
      ['f.yaml:2:11: methods[0]: expected one of tool, string, or fields; found "tol". Did you mean "tool"?'],
    ],
    [
      'name: a\nmethods:\n  - method: strin',
      ['f.yaml:3:5: methods[0].method: expected one of tool, string; found "strin". Did you mean "string"?'],
    ],
    ['name: a\nmethods: [tool]\nepoch: 2', ['f.yaml:3:1: epoch: is not a field here. Did you mean "epochs"?']],
    ['name: a\nepochs: 0\nmethods: [tool]', ['f.yaml:2:1: epochs: expected at least 1, found 0']],
    ['name: a\nepochs: 1.5\nmethods: [tool]', ['f.yaml:2:1: epochs: expected a whole number, found 1.5']],
    ['name: a\nmethods: []', ['f.yaml:2:1: methods: expected at least 1 entry, found an empty list']],
    ['', ['f.yaml: expected fields, found nothing']],
  ])('%j', (text, expected) => {
    expect(messages(text)).toEqual(expected);
  });

  it('tells all mistakes at once, in the order of the file', () => {
    expect(messages('epochs: x\nextra: 1\nname: 3\nmethods: [tool]').map((line) => line.split(':')[1])).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('says where it is no YAML', () => {
    expect(() => checkText('a: [1', 'f.yaml', schema)).toThrow(/^f\.yaml:1:\d+: is not valid YAML/);
    expect(() => checkText('a: &a [*a]', 'f.yaml', schema)).toThrow(/^f\.yaml/);
  });
});

describe('a file that cannot be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exitpoll-checked-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is named', async () => {
    await expect(readCheckedFile(join(folder, 'none.yaml'), schema)).rejects.toThrow(
      /none\.yaml: there is no such file/,
    );
    await expect(readCheckedFile(folder, schema)).rejects.toThrow(/cannot be read/);
    writeFileSync(join(folder, 'latin.yaml'), Buffer.from([0x6e, 0xe9]));
    await expect(readCheckedFile(join(folder, 'latin.yaml'), schema)).rejects.toThrow(/latin\.yaml: is not UTF-8 text/);
  });
});
