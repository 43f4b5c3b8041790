import { describe, expect } from 'vitest';

import { expectAccessible, expectNoSidewaysScroll } from './support/expectations.ts';
import { exampleStore, it } from './support/it.ts';
import { settled } from './support/settled.ts';

describe('over a conversation', () => {
  it('finds a conversation by name, and shows how each of its turns ended, down to the trial', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/conversations');
    await page.getByLabel('Search by name').fill('kettle');
    await expect.poll(() => page.locator('tbody a').count()).toBe(1);
    await page.locator('tbody a').click();
    const one = page.getByRole('region', { name: 'One conversation' });
    await one.getByRole('heading', { name: 'kettle' }).waitFor();
    expect(await one.locator('.turns > li').count()).toBe(3);
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 800 });
    // Charts are drawn anew for the width.
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await expectNoSidewaysScroll(page);
    await one.locator('.ends a').first().click();
    await expect.poll(() => page.url()).toContain('#/trial/');
  });

  it('shows the curves that are chosen, and brings them back', async ({ openPage }) => {
    const page = await openPage(exampleStore, '#/conversations');
    await page.getByLabel('First exits').check();
    expect(page.url()).toContain('curve=hazard');
    await page.reload();
    await settled(page);
    expect(await page.getByRole('heading', { name: 'First exits' }).count()).toBe(1);
  });
});
