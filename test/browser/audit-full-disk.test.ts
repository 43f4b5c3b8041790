import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect } from 'vitest';

import { mountSmallDisk, type SmallDisk } from '../../bench/chaos/small-disk.ts';
import { sampledLabels } from '../../src/store/labels.ts';
import { openStore } from '../../src/store/store.ts';
import { study, studiedAndDrawn } from '../audit/studied.ts';
import { damage } from '../support/store-facts.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { it } from './support/it.ts';
import { label } from './support/label.ts';

let folder: TempFolder;
let disk: SmallDisk | null;
let store: string;

/** A store with a sample of six trials, on a disk of its own. */
beforeEach(async () => {
  folder = tempFolder();
  const made = await studiedAndDrawn(folder, 3, 3);
  disk = mountSmallDisk(folder.file('disk'), 2 ** 26);
  store = join(folder.file('disk'), 'store.sqlite');
  copyFileSync(made, store);
});
afterEach(() => {
  disk?.[Symbol.dispose]();
  folder[Symbol.dispose]();
});

const stored = async () => {
  await using opened = openStore(store, 'read');
  return sampledLabels(opened, study.name).map((one) => ({ label: one.label, note: one.note }));
};

it('a label for which the disk has no room is not shown as stored, and can be given once there is some', async ({
  openPage,
  skip,
}) => {
  skip(disk === null, 'this process may not mount a small file system: it takes root');
  const page = await openPage(store, '#/audit/read?rater=ann', { expectedErrors: /400/ });
  const progress = page.locator('.audit-progress');
  await progress.getByText('0 of 6 trials labelled').waitFor();
  await label(page, '1');
  await progress.getByText('1 of 6 trials labelled').waitFor();
  const heading = await page.locator('.audit-exchange h2').textContent();
  await page.getByLabel('Note').fill('worth keeping');
  await page.getByLabel('Note').press('Enter');

  disk?.fill();
  for (const key of ['5', '2']) {
    await page.keyboard.press(key);
    const problem = page.getByRole('alert').filter({ hasText: 'Not stored' });
    await problem.getByText('no room left to write the store').waitFor();
    await problem.getByText('Free some space, and press the key again. Labels given before are kept.').waitFor();
    expect(await page.locator('.audit-exchange h2').textContent()).toBe(heading);
    expect(await page.getByLabel('Note').inputValue()).toBe('worth keeping');
    await progress.getByText('1 of 6 trials labelled').waitFor();
    expect(await stored()).toEqual([{ label: 'leaves', note: null }]);
  }
  // Nor can the label before be taken back, and it stays in sight.
  await page.keyboard.press('u');
  await page.getByRole('alert').filter({ hasText: 'no room left' }).waitFor();
  await progress.getByText('1 of 6 trials labelled').waitFor();

  disk?.free();
  await label(page, '5');
  expect(await page.getByRole('alert').count()).toBe(0);
  for (let done = 2; done < 6; done += 1) {
    await progress.getByText(`${done} of 6 trials labelled`).waitFor();
    await page.locator('.audit-exchange').waitFor();
    await label(page, '2');
  }
  await page.getByText('All are labelled.').waitFor();
  const rest = Array.from({ length: 4 }, () => ({ label: 'stays', note: null }));
  expect(await stored()).toEqual(
    expect.arrayContaining([{ label: 'leaves', note: null }, { label: 'echo', note: 'worth keeping' }, ...rest]),
  );
  expect(await stored()).toHaveLength(6);
  expect(await damage(store)).toEqual([]);
});
