import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { localSettings } from '../../../src/models/local/local-settings.ts';
import { openLocalModel } from '../../../src/models/local/open-local-model.ts';
import { tempDir } from '../../download/temp-dir.ts';
import { ggufFile } from './gguf-file.ts';

describe('opening what is no model', () => {
  test('a misspelt name is answered with the nearest', async () => {
    await expect(openLocalModel('local:smollm2-135m-instuct')).rejects.toMatchObject({
      code: 'unknown-model',
      message: 'no local model is called "smollm2-135m-instuct". Did you mean "smollm2-135m-instruct"?',
    });
  });

  test('a path that does not exist, or is a folder, is named', async () => {
    await using folder = await tempDir();
    await expect(openLocalModel(`local:${folder.path}/none.gguf`)).rejects.toThrow('none.gguf');
    await expect(openLocalModel(`local:${folder.path}`)).rejects.toThrow('is not a file');
  });

  test('a text file and a truncated model are refused before any process is started', async () => {
    await using folder = await tempDir();
    const text = join(folder.path, 'text.gguf');
    const cut = join(folder.path, 'cut.gguf');
    await writeFile(text, 'not a model, only words about one');
    await writeFile(cut, ggufFile({ 'general.architecture': 'llama' }).subarray(0, 150));
    await expect(openLocalModel(`local:${text}`)).rejects.toMatchObject({ code: 'not-a-gguf' });
    await expect(openLocalModel(`local:${cut}`)).rejects.toMatchObject({ code: 'damaged-gguf' });
  });

  test('a file that is whole but of an unknown kind ends in one clear line', async () => {
    await using folder = await tempDir();
    const path = join(folder.path, 'strange.gguf');
    await writeFile(path, ggufFile({ 'general.architecture': 'nonesuch', 'nonesuch.context_length': 128 }));
    await expect(openLocalModel(`local:${path}`, { cacheDir: folder.path })).rejects.toMatchObject({
      name: 'ExitpollError',
      code: 'model-refused',
      message: expect.stringMatching(/strange\.gguf.*nonesuch/) as string,
    });
  });

  test('a file that makes llama.cpp abort does not take this process along', async () => {
    await using folder = await tempDir();
    const path = join(folder.path, 'killer.gguf');
    const impossible = {
      'general.architecture': 'llama',
      'llama.context_length': 128,
      'llama.block_count': 2_000_000_000,
      'llama.embedding_length': 32,
      'llama.feed_forward_length': 32,
      'llama.attention.head_count': 1,
      'tokenizer.ggml.model': 'gpt2',
      'tokenizer.ggml.tokens': ['a', 'b'],
      'tokenizer.ggml.merges': ['a b'],
    };
    await writeFile(path, ggufFile(impossible));
    await expect(openLocalModel(`local:${path}`, { cacheDir: folder.path })).rejects.toMatchObject({
      name: 'ExitpollError',
      code: 'model-crashes',
      message: expect.stringContaining('killer.gguf') as string,
    });
  });
});

describe('settings', () => {
  const header = {
    architecture: 'llama',
    trainContextTokens: 8192,
    quantisation: null,
    chatTemplate: null,
    stateBytesPerToken: 23_040,
    sizeBytes: 1,
  };

  test('the context is no longer than the model was trained for, nor than memory allows', () => {
    expect(localSettings('m', header).contextTokens).toBe(4_096);
    expect(localSettings('m', { ...header, trainContextTokens: 1_024 }).contextTokens).toBe(1_024);
    const big = localSettings('m', { ...header, stateBytesPerToken: 500_000 }, { sequences: 4 });
    expect(big.contextTokens).toBeLessThan(1_000);
    expect(big.contextTokens).toBeGreaterThanOrEqual(512);
    expect(localSettings('m', header, { contextTokens: 300 }).contextTokens).toBe(300);
  });
});
