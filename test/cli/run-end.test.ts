import { expect, test } from 'vitest';

import { ExitpollError } from '../../src/base/errors.ts';
import { commandLine, exitCodeOf, resultLines } from '../../src/cli/run-end.ts';
import type { RunResult } from '../../src/run/run-study.ts';

const nothing = { calls: 0, promptTokens: 0, completionTokens: 0, cachedTokens: 0, cost: 0 };
const noLimits = { cost: null, tokens: null, requests: null, minutes: null };

function result(rest: Partial<RunResult>, tallies: Partial<RunResult['tallies']> = {}): RunResult {
  return {
    ending: 'done',
    tallies: {
      planned: 10,
      before: 0,
      done: 10,
      bails: 0,
      errors: 0,
      calls: 10,
      errorsByKind: {},
      spent: nothing,
      spentOnFailed: nothing,
      perSecond: null,
      models: [],
      stoppedBy: null,
      stopping: null,
      ...tallies,
    },
    failures: [],
    stoppedModels: [],
    stoppedBy: null,
    storeFailure: null,
    errors: 0,
    pending: 0,
    ...rest,
  };
}

test('what was spent is told with its part on failed calls, and with what came from a cache', () => {
  const spent = { calls: 1_200, promptTokens: 90_000, completionTokens: 4_000, cachedTokens: 60_000, cost: 4.984 };
  const failed = { calls: 12, promptTokens: 3_000, completionTokens: 0, cachedTokens: 0, cost: 0.0031 };
  expect(resultLines(result({}, { spent, spentOnFailed: failed }), noLimits, '')).toEqual([
    'Spent: 1,200 calls, 90,000 prompt tokens, 60,000 of these from a cache, 4,000 written, $4.98; ' +
      'of it 12 failed calls, 3,000 tokens, $0.0031',
  ]);
});

test('tokens that no reply told are not said to be none', () => {
  const lines = (spent: typeof nothing, failed = nothing): readonly string[] =>
    resultLines(result({}, { spent, spentOnFailed: failed }), noLimits, '');
  expect(lines({ ...nothing, calls: 2 })).toEqual(['Spent: 2 calls, tokens not told']);
  const failed = { ...nothing, calls: 1 };
  expect(lines(failed, failed)).toEqual(['Spent: 1 call, 0 prompt tokens, 0 written; of it 1 failed call, 0 tokens']);
});

test('a limit that not one call fits into is not said to lead on', () => {
  const last = (calls: number): string | undefined =>
    resultLines(
      result({ ending: 'stopped', pending: 2 }, { stoppedBy: 'max-tokens', spent: { ...nothing, calls } }),
      { ...noLimits, tokens: 100 },
      'exitpoll run x',
    ).at(-1);
  expect(last(3)).toBe('2 trials left. To go on, with the same limits anew: exitpoll run x');
  expect(last(0)).toMatch(/^2 trials left\. Not even one call fits into this limit: raise it/);
});

test('each limit is named as it was given', () => {
  const budget = { cost: 5, tokens: 2_000_000, requests: 10_000, minutes: 0.5 };
  const said = (['max-cost', 'max-tokens', 'max-requests', 'max-minutes'] as const).map(
    (stoppedBy) => resultLines(result({ ending: 'stopped', pending: 1 }, { stoppedBy }), budget, 'exitpoll run x')[0],
  );
  expect(said.map((line) => line?.split(':')[0])).toEqual([
    'Stopped by --max-cost $5.00',
    'Stopped by --max-tokens 2,000,000',
    'Stopped by --max-requests 10,000',
    'Stopped by --max-minutes 0.5',
  ]);
});

test('the exit code tells what is left to do', () => {
  expect(exitCodeOf(result({}), 'x.sqlite')).toBe(0);
  expect(exitCodeOf(result({ errors: 2 }), 'x.sqlite')).toBe(2);
  expect(exitCodeOf(result({ ending: 'stopped', pending: 3 }), 'x.sqlite')).toBe(1);
  expect(exitCodeOf(result({ ending: 'interrupted', pending: 3 }), 'x.sqlite')).toBe(130);
  const stoppedModels = [{ model: 'm', message: 'wrong key', hint: null }];
  expect(exitCodeOf(result({ stoppedModels, pending: 3 }), 'x.sqlite')).toBe(1);
});

test('a full disk names where replies are, and what was lost', () => {
  const error = new ExitpollError('the disk is full', { code: 'store-full' });
  const told = (lost: number, ...spilled: readonly { file: string; replies: number }[]): ExitpollError => {
    try {
      exitCodeOf(result({ storeFailure: { error, lost, spilled } }), 'x.sqlite');
    } catch (thrown) {
      return thrown as ExitpollError;
    }
    throw new Error('expected an error');
  };
  expect(told(0).message).toBe('the disk is full; every reply that came in is kept');
  expect(told(0, { file: '/spare/x.jsonl', replies: 40 })).toMatchObject({
    code: 'store-full',
    message: 'the disk is full; every reply that came in is kept, 40 of them in /spare/x.jsonl',
    hint: 'Make room for x.sqlite and run the same command again: it goes on where it was and reads that file in first.',
  });
  expect(told(2, { file: '/spare/x.jsonl', replies: 40 }).message).toBe(
    'the disk is full; 2 replies that had come in could not be kept, 40 others are in /spare/x.jsonl',
  );
  const two = told(0, { file: '/spare/x.jsonl', replies: 40 }, { file: '/tmp/y.jsonl', replies: 3 });
  expect(two.message).toContain('40 of them in /spare/x.jsonl, 3 of them in /tmp/y.jsonl');
  expect(two.hint).toContain('reads those files in first');
});

test('a command is written as a shell takes it', () => {
  expect(commandLine(['exitpoll', 'run', 'a b.yaml', '--store', "it's; rm -rf $HOME"])).toBe(
    "exitpoll run 'a b.yaml' --store 'it'\\''s; rm -rf $HOME'",
  );
});
