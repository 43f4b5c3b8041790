import type { Reply, Usage } from '../../conversation/reply.ts';
import { asRecord, asText } from '../http/lenient.ts';
import { isContent, readCalls, readContent, readFinish, readReasoning } from './reply-parts.ts';
import { readAlternatives, type TokenAlternatives } from './token-alternatives.ts';
import { readUsage, shareUsage } from './usage.ts';

/** A reply, and its tokens where log probabilities came with it. */
export interface ReadReply {
  readonly reply: Reply;
  readonly tokens: readonly TokenAlternatives[] | null;
}

/**
 * The replies out of the JSON of a chat completion, whichever server wrote it: what is missing is `null` or empty,
 * what has another shape is kept as its JSON. Empty when there is no message in it at all.
 */
export function readReplies(json: unknown): readonly ReadReply[] {
  const body = asRecord(json);
  const choices = body?.['choices'];
  if (body === null || !Array.isArray(choices)) return [];
  const usage = readUsage(body);
  const servedModel = asText(body['model']);
  const fingerprint = asText(body['system_fingerprint']);
  const read: ReadReply[] = [];
  for (const choice of choices as readonly unknown[]) {
    const record = asRecord(choice);
    const message = asRecord(record?.['message']);
    if (record === null || message === null || !isContent(message['content'])) continue;
    const { logprobs } = record;
    read.push({
      reply: readMessage(message, asText(record['finish_reason']), usage, servedModel, fingerprint),
      tokens: logprobs === undefined || logprobs === null ? null : readAlternatives(logprobs),
    });
  }
  return usage === null || read.length < 2 ? read : withShares(read, usage);
}

/** The replies with the usage of their one call shared out over them. */
export function withShares(read: readonly ReadReply[], usage: Usage): readonly ReadReply[] {
  const shares = shareUsage(
    usage,
    read.map(({ reply }) => lengthOf(reply)),
  );
  return read.map(({ reply, tokens }, index) => ({ reply: { ...reply, usage: shares[index] ?? null }, tokens }));
}

function lengthOf({ text, reasoning, toolCalls }: Reply): number {
  return (
    toolCalls.reduce((sum, call) => sum + call.name.length + call.arguments.length, 1) +
    text.length +
    (reasoning ?? '').length
  );
}

function readMessage(
  message: { readonly [key: string]: unknown },
  finishRaw: string | null,
  usage: Usage | null,
  servedModel: string | null,
  fingerprint: string | null,
): Reply {
  const parts = readContent(message['content']);
  return {
    text: parts.text === '' ? (asText(message['refusal']) ?? '') : parts.text,
    reasoning: readReasoning(message) ?? parts.reasoning,
    toolCalls: readCalls(message),
    finish: readFinish(finishRaw),
    finishRaw,
    usage,
    servedModel,
    fingerprint,
  };
}
