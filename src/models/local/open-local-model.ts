import { basename } from 'node:path';

import { sha256 } from '../../base/hash.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { TextProbability } from '../../conversation/reply.ts';
import { fileSha256 } from '../../download/file-hash.ts';
import type { Progress } from '../../download/progress.ts';
import type { Model } from '../model.ts';
import { knownModelBySha256 } from './known-models.ts';
import { localSettings } from './local-settings.ts';
import { locateModel } from './locate-model.ts';
import { readGgufHeader } from './gguf-header.ts';
import type { LoadedInfo } from './protocol.ts';
import { WorkerProcess } from './worker-process.ts';

export interface LocalModelOptions {
  /** Where weights and their hashes are kept; the user's cache folder by default. */
  readonly cacheDir?: string;
  /** Told about downloads. */
  readonly progress?: Progress;
  /** Conversations worked on at once. With 1, equal seeds give equal bytes whatever was asked before. */
  readonly sequences?: number;
  /** Context window of each sequence, in tokens. */
  readonly contextTokens?: number;
  /** Processor threads; all cores but one by default. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** A model in the embedded llama.cpp, with what only it can do. */
export interface LocalModel extends Model {
  /** What was found in the file and its chat template. */
  readonly info: LoadedInfo & { readonly path: string; readonly sequences: number; readonly threads: number };
  /** The process the model runs in; `null` while none runs. */
  readonly processId: number | null;
  countPromptTokens(request: ModelRequest): Promise<number>;
  /** The prompt exactly as the model reads it. @throws ModelError when the template refuses the request. */
  renderPrompt(request: ModelRequest): Promise<string>;
  /**
   * How likely the model is to go on with each of the texts, after the request and the opening `prefill` of its
   * own reply. Whole texts are scored, at temperature 1, whatever the request's sampling says.
   *
   * @throws ModelError on any failure; the signal's reason when aborted.
   */
  nextTokenProbabilities(
    request: ModelRequest,
    options: { readonly prefill?: string; readonly texts: readonly string[]; readonly signal?: AbortSignal },
  ): Promise<readonly TextProbability[]>;
}

/**
 * Opens `local:<known name>` or `local:<path of a GGUF file>`, fetching the weights of a known name if need be.
 *
 * @throws ExitpollError when the name is unknown, no source has the weights, the file is no GGUF or is damaged,
 * node-llama-cpp is missing, or the file cannot be loaded.
 */
export async function openLocalModel(reference: string, options: LocalModelOptions = {}): Promise<LocalModel> {
  const located = await locateModel(reference, options);
  const { path } = located;
  const header = readGgufHeader(path);
  const hash = located.fileSha256 ?? (await fileSha256(path, options));
  const settings = localSettings(path, header, options);
  const worker = new WorkerProcess(settings);
  let info: LoadedInfo;
  try {
    info = await worker.load();
  } catch (thrown) {
    await worker.close();
    throw thrown;
  }
  return {
    identity: {
      protocol: 'local',
      name: knownModelBySha256(hash)?.name ?? basename(path).replace(/\.gguf$/i, ''),
      content: {
        gguf: hash,
        template: header.chatTemplate === null ? null : sha256(header.chatTemplate),
        quantisation: header.quantisation,
      },
    },
    traits: {
      tools: info.tools,
      contextTokens: settings.contextTokens,
      parallel: settings.sequences,
      prefill: true,
      readout: true,
      stopsEarly: true,
      drawsPerCall: 1,
      draws: 'together',
      simulated: false,
    },
    info: { ...info, path, sequences: settings.sequences, threads: settings.threads },
    get processId() {
      return worker.processId;
    },
    generate: (request, { seed, signal }) => worker.call({ call: 'generate', request, seed }, signal),
    countPromptTokens: (request) => worker.call({ call: 'count', request }),
    renderPrompt: (request) => worker.call({ call: 'render', request }),
    nextTokenProbabilities: (request, { prefill = '', texts, signal }) =>
      worker.call({ call: 'probabilities', request, prefill, texts }, signal),
    close: () => worker.close(),
  };
}
