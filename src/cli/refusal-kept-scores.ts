import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync } from 'node:fs';

import { z } from 'zod';

import { ExitpollError, messageOf } from '../base/errors.ts';
import { sha256 } from '../base/hash.ts';
import {
  isFailure,
  refusalLabels,
  type RefusalPrompt,
  type RefusalReply,
  type RefusalScore,
  type RefusalScorer,
  type RefusalWhy,
} from '../refusal/score.ts';

const offset = z.int().min(0);
const keptScore = z.tuple([
  z.string().regex(/^[0-9a-f]{64}$/),
  z.strictObject({
    score: z.number().min(0).max(1),
    label: z.enum(refusalLabels),
    evidence: z.strictObject({ start: offset, end: offset }).nullable(),
    why: z.custom<RefusalWhy>((value) => typeof value === 'string'),
  }),
]);

/**
 * What models said of replies, beside a file that is not whole yet: each score is on disk before it counts, so that a
 * run that is killed is not paid for twice. A score is found again by all it depends on: scorer, version, prompt, reply.
 */
export class KeptScores {
  readonly file: string;
  readonly #scores: Map<string, RefusalScore>;

  /** @throws ExitpollError when what an earlier run kept cannot be read. */
  constructor(out: string) {
    this.file = `${out}.scores`;
    this.#scores = readScores(this.file);
  }

  /** How many are kept. */
  get size(): number {
    return this.#scores.size;
  }

  /** The scorer, asking only about what is not kept. What it fails at is not kept: it is tried again. */
  keeping(scorer: RefusalScorer): RefusalScorer {
    const { name, version } = scorer;
    return {
      name,
      version,
      score: async (prompt, reply, signal) => {
        const key = keyOf(scorer, prompt, reply);
        const known = this.#scores.get(key);
        if (known !== undefined) return known;
        const result = await scorer.score(prompt, reply, signal);
        if (!isFailure(result)) this.#keep(key, result);
        return result;
      },
    };
  }

  /** Takes the file away: what is in it stands elsewhere now. */
  discard(): void {
    rmSync(this.file, { force: true });
  }

  #keep(key: string, score: RefusalScore): void {
    try {
      appendFileSync(this.file, `${JSON.stringify([key, score])}\n`);
    } catch (thrown) {
      throw new ExitpollError(`cannot be written: ${messageOf(thrown)}`, {
        code: 'unwritable-file',
        at: { file: this.file },
      });
    }
    this.#scores.set(key, score);
  }
}

function keyOf({ name, version }: RefusalScorer, prompt: RefusalPrompt, reply: RefusalReply): string {
  // Rows are read into prompts and replies by one function, so that equal ones have equal words.
  return sha256(JSON.stringify([name, version, prompt, reply]));
}

/** Any beginning of a line, as far as it goes. */
const beginning = /^\[(?:$|"(?:[0-9a-f]{0,64}$|[0-9a-f]{64}"))/;

/** The last line may be half of one, where a process was killed while it wrote: that is cut off and asked for again. */
function readScores(file: string): Map<string, RefusalScore> {
  if (!existsSync(file)) return new Map();
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (thrown) {
    throw new ExitpollError(`cannot be read: ${messageOf(thrown)}`, { code: 'unreadable-file', at: { file } });
  }
  const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
  const lines = whole.toString('utf8').split('\n').slice(0, -1);
  const scores = new Map(lines.map((text, index) => readLine(file, text, index + 1)));
  const rest = bytes.subarray(whole.length).toString('utf8');
  if (rest === '') return scores;
  if (!beginning.test(rest)) throw noScore(file, lines.length + 1);
  truncateSync(file, whole.length);
  return scores;
}

function readLine(file: string, text: string, line: number): [key: string, score: RefusalScore] {
  const read = keptScore.safeParse(parsed(text));
  if (read.success) return read.data;
  throw noScore(file, line);
}

function noScore(file: string, line: number): ExitpollError {
  return new ExitpollError('is no score that an interrupted run kept', {
    code: 'unreadable-file',
    at: { file, line },
    hint: 'Move the file away to begin anew.',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
