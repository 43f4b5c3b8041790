import { isUtf8 } from 'node:buffer';

import type { Reply } from '../../conversation/reply.ts';
import { nameOf, quoted } from '../http/endpoint.ts';
import { readErrorBody } from '../http/error-body.ts';
import { unlessTooDeep } from '../http/lenient.ts';
import type { HttpAnswer } from '../http/exchange.ts';
import { ModelError } from '../model-error.ts';
import { failedAnswer, hintOf, statusOf, type FailedCall } from './failed-answer.ts';
import { readReply } from './reply.ts';

/**
 * The reply in a whole answer.
 *
 * @throws ModelError on everything that is neither a message nor one the provider withheld.
 */
export function readAnswer(answer: HttpAnswer, call: FailedCall): Reply {
  const json = parse(answer.body);
  const isPage = isWebPage(answer);
  if (answer.status >= 300) {
    const text = isPage ? null : answer.body.toString('utf8', 0, 2000).trim() || null;
    return failedAnswer(answer, readErrorBody(json) ?? { message: text, codes: [], status: null }, call);
  }
  if (json === undefined)
    throw isPage ? badReply(answer, call, 'answered with a web page', 'not-found') : unreadable(answer, call);
  const error = readErrorBody(json);
  if (error !== null) return failedAnswer({ status: statusOf(error), headers: answer.headers }, error, call);
  const reply = unlessTooDeep(
    () => readReply(json),
    () => badReply(answer, call, 'sent JSON that is nested too deeply for a reply'),
  );
  if (reply === null) throw badReply(answer, call, 'answered without a message');
  return reply;
}

/** `undefined` for what is not JSON in UTF-8. */
function parse(body: Buffer): unknown {
  if (body.length === 0 || !isUtf8(body)) return undefined;
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function unreadable(answer: HttpAnswer, call: FailedCall): ModelError {
  const { body } = answer;
  if (body.length === 0) return badReply(answer, call, 'answered with nothing');
  if (!isUtf8(body)) return badReply(answer, call, 'answered in bytes that are not UTF-8');
  if (/^\s*[{[]/.test(body.toString('utf8', 0, 64))) {
    return badReply(answer, call, `sent JSON that breaks off or is malformed (${body.length} bytes)`);
  }
  const type = answer.headers['content-type']?.split(';')[0]?.trim() ?? 'no content type';
  return badReply(answer, call, `answered with ${quoted(call.endpoint, type)} instead of JSON`);
}

function badReply(
  answer: HttpAnswer,
  { endpoint }: FailedCall,
  what: string,
  kind: 'bad-reply' | 'not-found' = 'bad-reply',
): ModelError {
  return new ModelError(kind, `${nameOf(endpoint)} ${what} (HTTP ${answer.status})`, {
    status: answer.status,
    hint: hintOf(endpoint),
  });
}

function isWebPage(answer: HttpAnswer): boolean {
  const start = answer.body.toString('latin1', 0, 256);
  return (
    /^\s*(<!doctype html|<html|<head)/i.test(start) || answer.headers['content-type']?.startsWith('text/html') === true
  );
}
