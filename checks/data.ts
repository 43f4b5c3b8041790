/**
 * Checks the datasets that come with exitpoll: `file:line: what` for each mistake, exit code 1 when there is any.
 *
 *     npm run check:data                      all of them
 *     npm run check:data -- crisis neutral    these
 *     npm run check:data -- --write-cards     writes the counts into the data cards, then checks
 *     npm run check:data -- --root DIR        a folder with data/ and docs/datasets/ other than the checkout
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { writeCard } from './data/card.ts';
import { builtInSets, cardPlace, checkData } from './data/check-data.ts';
import { formatMistake } from './data/data-line.ts';
import { messageOf } from '../src/base/errors.ts';

process.exitCode = await main().catch((thrown: unknown) => {
  process.stderr.write(`${messageOf(thrown)}\n`);
  return 1;
});

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      root: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
      'write-cards': { type: 'boolean', default: false },
    },
  });
  const names = positionals.length === 0 ? builtInSets : positionals;
  let { sets, mistakes } = await checkData(values.root, names);
  if (values['write-cards']) {
    const written = sets.filter((set) => writeCard(set, cardPlace(values.root, set.name)));
    process.stdout.write(`counts written: ${written.map(({ name }) => name).join(', ') || 'none'}\n`);
    ({ sets, mistakes } = await checkData(values.root, names));
  }
  for (const mistake of mistakes) process.stderr.write(`${formatMistake(mistake)}\n`);
  const read = sets.map(({ name, items }) => `${name} ${items.length}`).join(', ');
  process.stdout.write(
    `data: ${read} items, ${mistakes.length === 0 ? 'no' : mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}\n`,
  );
  return mistakes.length === 0 ? 0 : 1;
}
