// The concurrency controller against an endpoint whose number of places it is not told: its throughput beside that of
// fixed numbers of calls, and how it follows when the places change. Prints tables in Markdown; under a minute.
//
//   node bench/concurrency.ts [--picture FILE.svg]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { openGate } from '../src/run/limits/gate.ts';
import { load, placesUsed, type Sample } from './concurrency/load.ts';
import { picture, type Course } from './concurrency/picture.ts';
import type { PlacesOrder } from './concurrency/places-server.ts';
import { usageFromHere } from './support/usage.ts';

const { values } = parseArgs({ options: { picture: { type: 'string' } } });

const places = 32;
const fixedLimits = [8, 16, 32, 48, 96, 256];
const [fixedMs, adaptiveMs, stageMs] = [2000, 8000, 8000];
const stages = [32, 96, 24];
const most = 1024;

// Both at once: each keeps the processor busy for a few percent of the time only.
const measured = await Promise.all([measure('queue'), measure('refuse')]);
for (const { lines } of measured) console.log(lines.join('\n'));
console.log(`\nentering and leaving an uncontended gate: ${(await enterMicroseconds()).toFixed(2)} µs of CPU`);
console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`);
if (values.picture !== undefined) await writeFile(values.picture, await picture(measured.map(({ course }) => course)));

async function measure(beyond: PlacesOrder['beyond']): Promise<{ lines: string[]; course: Course }> {
  const child = fork(fileURLToPath(new URL('concurrency/places-server.ts', import.meta.url)));
  const [origin] = (await once(child, 'message')) as [string];
  const set = (now: number): void => {
    child.send({ places: now, beyond } satisfies PlacesOrder);
  };
  set(places);
  await load(origin, { max: places, fixed: true }, 500);
  const lines = [
    `\n${places} places, the others ${beyond === 'queue' ? 'wait' : 'are refused (429)'}:\n`,
    '| calls in flight | places kept at work | refused |\n| --- | --- | --- |',
  ];
  let best = 0;
  for (const limit of fixedLimits) {
    const samples = await load(origin, { max: limit, fixed: true }, fixedMs);
    const own = placesUsed(samples, fixedMs / 4, fixedMs);
    best = Math.max(best, own);
    lines.push(`| ${limit} | ${own.toFixed(1)} | ${refusedShare(samples)} |`);
  }
  const samples = await load(origin, { max: most }, adaptiveMs);
  const found = placesUsed(samples, adaptiveMs / 2, adaptiveMs);
  lines.push(
    `| found out | ${found.toFixed(1)}, ${(found / best).toFixed(2)} of the best | ${refusedShare(samples)} |`,
    `\nfrom the start to nine tenths of the best: ${seconds(reaches(samples, 0, adaptiveMs, 0.9 * best))}`,
  );
  const changes = stages.slice(1).map((next, index) => ({ at: stageMs * (index + 1), run: () => set(next) }));
  const course = await load(origin, { max: most }, stageMs * stages.length, changes);
  child.disconnect();
  lines.push('\n| places become | nine tenths of them at work after | in the last half |\n| --- | --- | --- |');
  stages.forEach((now, index) => {
    const [from, until] = [stageMs * index, stageMs * (index + 1)];
    const after = reaches(course, from, until, 0.9 * now);
    const half = placesUsed(course, from + stageMs / 2, until) / now;
    lines.push(`| ${now} | ${seconds(after)} | ${half.toFixed(2)} |`);
  });
  return {
    lines,
    course: {
      title: beyond === 'queue' ? 'Calls beyond the places wait' : 'Calls beyond the places are refused (429)',
      samples: course,
      places: stages.map((now, index) => ({ at: stageMs * index, places: now })),
      durationMs: stageMs * stages.length,
    },
  };
}

function refusedShare(samples: readonly Sample[]): string {
  const last = samples.at(-1);
  const refused = last?.refused ?? 0;
  return `${((100 * refused) / Math.max(1, refused + (last?.answered ?? 0))).toFixed(1)} %`;
}

/** Milliseconds until so many places are at work over half a second; `null` when it does not. */
function reaches(samples: readonly Sample[], from: number, until: number, wanted: number): number | null {
  const hit = samples.find(({ at }) => at >= from + 500 && at <= until && placesUsed(samples, at - 500, at) >= wanted);
  return hit === undefined ? null : hit.at - from;
}

function seconds(ms: number | null): string {
  return ms === null ? 'not reached' : `${(ms / 1000).toFixed(1)} s`;
}

async function enterMicroseconds(): Promise<number> {
  const gate = openGate({ max: 64, fixed: true });
  const { signal } = new AbortController();
  const size = { promptTokens: 100, maxOutputTokens: 100 };
  const rounds = 300_000;
  let used = usageFromHere();
  for (let round = -rounds / 3; round < rounds; round += 1) {
    // The first third warms up.
    if (round === 0) used = usageFromHere();
    const admission = await gate.enter(size, signal);
    admission.leave({ kind: 'ok', usage: null });
  }
  return (used().cpuMs * 1000) / rounds;
}
