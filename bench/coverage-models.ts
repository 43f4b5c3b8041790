// Coverage of the intervals of docs/statistics-models.md by simulation with known truths: corrected rate, marginal
// effects, hazard and survival. Prints tables in Markdown; exits with 1 when an interval that claims 95 % holds less than
// 92.5 % (that claims it by a fallback: less than 95 %), less what chance explains. See also bench/stopping.ts.
//
//   node bench/coverage-models.ts [--replicates N] [--only corrected|effects|survival]
import { parseArgs } from 'node:util';

import { correctedCoverage, type CorrectedCell } from './coverage-models/corrected.ts';
import { effectsCoverage, type EffectsCell } from './coverage-models/effects.ts';
import { survivalCoverage, type SurvivalCell } from './coverage-models/survival.ts';
import { coverageOf, type Tally } from './coverage-models/tally.ts';

const { values } = parseArgs({
  options: { replicates: { type: 'string', default: '2000' }, only: { type: 'string' } },
});
const replicates = Number(values.replicates);
if (!Number.isInteger(replicates) || replicates < 1) throw new RangeError('--replicates wants a whole number from 1');

const corrected: CorrectedCell[] = [];
for (const rate of [0.02, 0.1, 0.5]) {
  for (const clusters of [30, 163]) {
    for (const [confirmed, missed, labelSpread] of [
      [1, 0, 0],
      [0.95, 0.01, 0],
      [0.8, 0.05, 0],
      [0.8, 0.05, 0.2],
    ] as const) {
      for (const labels of [40, 150]) {
        corrected.push({ rate, clusters, size: 10, confirmed, missed, spread: 0.1, labelSpread, labels });
      }
    }
  }
}

const effects: EffectsCell[] = [];
for (const clusters of [12, 24, 60, 162]) {
  for (const isPaired of [true, false]) {
    for (const [base, shared] of [
      [0, 0.3],
      [-1.5, 0.3],
      [-1.5, 0.7],
      [-4, 0.3],
    ] as const) {
      effects.push({ clusters, size: 4, base, first: [0.3, 0.6], second: 0.4, shared, isPaired });
    }
  }
}

const survival: SurvivalCell[] = [];
for (const hazard of [0.005, 0.05, 0.3]) {
  for (const clusters of [20, 60, 163]) {
    for (const [size, epochs] of [
      [1, 1],
      [4, 2],
    ] as const) {
      for (const spread of [0.05, 0.3]) survival.push({ hazard, spread, clusters, size, epochs, censoring: 0.2 });
    }
  }
}

/** Shown for comparison: no interval of ours. */
const comparedWith = new Set(['delta', 'powered']);

let failed = 0;
const started = performance.now();
print('corrected', corrected, correctedCoverage);
print('effects', effects, effectsCoverage);
print('survival', survival, survivalCoverage);
console.log(`\n${replicates} replicates each, ${Math.round((performance.now() - started) / 1000)} s.`);
process.exitCode = failed === 0 ? 0 : 1;

/** A row a setting: coverage in percent, the mean width in brackets, and ~ where it was mostly the fallback. */
function print<Cell extends object>(
  name: string,
  cells: readonly Cell[],
  simulate: (cell: Cell, replicates: number) => readonly Tally[],
): void {
  if (values.only !== undefined && values.only !== name) return;
  for (const [index, cell] of cells.entries()) {
    const tallies = simulate(cell, replicates);
    if (index === 0) {
      const titles = [...Object.keys(cell), ...tallies.map((tally) => tally.name)];
      console.log(`\n### ${name}\n\n| ${titles.join(' | ')} |\n|${'---:|'.repeat(titles.length)}`);
    }
    console.log(`| ${[...Object.values(cell).map(String), ...tallies.map(mark)].join(' | ')} |`);
  }
}

function mark(tally: Tally): string {
  const share = coverageOf(tally);
  const isFallback = tally.tooFew > tally.replicates / 2;
  const wanted = isFallback ? 0.95 : 0.925;
  const isMiss =
    !comparedWith.has(tally.name) && share < wanted - 3 * Math.sqrt((wanted * (1 - wanted)) / tally.replicates);
  if (isMiss) failed += 1;
  const width = (tally.width / tally.replicates).toFixed(3);
  return `${isFallback ? '~' : ''}${(100 * share).toFixed(1)} (${width})${isMiss ? ' ✗' : ''}`;
}
