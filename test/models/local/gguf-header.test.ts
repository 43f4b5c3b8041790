import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ExitpollError } from '../../../src/base/errors.ts';
import { readGgufHeader } from '../../../src/models/local/gguf-header.ts';
import { tempDir } from '../../download/temp-dir.ts';
import { ggufFile } from './gguf-file.ts';

const metadata = {
  'general.architecture': 'llama',
  'general.file_type': 15,
  'llama.context_length': 8192,
  'llama.block_count': 2,
  'llama.embedding_length': 64,
  'llama.attention.head_count': 4,
  'llama.attention.head_count_kv': 2,
  'tokenizer.ggml.tokens': ['a', 'b', '<|im_end|>'],
  'tokenizer.chat_template': '{{ messages }}',
};

async function headerOf(bytes: Buffer): Promise<ReturnType<typeof readGgufHeader>> {
  await using folder = await tempDir();
  const path = join(folder.path, 'model.gguf');
  await writeFile(path, bytes);
  return readGgufHeader(path);
}

describe('the head of a GGUF file', () => {
  test('tells architecture, context, quantisation, template and memory for a token', async () => {
    expect(await headerOf(ggufFile(metadata))).toMatchObject({
      architecture: 'llama',
      trainContextTokens: 8192,
      quantisation: 'Q4_K_M',
      chatTemplate: '{{ messages }}',
      // 2 layers, 2 heads of 16 numbers, keys and values, two bytes each.
      stateBytesPerToken: 2 * 2 * (16 + 16) * 2,
    });
  });

  test('is content with a file that says little', async () => {
    expect(await headerOf(ggufFile({}))).toMatchObject({
      architecture: null,
      trainContextTokens: null,
      quantisation: null,
      chatTemplate: null,
      stateBytesPerToken: null,
    });
  });

  test.each([
    ['a text file', Buffer.from('this is no model at all, just words'), 'it does not begin with "GGUF"'],
    ['an empty file', Buffer.alloc(0), 'it does not begin with "GGUF"'],
    ['an old version', ggufFile({}, { version: 1 }), 'version 1 is no longer read'],
    ['a big-endian file', ggufFile({}, { version: 0x03000000 }), 'big-endian'],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(headerOf(bytes)).rejects.toThrow(message);
    await expect(headerOf(bytes)).rejects.toMatchObject({ code: 'not-a-gguf' });
  });

  test('notices every cut, wherever it is', async () => {
    const bytes = ggufFile(metadata);
    for (let length = 24; length < bytes.length; length += 7) {
      await expect(headerOf(bytes.subarray(0, length))).rejects.toMatchObject({ code: 'damaged-gguf' });
    }
  });

  test('ends with a clear error, and soon, on any bytes behind the magic', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 20, maxLength: 300 }), async (bytes) => {
        const file = Buffer.concat([Buffer.from('GGUF\x03\x00\x00\x00', 'latin1'), bytes]);
        const outcome = await headerOf(file).catch((error: unknown) => error);
        expect(outcome instanceof ExitpollError || typeof outcome === 'object').toBe(true);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ExitpollError);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  test('names the file that is not there', () => {
    expect(() => readGgufHeader('/nowhere/model.gguf')).toThrow('/nowhere/model.gguf');
  });
});
