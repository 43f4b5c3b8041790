import { describe, expect, test } from 'vitest';

import { openGate, type GateOptions } from '../../../src/run/limits/gate.ts';
import type { Admission, CallEnd, Gate } from '../../../src/run/limits/limits.ts';

const size = { promptTokens: 100, maxOutputTokens: 100 };
const ok: CallEnd = { kind: 'ok', usage: { promptTokens: 100, completionTokens: 10 } };
const open = new AbortController().signal;

/** A gate whose time only the test moves on, and those who have been let through so far. */
function gateInTime(options: Omit<GateOptions, 'clock' | 'after'>) {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const gate = openGate({
    ...options,
    clock: { now: () => now },
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  });
  return {
    gate,
    timers: () => timers.length,
    wait: async (ms: number) => {
      const until = now + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
        if (next === undefined) break;
        timers = timers.filter((other) => other !== next);
        now = next.at;
        next.run();
      }
      now = until;
      await settled();
    },
  };
}

/** Lets what is resolved run on. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Asks so many times. @returns who was let through, in that order. */
function ask(gate: Gate, count: number): { in: Admission[]; order: number[] } {
  const result = { in: [] as Admission[], order: [] as number[] };
  for (let index = 0; index < count; index += 1) {
    const enter = async (): Promise<void> => {
      result.in.push(await gate.enter(size, open));
      result.order.push(index);
    };
    void enter();
  }
  return result;
}

describe('a gate', () => {
  test('lets as many through as the limit says, in the order of asking', async () => {
    const gate = openGate({ max: 3, fixed: true });
    const calls = ask(gate, 6);
    await settled();
    expect(calls.order).toEqual([0, 1, 2]);
    expect(gate.state).toEqual({ limit: 3, inFlight: 3, waiting: 3, pausedUntil: null });
    calls.in[1]?.leave(ok);
    calls.in[2]?.leave({ kind: 'failed' });
    await settled();
    expect(calls.order).toEqual([0, 1, 2, 3, 4]);
    for (let index = 0; index < 6; index += 1) {
      calls.in[index]?.leave(ok);
      await settled();
    }
    expect(gate.state).toEqual({ limit: 3, inFlight: 0, waiting: 0, pausedUntil: null });
  });

  test('counts a call once, however often it leaves', async () => {
    const gate = openGate({ max: 2, fixed: true });
    const admission = await gate.enter(size, open);
    await gate.enter(size, open);
    admission.leave(ok);
    admission.leave(ok);
    expect(gate.state.inFlight).toBe(1);
  });

  test('lets go of who is aborted while waiting, and nobody behind waits for it', async () => {
    const gate = openGate({ max: 1, fixed: true });
    const first = await gate.enter(size, open);
    const abort = new AbortController();
    const given = gate.enter(size, abort.signal);
    const behind = ask(gate, 1);
    abort.abort(new Error('no longer'));
    await expect(given).rejects.toThrow('no longer');
    await expect(gate.enter(size, abort.signal)).rejects.toThrow('no longer');
    first.leave(ok);
    await settled();
    expect(behind.order).toEqual([0]);
  });

  test('keeps everybody out for as long as the endpoint asks, then goes on by itself', async () => {
    const { gate, wait, timers } = gateInTime({ max: 4, fixed: true });
    const calls = ask(gate, 5);
    await settled();
    calls.in[0]?.leave({ kind: 'slow-down', retryAfterMs: 5000 });
    calls.in[1]?.leave(ok);
    await wait(4999);
    expect(calls.order).toEqual([0, 1, 2, 3]);
    expect(gate.state.pausedUntil).toBe(5000);
    expect(timers()).toBe(1);
    await wait(1);
    expect(calls.order).toEqual([0, 1, 2, 3, 4]);
    expect(gate.state.pausedUntil).toBeNull();
    expect(timers()).toBe(0);
  });

  test('tells of every change of the limit', async () => {
    const { gate, wait } = gateInTime({ max: 100 });
    const heard: number[] = [];
    gate.onLimit((limit) => heard.push(limit));
    const start = gate.state.limit;
    for (let round = 0; round < 100; round += 1) {
      const calls = ask(gate, gate.state.limit);
      await wait(1000);
      for (const admission of calls.in) admission.leave(ok);
    }
    expect(heard.length).toBeGreaterThan(1);
    expect(heard.at(-1)).toBe(gate.state.limit);
    expect(gate.state.limit).toBeGreaterThan(start);
  });

  test('keeps to requests a minute', async () => {
    const { gate, wait } = gateInTime({ max: 100, fixed: true, requestsPerMinute: 10 });
    const calls = ask(gate, 25);
    await wait(59_999);
    expect(calls.in).toHaveLength(10);
    await wait(1);
    expect(calls.in).toHaveLength(20);
    expect(gate.state.pausedUntil).toBe(120_000);
    await wait(60_000);
    expect(calls.in).toHaveLength(25);
  });

  test('keeps to tokens a minute, and gives back what a reply did not take', async () => {
    const { gate, wait } = gateInTime({ max: 100, fixed: true, tokensPerMinute: 1000 });
    const calls = ask(gate, 8);
    await wait(0);
    expect(calls.in).toHaveLength(5);
    for (const admission of calls.in.slice(0, 4)) admission.leave(ok);
    await settled();
    // Four at 110 and the fifth at 200: room for one more at 200.
    expect(calls.in).toHaveLength(6);
    await wait(60_000);
    expect(calls.in).toHaveLength(8);
  });

  test('refuses a limit of nothing', () => {
    expect(() => openGate({ max: 0 })).toThrow(RangeError);
  });

  test('has thousands waiting on one signal without trouble', async () => {
    const gate = openGate({ max: 1000, fixed: true });
    const calls = ask(gate, 10_000);
    for (let left = 0; left < 10_000; left += 1) {
      if (calls.in[left] === undefined) await settled();
      calls.in[left]?.leave(ok);
    }
    await settled();
    expect(calls.in).toHaveLength(10_000);
    expect(calls.order).toEqual([...Array(10_000).keys()]);
    expect(gate.state.inFlight).toBe(0);
  });
});
