// A/A through the whole path: equal simulated respondents with strong clustering are run into a store and compared as
// `exitpoll compare` does. `bench/aa.ts` has the statistics alone, at more settings and ten times the replicates. Prints a
// table in Markdown; exits with 1 when a difference is found too often.
//
//   node bench/compare-aa.ts [--respondents N] [--quick]
import { parseArgs } from 'node:util';

import { isHonest } from './aa-cell.ts';
import { compareAa, type CompareAaCell, type Found } from './compare-aa-cell.ts';

const { values } = parseArgs({
  options: { respondents: { type: 'string', default: '200' }, quick: { type: 'boolean', default: false } },
});
const respondents = Number(values.respondents);
const settings: readonly Omit<CompareAaCell, 'respondents' | 'spread'>[] = [
  { rate: 0.3, clusters: 40, itemsEach: 2 },
  { rate: 0.5, clusters: 30, itemsEach: 3 },
  { rate: 0.15, clusters: 60, itemsEach: 1 },
];

console.log('| rate % | clusters | items each | paired, own chances | other items | any of six, by Holm |');
console.log('|---:|---:|---:|---:|---:|---:|');
let isFine = true;
for (const setting of values.quick ? settings.slice(0, 1) : settings) {
  const { paired, unpaired, groups, groupsWithFinding } = await compareAa({ ...setting, respondents, spread: 0.5 });
  const { rate, clusters, itemsEach } = setting;
  const family = `${percent(groupsWithFinding / groups)} (${groups})`;
  console.log(`| ${100 * rate} | ${clusters} | ${itemsEach} | ${text(paired)} | ${text(unpaired)} | ${family} |`);
  for (const one of [paired, unpaired]) {
    for (const count of [one.interval, one.permutation])
      isFine &&= isHonest(count / one.comparisons, one.comparisons, 2);
  }
  isFine &&= isHonest(groupsWithFinding / groups, groups, 2);
}
process.exitCode = isFine ? 0 : 1;

/** By permutation · by the interval (comparisons); in brackets where the interval mostly says that there is too little. */
function text({ comparisons, interval, permutation, tooFew }: Found): string {
  const ofInterval = percent(interval / comparisons);
  return `${percent(permutation / comparisons)} · ${tooFew > comparisons / 2 ? `[${ofInterval}]` : ofInterval} (${comparisons})`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
