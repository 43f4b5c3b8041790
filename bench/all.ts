// The benchmarks of speed and memory, one after the other, in one table. --quick: smaller sizes and fewer rounds, three
// or four minutes in all; without it about half an hour.
//
//   node bench/all.ts [--quick]
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';

import { flightFigures } from './flight.ts';
import { harnessFigures } from './harness.ts';
import { millionFigures } from './million.ts';
import { startupFigures } from './startup.ts';
import { printFigures } from './support/figures.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const load = (): string => loadavg()[0]?.toFixed(1) ?? '?';

const before = load();
const figures = [
  ...(await startupFigures(values)),
  ...(await harnessFigures(values)),
  ...(await flightFigures(values)),
  ...(await millionFigures(values)),
];
printFigures(figures);
console.log(
  `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, ` +
    `${new Date().toISOString().slice(0, 10)}; load ${before} before, ${load()} after.`,
);
