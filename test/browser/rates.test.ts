import { text } from 'node:stream/consumers';

import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';

import { analyze } from '../../src/analysis/analyze.ts';
import type { ConditionResult } from '../../src/analysis/results.ts';
import { count, percent, percentRange } from '../../src/report/format.ts';
import { methodLabel, modelLabel } from '../../src/report/labels.ts';
import { openStore } from '../../src/store/store.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/expectations.ts';
import { exampleStore, it } from './support/it.ts';
import { settled } from './support/settled.ts';
import { tableRows } from './support/table-rows.ts';

async function exits(): Promise<readonly ConditionResult[]> {
  await using store = openStore(exampleStore, 'read');
  return (await analyze(store)).conditions.filter(({ method }) => method !== 'baseline');
}

async function textOfDownload(page: Page, button: string): Promise<string> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).first().click();
  return await text(await (await saved).createReadStream());
}

describe('the page of rates', () => {
  it('has in its table what the report’s JSON says of every condition', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/rates?which=all&dataset=starter&table=rates');
    await page.locator('.table-place table').waitFor();
    const rows = await tableRows(page);
    const own = (await exits()).filter(({ dataset }) => dataset === 'starter');
    expect(rows.length).toBe(own.length);
    const byId = new Map(rows.map((row) => [row['Condition'], row]));
    for (const condition of own) {
      const row = byId.get(condition.id);
      expect(row?.['Model']).toBe(modelLabel(condition));
      expect(row?.['Offered as']).toBe(methodLabel(condition));
      if (condition.unsupported !== null) {
        expect(row?.['Bail rate, %']).toContain('unsupported');
        continue;
      }
      expect(row?.['Bail rate, %']?.split(' ').at(-1)).toBe(percent(condition.rate));
      expect(row?.['95 %, situations like these']).toBe(percentRange(condition.low, condition.high));
      expect(row?.['95 %, exactly these items']).toBe(percentRange(condition.lowFixed, condition.highFixed));
      expect(row?.['No answer, %']).toBe(percent(condition.noAnswer));
      expect(row?.['Planned']).toBe(count(condition.planned));
      for (const [outcome, size] of Object.entries(condition.outcomes)) expect(row?.[outcome]).toBe(count(size));
    }
  });

  it('saves the same numbers unrounded as CSV, and the chart as an SVG that needs no page', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/rates?which=all');
    await page.locator('.chart-drawing svg').waitFor();
    const [head = '', ...records] = (await textOfDownload(page, 'CSV')).trimEnd().split('\r\n');
    const own = await exits();
    const places = new Map(head.split(',').map((name, index) => [name, index]));
    const cell = (record: string, name: string): string => record.split(',')[places.get(name) ?? -1] ?? '';
    expect(records.length).toBe(own.length);
    const first = own[0];
    const record = records.find((line) => line.endsWith(`,${first?.id}`)) ?? '';
    expect(Number(cell(record, 'rate'))).toBe(first?.rate);
    expect(Number(cell(record, 'high'))).toBe(first?.high);
    expect(Number(cell(record, 'n-bail'))).toBe(first?.outcomes.bail);
    const svg = await textOfDownload(page, 'SVG');
    expect(svg).toMatch(/^<\?xml [^>]*\?>\n<svg /);
    expect(svg).not.toMatch(/var\(--|currentColor|<script/);
  });

  it('goes from mark to mark by keys, says what each is, and leads to its trials', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/rates');
    await page.locator('.chart-drawing svg').waitFor();
    await page.locator('.chart-plane').focus();
    await page.keyboard.press('ArrowDown');
    const note = page.locator('.chart-note');
    const first = await note.innerText();
    expect(first).toContain('95 %, exactly these items');
    await page.keyboard.press('ArrowDown');
    expect(await note.innerText()).not.toBe(first);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    expect(await note.count()).toBe(0);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/trials\?/);
    const query = new URLSearchParams(page.url().split('?')[1]);
    expect((await exits()).map(({ id }) => id)).toContain(query.get('condition'));
    expect(query.get('outcome')).toBe('bail');
  });

  it('leads to the trials of the row that is clicked', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/rates');
    const row = page.locator('.hit_marks line').nth(2);
    await row.waitFor({ state: 'attached' });
    const box = await row.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 8);
    await page.locator('.chart-note').waitFor();
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForURL(/#\/trials\?/);
    expect(new URLSearchParams(page.url().split('?')[1]).get('condition')).not.toBeNull();
  });

  it('orders its rows as the address says, and comes back with it', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/rates?table=rates');
    const ratesOf = async (): Promise<readonly string[]> =>
      (await tableRows(page)).map((row) => row['Bail rate, %']?.split(' ').at(-1) ?? '');
    await page.getByRole('button', { name: 'Bail rate, %' }).click();
    const sorted = (await ratesOf()).map(Number).filter((rate) => !Number.isNaN(rate));
    expect(sorted).toEqual(sorted.toSorted((one, other) => other - one));
    expect(page.url()).toContain('sort=-rate');
    await page.reload();
    await settled(page);
    await page.locator('.table-place table').waitFor();
    expect((await ratesOf()).map(Number).filter((rate) => !Number.isNaN(rate))).toEqual(sorted);
  });

  it('holds a long table by what is in view, counting every row and reaching the last', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/rates?which=all&table=rates');
    const table = page.locator('.table-place table');
    await table.waitFor();
    const total = (await exits()).length;
    expect(await table.getAttribute('aria-rowcount')).toBe(String(total + 1));
    expect(await page.locator('.table-place tbody tr[data-index]').count()).toBeLessThan(total);
    await page.locator('.table-place').focus();
    const last = page.locator(`.table-place tr[aria-rowindex="${total + 1}"]`);
    // Heights become known as rows come into view, so that the end moves away at first.
    await expect.poll(async () => (await page.keyboard.press('End'), last.count()), { timeout: 20_000 }).toBe(1);
  });

  it('prints every row of a long table', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/rates?which=all&table=rates');
    await page.locator('.table-place table').waitFor();
    const total = (await exits()).length;
    expect(await page.locator('.table-place tbody tr[data-index]').count()).toBeLessThan(total);
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.locator('.table-place tbody tr[data-index]').count()).toBe(total);
    await page.emulateMedia({ media: 'screen' });
    await expect.poll(() => page.locator('.table-place tbody tr[data-index]').count()).toBeLessThan(total);
  });

  it('keeps its colours by name, so that a change of theme changes the drawing', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/rates');
    const dot = page.locator('.chart-drawing svg [fill^="var(--series-1"]').first();
    await dot.waitFor();
    const colourOf = (): Promise<string> =>
      page.evaluate<string>(
        `getComputedStyle(document.querySelector('.chart-drawing svg [fill^="var(--series-1"]')).fill`,
      );
    const light = await colourOf();
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await colourOf()).not.toBe(light);
  });

  it.for(['declared', 'differences', 'refusals', 'choices', 'more'])(
    'reads well where it shows %s, wide and narrow',
    async (show, { openPage }) => {
      for (const width of [1440, 360]) {
        const page = await openPage(exampleStore, `#/rates?show=${show}`, { width });
        await page.locator('main h2, main .note').first().waitFor();
        if (show === 'differences' || show === 'choices') await page.locator('.chart-drawing svg').first().waitFor();
        expect(await page.locator('[role=alert]').allTextContents()).toEqual([]);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    },
  );

  it('shows what was not answered, the baseline too, with what became of every trial', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/rates?measure=unanswered&which=all&dataset=starter&table=rates');
    await page.locator('.table-place table').waitFor();
    const rows = await tableRows(page);
    expect(rows.some((row) => row['Offered as'] === 'baseline')).toBe(true);
    await using store = openStore(exampleStore, 'read');
    const conditions = (await analyze(store)).conditions.filter(({ dataset }) => dataset === 'starter');
    const shares = rows.map((row) => row['Trials without an answer, %']?.split(' ').at(-1));
    expect(shares).toEqual(
      conditions.map(({ noAnswer, unsupported }) => (unsupported === null ? percent(noAnswer) : 'unsupported')),
    );
  });

  it.for(['no-refusal', 'refusal'])(
    'says what to do where nothing was scored for rates of %s',
    async (measure, { openPage }) => {
      const page = await openPage(exampleStore, `#/rates?measure=${measure}`);
      await page.getByText('exitpoll refusal').first().waitFor();
      await expectAccessible(page);
    },
  );

  it('keeps the axis of a long chart in view, where it is drawn too', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/rates?which=all&lines=own');
    const axis = page.locator('.chart-axis > div');
    await axis.waitFor();
    const places = (): Promise<readonly (readonly [string, number])[]> =>
      page.evaluate(`[...document.querySelectorAll('.chart-axis .center')].map((one) => {
        const { left, right } = one.getBoundingClientRect();
        return [one.textContent, Math.round((left + right) / 2)];
      })`);
    // Below the rows the same texts stand as the axis of the drawing: each right under that of the head.
    const drawn: readonly (readonly [string, number])[] = await page.evaluate(`
      [...document.querySelectorAll('.role-axis-label text')].map((one) => {
        const { left, right } = one.getBoundingClientRect();
        return [one.textContent, Math.round((left + right) / 2)];
      })`);
    const own = await places();
    expect(own.map(([tick]) => tick)).toEqual(drawn.map(([tick]) => tick));
    for (const [index, [, x]] of own.entries()) expect(Math.abs(x - (drawn[index]?.[1] ?? 0))).toBeLessThanOrEqual(1);
    await page.mouse.move(400, 400);
    await page.mouse.wheel(0, 1200);
    await expect.poll(async () => Math.round((await axis.boundingBox())?.y ?? -1)).toBe(0);
  });
});
