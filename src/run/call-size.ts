import type { ToolSpec } from '../conversation/messages.ts';
import type { ModelRequest } from '../conversation/request.ts';
import type { CallSize } from './limits/limits.ts';

/** Fewer than any language takes on average, so that an estimate is rather too large: English has about 4.2. */
const bytesPerToken = 3;
/** What a chat template puts around a turn. */
const tokensPerTurn = 8;

/** What a call for so many draws may take at most, estimated from its texts. */
export function callSize(request: ModelRequest, draws: number): CallSize {
  let bytes = bytesOf(request.system) + bytesOf(request.instructions) + bytesOf(request.prefill);
  for (const message of request.messages) bytes += Buffer.byteLength(message.text);
  if (request.tools.length > 0) bytes += toolBytes(request.tools);
  const calls = readoutCalls(request.readout);
  return {
    promptTokens: calls * (Math.ceil(bytes / bytesPerToken) + tokensPerTurn * (request.messages.length + 1)),
    maxOutputTokens: calls * draws * request.sampling.maxTokens,
  };
}

/** A readout may follow its texts token by token, and send the whole prompt for each. */
function readoutCalls(texts: ModelRequest['readout']): number {
  return texts === undefined ? 1 : texts.reduce((sum, text) => sum + Math.ceil(bytesOf(text) / bytesPerToken), 1);
}

function bytesOf(text: string | null | undefined): number {
  return text === null || text === undefined ? 0 : Buffer.byteLength(text);
}

// All requests of an arm offer the same array of tools.
const known = new WeakMap<readonly ToolSpec[], number>();

function toolBytes(tools: readonly ToolSpec[]): number {
  let bytes = known.get(tools);
  if (bytes === undefined) known.set(tools, (bytes = Buffer.byteLength(JSON.stringify(tools))));
  return bytes;
}
