import { mkdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { keepEnds, type Tokenizer } from '../../src/refusal/hf/keep-ends.ts';
import { folderVersion, modelFolder } from '../../src/refusal/hf/model-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** One token a letter, 1 before and 2 and 3 behind; cut as the library does. */
function letters(longest: number, ends: readonly number[] = [2, 3]): Tokenizer {
  const encode: Tokenizer['encode'] = (text, { add_special_tokens: special } = { add_special_tokens: true }) => {
    const ids = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
    return special ? [1, ...ids, ...ends] : ids;
  };
  const call = (text: string) => ({
    input_ids: { data: new BigInt64Array(encode(text).map(BigInt).slice(0, longest)) },
  });
  return Object.assign(call, { model_max_length: longest, encode });
}

const idsOf = (tokenizer: Tokenizer, text: string): number[] =>
  Array.from(keepEnds(tokenizer)(text, {}).input_ids.data, Number);

// A real classifier is run by checks/hf.
describe('a text too long for a classifier', () => {
  test('is cut before the tokens that end it', () => {
    expect(idsOf(letters(6), 'ABCDEFGH')).toEqual([1, 65, 66, 67, 2, 3]);
  });

  test('one that fits, just or easily, stays as it is', () => {
    expect(idsOf(letters(6), 'ABC')).toEqual([1, 65, 66, 67, 2, 3]);
    expect(idsOf(letters(6), 'AB')).toEqual([1, 65, 66, 2, 3]);
  });

  test('where nothing ends a text, nothing is added', () => {
    expect(idsOf(letters(4, []), 'ABCDEFGH')).toEqual([1, 65, 66, 67]);
  });
});

describe('a classifier in a folder', () => {
  test('is found from where the study is, and only where it has a configuration', () => {
    using folder = tempFolder();
    mkdirSync(folder.file('classifier'));
    mkdirSync(folder.file('empty'));
    folder.write('classifier/config.json', '{}');
    folder.write('empty/readme.txt', '');
    expect(modelFolder('classifier', folder.path)).toBe(folder.file('classifier'));
    expect(modelFolder('./classifier', folder.path)).toBe(folder.file('classifier'));
    expect(modelFolder('empty', folder.path)).toBeNull();
    expect(modelFolder('org/name', folder.path)).toBeNull();
  });

  test('has another version when its weights or its tokenizer change', async () => {
    using folder = tempFolder();
    mkdirSync(folder.file('classifier/onnx'), { recursive: true });
    const version = (): Promise<string> => folderVersion(folder.file('classifier'), { cacheDir: folder.file('cache') });
    const versions: string[] = [];
    for (const [file, text] of [
      ['config.json', '{}'],
      ['onnx/model.onnx', 'weights'],
      ['onnx/model.onnx', 'other weights'],
      ['tokenizer.json', '{"model": {}}'],
    ] as const) {
      folder.write(`classifier/${file}`, text);
      versions.push(await version());
    }
    folder.write('classifier/readme.md', 'not read');
    expect(new Set(versions)).toHaveLength(4);
    expect(await version()).toBe(versions.at(-1));
  });
});
