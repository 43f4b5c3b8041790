import { isUtf8 } from 'node:buffer';

import { ModelError } from '../model-error.ts';
import { nameOf, quoted, type Endpoint } from '../http/endpoint.ts';
import { readErrorBody, type ErrorBody } from '../http/error-body.ts';
import type { HttpAnswer } from '../http/exchange.ts';
import { failedAnswer, webPage, type FailedCall } from '../http/failed-answer.ts';
import { unlessTooDeep } from '../http/lenient.ts';
import { readReplies, type ReadReply } from './reply.ts';

/** Words a server ends a reply with when it gave up on it; what was written until then is no reply. */
const brokenOffWords = new Set(['abort', 'error', 'insufficient_system_resource']);

/** Whether a server says by this word that it gave up on its reply. */
export function isBrokenOff(finishRaw: string): boolean {
  return brokenOffWords.has(finishRaw);
}

/** The error of a reply the server gave up on. */
export function brokenOff(endpoint: Endpoint, finishRaw: string, status: number): ModelError {
  return new ModelError('overloaded', `${nameOf(endpoint)} broke its reply off ("${finishRaw}")`, { status });
}

/** What an answer says of itself when it is no completion; `null` when nothing can be read out of it. */
export function errorOf(answer: HttpAnswer): ErrorBody | null {
  return readErrorBody(parse(answer.body)) ?? plainText(answer, isWebPage(answer));
}

/**
 * The replies in an answer that came whole, at least one.
 *
 * @throws ModelError on everything that is neither a completion nor a reply withheld by a filter.
 */
export function readAnswer(answer: HttpAnswer, call: FailedCall): readonly ReadReply[] {
  const json = parse(answer.body);
  if (answer.status >= 200 && answer.status < 300 && json !== undefined) {
    const error = readErrorBody(json);
    if (error !== null) return withheld(answer, error, call);
    const replies = unlessTooDeep(
      () => readReplies(json),
      () => badReply(call.endpoint, answer, 'sent JSON that is nested too deeply for a reply'),
    );
    if (replies.length === 0)
      throw badReply(call.endpoint, answer, 'answered without a message', hintOf(call.endpoint));
    for (const { reply } of replies) {
      const { finishRaw } = reply;
      if (finishRaw !== null && isBrokenOff(finishRaw)) throw brokenOff(call.endpoint, finishRaw, answer.status);
    }
    return replies;
  }
  const page = isWebPage(answer);
  if (answer.status >= 300) {
    if (page && answer.status === 404) throw webPage(answer, call.endpoint);
    return withheld(answer, readErrorBody(json) ?? plainText(answer, page), call);
  }
  if (page) throw webPage(answer, call.endpoint);
  throw unreadable(answer, call.endpoint);
}

function withheld(answer: HttpAnswer, error: ErrorBody | null, call: FailedCall): readonly ReadReply[] {
  return [{ reply: failedAnswer(answer, error, call), tokens: null }];
}

/** `undefined` for what is not JSON in UTF-8. */
function parse(body: Buffer): unknown {
  if (body.length === 0 || !isUtf8(body)) return undefined;
  try {
    return JSON.parse(body.toString('utf8').replace(/^\ufeff/, '')) as unknown;
  } catch {
    return undefined;
  }
}

function unreadable(answer: HttpAnswer, endpoint: Endpoint): ModelError {
  const { body } = answer;
  if (body.length === 0) return badReply(endpoint, answer, 'answered with nothing');
  const encoding = answer.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    return badReply(endpoint, answer, `compressed its answer (${quoted(endpoint, encoding)}) without being asked to`);
  }
  if (!isUtf8(body)) return badReply(endpoint, answer, 'answered in bytes that are not UTF-8');
  const type = answer.headers['content-type']?.split(';')[0]?.trim() ?? 'no content type';
  if (type === 'text/event-stream') {
    const hint = 'Set stream: true of the model, if it streams always.';
    return badReply(endpoint, answer, 'streamed its answer, although asked not to', hint);
  }
  if (/^\s*[{[]/.test(body.toString('utf8', 0, 64))) {
    return badReply(endpoint, answer, `sent JSON that breaks off or is malformed (${body.length} bytes)`);
  }
  return badReply(endpoint, answer, `answered with ${quoted(endpoint, type)} instead of JSON`, hintOf(endpoint));
}

function badReply(endpoint: Endpoint, answer: HttpAnswer, what: string, hint?: string): ModelError {
  return new ModelError('bad-reply', `${nameOf(endpoint)} ${what}`, {
    status: answer.status,
    ...(hint === undefined ? {} : { hint }),
  });
}

function hintOf(endpoint: Endpoint): string {
  return `Is ${endpoint.url} the baseUrl of an OpenAI-compatible server? It should usually end in /v1.`;
}

function isWebPage(answer: HttpAnswer): boolean {
  const start = answer.body.toString('latin1', 0, 256);
  return (
    /^\s*(<!doctype html|<html|<head)/i.test(start) || answer.headers['content-type']?.startsWith('text/html') === true
  );
}

function plainText(answer: HttpAnswer, page: boolean): ErrorBody {
  return { message: page ? null : answer.body.toString('utf8', 0, 2000).trim() || null, codes: [], status: null };
}
