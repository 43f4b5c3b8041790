import type { Interruption } from './interruption.ts';
import { repeatsOf } from './interruption.ts';
import { recordedFailures, storeFacts, durableKeys } from './store-facts.ts';
import type { DisturbedEnd } from './run.ts';

/** One thing that must hold, with what was found. */
export interface Check {
  readonly what: string;
  readonly found: string;
  readonly holds: boolean;
}

export interface Verdict {
  readonly checks: readonly Check[];
  /** What happened, to be read beside the checks. */
  readonly lines: readonly string[];
}

/** Holds the store of the disturbed run against that of the undisturbed one, and against what the server saw. */
export function judge(
  files: { readonly whole: string; readonly disturbed: string },
  end: DisturbedEnd,
  expected: { readonly trials: number; readonly calls: number; readonly concurrency: number },
): Verdict {
  const whole = storeFacts(files.whole);
  const disturbed = storeFacts(files.disturbed);
  const stored = durableKeys(files.disturbed);
  const repeats = repeatsOf(end.seen, end.interruptions);
  const different = differences(whole.outcomes, disturbed.outcomes);
  const twice = [...stored.values()].filter((times) => times > 1).length;
  const lost = lossOf(end);
  const most = Math.max(0, ...end.interruptions.map(({ inFlight }) => inFlight.size));
  const checks: Check[] = [
    {
      what: 'trials, each with exactly one outcome',
      found: `${disturbed.trials} of ${expected.trials}, ${disturbed.notOneOutcome} with none or several, ${disturbed.errors} in error`,
      holds: disturbed.trials === expected.trials && disturbed.notOneOutcome === 0 && disturbed.errors === 0,
    },
    {
      what: 'integrity of the store',
      found: disturbed.damage.length === 0 ? 'ok' : disturbed.damage.join('; '),
      holds: disturbed.damage.length === 0,
    },
    {
      what: 'outcomes and replies equal to those of an undisturbed run',
      found: `${disturbed.outcomes.size - different.length} of ${whole.outcomes.size} equal${different
        .map((name) => `; differs: ${name}`)
        .slice(0, 3)
        .join('')}`,
      holds: different.length === 0 && whole.outcomes.size > 0,
    },
    {
      what: 'nothing twice in the store, nothing missing',
      found: `${stored.size} replies to ${expected.calls} requests, ${twice} twice`,
      holds: twice === 0 && stored.size === expected.calls,
    },
    {
      what: 'calls repeated, at most those in flight',
      found: `${repeats.calls} repeated, ${repeats.inFlight} in flight`,
      holds: repeats.calls <= repeats.inFlight,
    },
    {
      what: 'calls repeated whose reply was in the store',
      found: String(repeats.ofDurable),
      holds: repeats.ofDurable === 0,
    },
    {
      what: 'in flight at one moment, at most what --concurrency allows',
      found: `${most} of ${expected.concurrency}`,
      holds: most <= expected.concurrency,
    },
  ];
  if (lost !== null) {
    checks.push({
      what: 'replies lost at the full disk, all of them named',
      found: `${lost.lost} lost, ${lost.named} named`,
      holds: lost.lost <= lost.named,
    });
  }
  return { checks, lines: story(files.disturbed, end) };
}

/** Replies that were asked for again after the disk was full, and how many the client had said it would lose. */
function lossOf({ atFullDisk, interruptions, seen }: DisturbedEnd): { lost: number; named: number } | null {
  const full = interruptions.find(({ kind }) => kind === 'disk full');
  if (atFullDisk === null || full === undefined) return null;
  const named = /([\d,]+) replies that had come in could not be kept/.exec(atFullDisk.said.join(' '))?.[1] ?? '0';
  return { lost: lostAt(full, seen.entries.slice(full.received)), named: Number(named.replaceAll(',', '')) };
}

function lostAt({ inFlight }: Interruption, after: readonly { readonly key: string }[]): number {
  return new Set(after.map(({ key }) => key)).intersection(inFlight).size;
}

function differences(whole: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set([...whole.keys(), ...other.keys()]);
  return [...names].filter((name) => whole.get(name) !== other.get(name));
}

function story(file: string, { seen, restarts, interruptions, atFullDisk }: DisturbedEnd): readonly string[] {
  const kills = interruptions.filter(({ kind }) => kind === 'killed').length;
  const list = (counts: Iterable<readonly [string, number]>): string =>
    [...counts].map(([name, times]) => `${name} ${times}`).join(', ');
  return [
    `${seen.entries.length} requests received, at most ${seen.mostPending} at once; faults: ${list(Object.entries(seen.faults))}`,
    `failed calls on record: ${list(recordedFailures(file))}`,
    `killed ${kills} times; started again ${restarts} times after ending by itself`,
    ...(atFullDisk === null
      ? []
      : [
          `at the full disk (exit code ${atFullDisk.code}): ${atFullDisk.said.find((line) => line.includes('kept')) ?? atFullDisk.said.at(-1)}`,
        ]),
  ];
}
