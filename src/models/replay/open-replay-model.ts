import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';

import { checkValue } from '../../base/checked-file.ts';
import { ExitpollError, ExitpollErrors, messageOf } from '../../base/errors.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { Model, TrialContext } from '../model.ts';
import { unlessTooDeep } from '../http/lenient.ts';
import { ModelError } from '../model-error.ts';
import { unknownTraits } from '../traits.ts';
import { openLineFile, type FileLine, type LineFile } from './line-file.ts';
import { LineIndex } from './line-index.ts';
import { replayHeaderSchema, replayLineSchema, replyOf, type ReplayHeader, type ReplayLine } from './line-schema.ts';
import { keyOfLine, keysOfRequest } from './replay-key.ts';

/** A file of replies, as a model. */
export interface ReplayModel extends Model {
  /** How many replies the file holds, and how many of them were asked for since it was opened. */
  readonly tally: { readonly replies: number; readonly used: number };
}

export interface OpenReplayOptions {
  /** Where a relative path starts. */
  readonly baseDir: string;
  /** Told on closing how many replies nothing asked for, where any request was looked up. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

/** So many mistakes are shown before the rest of the file is left unread. */
const mostMistakes = 20;

/**
 * Opens `replay:FILE`: JSON Lines of replies that were produced elsewhere, `.gz` or plain. Every line is checked; the
 * texts stay in the file, 36 bytes a line in memory. The model is the content of the file, and the name its first line
 * may give.
 *
 * @throws ExitpollErrors with one error for every line that cannot be used, or that replies to what another line
 * already replies to, in other words.
 */
export async function openReplayModel(reference: string, options: OpenReplayOptions): Promise<ReplayModel> {
  const path = resolve(options.baseDir, reference.replace(/^replay:/, ''));
  const file = await openLineFile(path);
  try {
    const { header, index, hash, hasReadouts } = await readLines(file, path);
    await checkRepeated(file, path, index);
    return replayModel(file, basename(path), { header, index, hash, hasReadouts }, options.onNotice);
  } catch (error) {
    await file.close();
    throw error;
  }
}

interface Contents {
  readonly header: ReplayHeader | null;
  readonly index: LineIndex;
  readonly hash: string;
  readonly hasReadouts: boolean;
}

async function readLines(file: LineFile, path: string): Promise<Contents> {
  const digest = createHash('sha256');
  const index = new LineIndex();
  const mistakes: ExitpollError[] = [];
  let header: ReplayHeader | null = null;
  let hasReadouts = false;
  let isFirst = true;
  for await (const line of file.lines((bytes) => digest.update(bytes))) {
    try {
      const read = readLine(line, path, isFirst);
      if (read.kind === 'header') header = read.header;
      else {
        index.add(keyOfLine(read.line), line);
        hasReadouts ||= read.line.reply?.readout !== undefined;
      }
    } catch (error) {
      if (!(error instanceof ExitpollError)) throw error;
      mistakes.push(...(error instanceof ExitpollErrors ? error.errors : [error]));
      if (mistakes.length >= mostMistakes) break;
    }
    isFirst = false;
  }
  if (mistakes.length > 0) throw new ExitpollErrors(mistakes);
  if (index.count === 0) {
    throw new ExitpollError('holds no reply', { code: 'invalid-file', at: { file: path }, hint: pageHint });
  }
  return { header, index, hash: digest.digest('hex'), hasReadouts };
}

const pageHint = 'docs/models-replay.md shows what a line looks like.';

/** What a line has that is a reply, or says what it is one to. */
const replyFields = ['text', 'reply', 'item', 'requestHash'];

type ReadLine =
  | { readonly kind: 'header'; readonly header: ReplayHeader }
  | { readonly kind: 'reply'; readonly line: ReplayLine };

function readLine({ text, line }: Pick<FileLine, 'text' | 'line'>, path: string, mayBeHeader: boolean): ReadLine {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new ExitpollError(`is not JSON: ${terminalLine(messageOf(error), 120)}`, {
      code: 'invalid-file',
      at: { file: path, line },
      hint: pageHint,
    });
  }
  const at = (): { file: string; line: number } => ({ file: path, line });
  const tooDeep = (): Error =>
    new ExitpollError('is nested too deeply', { code: 'invalid-file', at: at(), hint: pageHint });
  const isHeader = mayBeHeader && isRecord(value) && 'model' in value && !replyFields.some((name) => name in value);
  return isHeader
    ? { kind: 'header', header: checkValue(replayHeaderSchema, value, at) }
    : { kind: 'reply', line: unlessTooDeep(() => checkValue(replayLineSchema, value, at), tooDeep) };
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A line that was sound when the file was opened. @throws ModelError when it no longer is. */
function readAgain(text: string, line: number, name: string): ReadLine {
  try {
    return readLine({ text, line }, name, false);
  } catch (error) {
    throw new ModelError('missing', `${name} was changed while it was being read (line ${line})`, {
      hint: 'Start again: a file with other content is another model.',
      cause: error,
    });
  }
}

/** Equal replies to one thing are one; different ones cannot both be right. */
async function checkRepeated(file: LineFile, path: string, index: LineIndex): Promise<void> {
  const mistakes: ExitpollError[] = [];
  for (const places of index.repeated()) {
    const first = new Map<string, { readonly line: number; readonly reply: string }>();
    for (const place of places) {
      const read = readLine({ text: await file.at(place), line: place.line }, path, false);
      if (read.kind === 'header') continue;
      const key = keyOfLine(read.line);
      const reply = JSON.stringify(replyOf(read.line));
      const before = first.get(key);
      if (before === undefined) first.set(key, { line: place.line, reply });
      else if (before.reply !== reply) {
        mistakes.push(
          new ExitpollError(`is another reply to what line ${before.line} replies to`, {
            code: 'invalid-file',
            at: { file: path, line: place.line },
            hint: 'Give every draw of its own an epoch of its own.',
          }),
        );
      }
    }
    if (mistakes.length >= mostMistakes) break;
  }
  if (mistakes.length > 0) {
    throw new ExitpollErrors(mistakes.toSorted((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0)));
  }
}

function replayModel(
  file: LineFile,
  name: string,
  { header, index, hash, hasReadouts }: Contents,
  onNotice: OpenReplayOptions['onNotice'],
): ReplayModel {
  const used = new Uint8Array(index.count);
  let usedCount = 0;
  let wasAsked = false;
  let closing: Promise<void> | null = null;
  const find = async (request: ModelRequest, context: TrialContext): Promise<ReplayLine | null> => {
    for (const key of keysOfRequest(request, context)) {
      for (const place of index.find(key)) {
        const read = readAgain(await file.at(place), place.line, name);
        if (read.kind !== 'reply' || keyOfLine(read.line) !== key) continue;
        usedCount += used[place.number] === 0 ? 1 : 0;
        used[place.number] = 1;
        return read.line;
      }
    }
    return null;
  };
  return {
    identity: { protocol: 'replay', name: header?.model ?? 'replay', content: { sha256: hash } },
    traits: { ...unknownTraits, tools: true, readout: hasReadouts, prefill: hasReadouts },
    get tally() {
      return { replies: index.count, used: usedCount };
    },
    generate: async (request, { context, signal }) => {
      signal.throwIfAborted();
      if (closing !== null) throw new Error(`the file of replies ${name} has been closed`);
      if (!hasReadouts && (request.readout ?? request.prefill) !== undefined) {
        throw new ModelError('unsupported-readout', `no reply in ${name} tells how likely a text is`);
      }
      wasAsked = true;
      const line = await find(request, context);
      signal.throwIfAborted();
      if (line === null) throw missing(name, context);
      const reply = replyOf(line);
      if (request.readout !== undefined && reply.readout === undefined) {
        throw new ModelError('missing', `the reply in ${name} for item ${itemOf(context)} has no readout`);
      }
      return reply;
    },
    close: () =>
      (closing ??= file.close().finally(() => {
        const left = index.count - usedCount;
        if (wasAsked && left > 0)
          onNotice?.(`${name}: ${left} of ${index.count} replies were not asked for by this run`);
      })),
  };
}

function itemOf({ itemName }: TrialContext): string {
  return JSON.stringify(terminalLine(itemName, 80));
}

function missing(name: string, context: TrialContext): ModelError {
  const { method, order, wording, leadIn, epoch, step, turn, earlierIn, historyAuthor, replyAuthor } = context;
  if (step === 'lead-in') {
    return new ModelError('missing', `no reply in ${name} for the lead-in ${JSON.stringify(leadIn)}`);
  }
  const isShared = step === 'reply' && method === 'bail-prompt';
  const parts = [
    isShared ? 'baseline' : method,
    ...(order === null || isShared ? [] : [order]),
    ...(wording === null || isShared ? [] : [`wording ${wording}`]),
    ...(leadIn === null ? [] : [`lead-in ${leadIn}`]),
    `epoch ${epoch}`,
    ...(step === 'answer' ? ['answer'] : []),
    ...(historyAuthor === undefined || earlierIn !== undefined ? [] : [`history by ${historyAuthor}`]),
    ...(replyAuthor === undefined ? [] : [`reply by ${replyAuthor}`]),
    ...(earlierIn === undefined ? [] : [`turn ${turn}`]),
  ];
  return new ModelError('missing', `no reply in ${name} for item ${itemOf(context)} (${parts.join(', ')})`, {
    hint: pageHint,
  });
}
