import { existsSync, readFileSync } from 'node:fs';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Serving } from '../../src/server/serve.ts';
import { shareStore } from '../../src/server/share/share-store.ts';
import { stillViewer } from '../../src/server/still-viewer.ts';
import type { StoreInfo } from '../../src/server/wire/store-info.ts';
import { openStore } from '../../src/store/store.ts';
import { runCli } from '../support/cli.ts';
import { ReadFolder } from '../support/read-folder.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { ask, jsonOf, serveSmall, smallStore, smallStudy } from '../support/viewer.ts';

const published = {
  file: { source: 'an invented table', rows: [{ label: 'lab/even', tool: 12.5 }] },
  dataset: 'ours',
};
let folder: TempFolder;
let file: string;
let serving: Serving;

beforeAll(async () => {
  folder = tempFolder();
  file = await smallStore(folder, { ...smallStudy, datasets: [{ name: 'csv', as: 'ours', path: 'prompts.csv' }] });
  serving = await serveSmall(file);
}, 60_000);
afterAll(async () => {
  await serving[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

/** A report without the time it was made at. */
const still = (html: string): string => html.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(time)').trim();

async function reportOf(url: string): Promise<{ readonly html: string; readonly policy: string }> {
  const [study] = jsonOf<StoreInfo>(await ask(url, '/api/store')).studies;
  const { status, headers, body } = await ask(url, `/${study?.report}`);
  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/html/);
  return { html: body.toString('utf8'), policy: String(headers['content-security-policy']) };
}

test('the viewer leads to the report that the command writes', async () => {
  const { html } = await reportOf(serving.url);
  const written = await runCli(['report', '--format', 'html', '--out', 'report.html'], { cwd: folder.path });
  expect(written.code).toBe(0);
  expect(still(html)).toBe(still(readFileSync(folder.file('report.html'), 'utf8')));
});

test('a report may run no script and load nothing, and needs the token where there is one', async () => {
  const { policy } = await reportOf(serving.url);
  expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; img-src data:/);
  expect(policy).not.toContain('script-src');
  expect(policy.split('; ')).toContain('sandbox');
  await using guarded = await serveSmall(file, { token: true });
  expect((await ask(guarded.url, '/api/report?study=small')).status).toBe(401);
});

test('the report of a study that is not there is a problem, told as every other', async () => {
  const answer = await ask(serving.url, '/api/report?study=smal');
  expect(answer.status).toBe(400);
  expect(answer.body.toString()).toContain('Did you mean \\"small\\"?');
});

test('published rates stand in the report too', async () => {
  await using other = await serveSmall(file, { published });
  expect((await reportOf(other.url)).html).toContain('an invented table');
  expect((await reportOf(serving.url)).html).not.toContain('an invented table');
});

test('a folder has the report as a file, without transcripts where it has none, and can be written anew', async () => {
  await using store = openStore(file, 'read');
  for (const trials of [100, 0]) {
    await shareStore(stillViewer(store), { out: folder.file('shared'), studies: [], trials });
    const [study] = new ReadFolder(folder.file('shared')).manifest.info.studies;
    expect(study?.report).toBe('report-1.html');
    expect(existsSync(folder.file('shared/report-1.html'))).toBe(true);
    const html = readFileSync(folder.file('shared/report-1.html'), 'utf8');
    expect(html.includes('Example transcripts')).toBe(trials > 0);
  }
});
