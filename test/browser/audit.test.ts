import { afterEach, beforeEach, describe, expect } from 'vitest';

import { percent } from '../../src/report/format.ts';
import { sampledLabels } from '../../src/store/labels.ts';
import { openStore } from '../../src/store/store.ts';
import { study, studied, studiedAndDrawn } from '../audit/studied.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/expectations.ts';
import { agreementRows, agreementText } from '../../src/audit/agreement-rows.ts';
import type { RaterAgreement } from '../../src/audit/agreement.ts';
import { exampleStore, it } from './support/it.ts';
import { label } from './support/label.ts';

let folder: TempFolder;

beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder[Symbol.dispose]());

const read = '#/audit/read?rater=ann';
const labelsOf = async (store: string) => {
  await using opened = openStore(store, 'read');
  return sampledLabels(opened, study.name);
};

describe('agreement of raters', () => {
  it('is the same in the page, in the terminal and in its JSON: alpha, and kappa of each two', async ({ openPage }) => {
    const told = async (...more: readonly string[]): Promise<string> => {
      const words = ['audit', 'status', '--store', exampleStore, ...more];
      // Wide enough for every column.
      return (await runCli(words, { cwd: folder.path, env: { COLUMNS: '160' } })).stdout;
    };
    const { agreement } = JSON.parse(await told('--json')) as { agreement: readonly RaterAgreement[] };
    const rows = agreement.flatMap(agreementRows);
    expect(new Set(rows.map(({ coefficient }) => coefficient))).toEqual(new Set(['alpha', 'kappa, Cohen’s']));
    const page = await openPage(exampleStore, '#/audit');
    const table = page.getByRole('table', { name: 'Agreement of raters' });
    await table.waitFor();
    const shown = await table.locator('tbody tr').allTextContents();
    const text = await told();
    expect(shown).toHaveLength(rows.length);
    for (const [index, { raters, coefficient, units, meaning, labels: own }] of rows.entries()) {
      const cells = [raters.join(', '), coefficient, String(units), agreementText(meaning), agreementText(own)];
      const line = text.split('\n').find((one) => one.includes(raters.join(', ')) && one.includes(coefficient)) ?? '';
      for (const cell of cells) {
        expect(shown[index]).toContain(cell);
        expect(line).toContain(cell);
      }
    }
  });
});

describe('an audit by keyboard', () => {
  it('goes from drawing a sample to the corrected rate, and the command line says the same', async ({ openPage }) => {
    const store = await studied(folder);
    const page = await openPage(store, '#/audit');
    await page.getByLabel('Bails of each condition').fill('6');
    await page.getByLabel('Others of each condition').fill('5');
    await page.getByRole('button', { name: 'Draw', exact: true }).click();
    await page.getByText('6 of ').waitFor();
    await page.getByLabel('Your name as a rater').fill('ann');
    await page.getByRole('button', { name: 'Read and label' }).click();
    await page.getByText('0 of 11 trials labelled').waitFor();
    await expectAccessible(page);
    for (let done = 0; done < 11; done += 1) {
      await page.getByText(`${done} of 11 trials labelled`).waitFor();
      await page.locator('.audit-exchange').waitFor();
      const isMarked = (await page.locator('mark.evidence').count()) > 0;
      await label(page, isMarked ? (done % 3 === 0 ? '3' : '1') : '2');
    }
    await page.getByText('All are labelled.').waitFor();
    await page.keyboard.press('q');
    await page.getByRole('heading', { name: 'What the models meant' }).waitFor();
    const told = await runCli(['audit', 'status', '--store', store, '--json'], { cwd: folder.path });
    const [corrected] = (JSON.parse(told.stdout) as { corrected: { rate: number; corrected: number; by: string }[] })
      .corrected;
    const cells = page.getByRole('table', { name: 'Rates as counted' }).locator('tbody tr').first().locator('td, th');
    const shown = await cells.allTextContents();
    expect(shown).toEqual(
      expect.arrayContaining([percent(corrected?.rate ?? null), percent(corrected?.corrected ?? null), 'people']),
    );
    await page.getByRole('figure').locator('svg').first().waitFor();
  });

  it('undo, a note, skipping and labelling again, all by key', async ({ openPage }) => {
    const store = await studiedAndDrawn(folder, 3, 3);
    const page = await openPage(store, read, { width: 360 });
    await expectNoSidewaysScroll(page);
    await page.keyboard.press('n');
    await page.keyboard.type('says 1 and q in the note');
    await page.keyboard.press('Enter');
    await label(page, '4');
    expect(await labelsOf(store)).toMatchObject([{ label: 'missing-information', note: 'says 1 and q in the note' }]);
    await page.keyboard.press('u');
    await page.getByText('was taken back').waitFor();
    expect(await labelsOf(store)).toEqual([]);
    await page.keyboard.press('s');
    await page.getByText('Left for later').waitFor();
    await label(page, '1');
    await page.getByText('Your labels so far').click();
    await page.locator('.audit-own a').first().click();
    await label(page, '2');
    expect(await labelsOf(store)).toMatchObject([{ label: 'stays', note: null }]);
  });

  it('two tabs of one rater lose no label: the later one is told what stands there', async ({ openPage }) => {
    const store = await studiedAndDrawn(folder, 3, 3);
    const [one, other] = [await openPage(store, read), await openPage(store, read)];
    await Promise.all([one.keyboard.press('1'), other.keyboard.press('2')]);
    await expect.poll(async () => (await labelsOf(store)).length).toBeGreaterThan(0);
    const told = async (): Promise<string> =>
      (await one.locator('.audit-said').textContent()) + ' ' + (await other.locator('.audit-said').textContent());
    await expect.poll(told).toMatch(/Trial \d+: .*|elsewhere meanwhile/);
    await expect.poll(async () => ((await told()).match(/Trial \d+/g) ?? []).length).toBe(2);
    const stored = await labelsOf(store);
    expect(stored.length === 2 || /elsewhere meanwhile/.test(await told())).toBe(true);
  });

  it('what cannot be stored is said, what was typed is kept, and the key works later', async ({ openPage }) => {
    const store = await studiedAndDrawn(folder, 3, 3);
    const page = await openPage(store, read, { expectedErrors: /400/ });
    await page.getByLabel('Note').fill('worth keeping');
    await page.getByLabel('Note').press('Enter');
    await using holder = openStore(store);
    holder.statements.get('BEGIN IMMEDIATE').run();
    await page.keyboard.press('5');
    await page.getByRole('alert').filter({ hasText: 'locked' }).waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('worth keeping');
    holder.statements.get('ROLLBACK').run();
    await label(page, '5');
    expect(await labelsOf(store)).toMatchObject([{ label: 'echo', note: 'worth keeping' }]);
  });
});
