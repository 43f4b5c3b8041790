import { expect } from 'vitest';

import { percent, percentRange } from '../../src/report/format.ts';
import { studiedConversations } from '../audit/studied-conversations.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { expectAccessible } from './support/expectations.ts';
import { it } from './support/it.ts';
import { label } from './support/label.ts';

/** What `exitpoll audit status --json` says of conversations. */
interface Told {
  readonly conversations: {
    readonly sampled: number;
    readonly raters: readonly { readonly rater: string; readonly labelled: number }[];
    readonly corrected: readonly {
      readonly share: number;
      readonly corrected: number;
      readonly low: number;
      readonly high: number;
      readonly lowFixed: number;
      readonly highFixed: number;
      readonly by: string;
    }[];
  };
}

it('whole conversations are drawn, labelled and corrected to a share, and the command line says the same', async ({
  openPage,
}) => {
  using folder = tempFolder();
  const store = await studiedConversations(folder);
  const page = await openPage(store, '#/audit');
  await page.locator('.audit-draw').getByLabel('Read').selectOption('whole conversations');
  await page.getByLabel('Bails of each condition').fill('5');
  await page.getByLabel('Others of each condition').fill('4');
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
  await page.getByLabel('Your name as a rater').fill('ann');
  await page.getByRole('button', { name: 'Read and label' }).click();
  const progress = page.locator('.audit-progress');
  await progress.getByText(/ann: 0 of \d+ conversations labelled/).waitFor();
  await expectAccessible(page);
  const total = Number(/of (\d+)/.exec((await progress.textContent()) ?? '')?.[1]);
  // Five with a bail, four without, and as many without one that lack an answer.
  expect(total).toBeGreaterThan(9);
  for (let done = 0; done < total; done += 1) {
    await progress.getByText(`${done} of ${total} conversations labelled`).waitFor();
    await page.locator('.audit-exchange').waitFor();
    // The transcript is there, and what was counted at its turns.
    expect(await page.locator('.audit-exchange .turn[data-kind=reply]').count()).toBeGreaterThan(0);
    await label(page, ['1', '2', '5', '2'][done % 4] ?? '2');
  }
  await page.getByText('All are labelled.').waitFor();
  await page.keyboard.press('q');
  await page.getByRole('heading', { name: 'What the models meant' }).waitFor();

  const status = await runCli(['audit', 'status', '--store', store, '--json'], { cwd: folder.path });
  const { conversations } = JSON.parse(status.stdout) as Told;
  expect(conversations.raters).toMatchObject([{ rater: 'ann', labelled: total }]);
  const [first] = conversations.corrected;
  if (first === undefined) throw new Error('the command line tells no corrected share');
  expect(first.corrected).not.toBe(first.share);
  const table = page.getByRole('table', { name: 'Rates as counted' });
  expect(await table.locator('tbody tr').count()).toBe(conversations.corrected.length);
  const heads = await table.locator('thead th').allInnerTexts();
  const cells = await table.locator('tbody tr').first().locator('td, th').allInnerTexts();
  const shown = Object.fromEntries(heads.map((head, index) => [head.trim(), cells[index]?.trim()]));
  expect(shown).toMatchObject({
    Of: 'conversations',
    'Read by': 'people',
    'Counted, %': percent(first.share),
    'Corrected, %': percent(first.corrected),
    '95 %, situations like these': percentRange(first.low, first.high),
    '95 %, exactly these items': percentRange(first.lowFixed, first.highFixed),
  });
});
