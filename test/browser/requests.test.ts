import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

import { shareStore } from '../../src/server/share/share-store.ts';
import { stillViewer } from '../../src/server/still-viewer.ts';
import { openStore } from '../../src/store/store.ts';
import { defaultWordings } from '../../src/wordings/default-wordings.ts';
import { completion } from '../support/chat-server.ts';
import { lastContent } from '../support/exit-server.ts';
import { runWith } from '../support/library-run.ts';
import { startServer, type MisbehavingServer } from '../support/misbehaving-server.ts';
import { everyDetail } from '../support/shown-requests.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/expectations.ts';
import { it } from './support/it.ts';

const { tag, labels } = defaultWordings['bail-prompt'];

let folder: TempFolder;
let server: MisbehavingServer;
let file: string;
let index: string;
/** Of a trial with a reply to its lead-in, a turn it wrote itself, its reply, an answer that leaves, and what is asked after. */
let address: string;

beforeAll(async () => {
  folder = tempFolder();
  server = await startServer((request) => {
    const isAsked = lastContent(request.json).includes(`<${tag}>`);
    return completion({ content: isAsked ? `<${tag}>${labels.bail}</${tag}>` : `It's reply ${request.n}.` });
  });
  const turns = ["What's a heron? $(echo) \u202e", 'A bird.', 'And a crane?'];
  const messages = turns.map((content, at) => ({ role: at === 1 ? 'assistant' : 'user', content }));
  folder.write('talk.jsonl', JSON.stringify({ id: 'talk', messages }));
  folder.write('lead.yaml', 'leadIns: [{name: morning, messages: [{role: user, text: Good morning!}], reply: ask}]\n');
  file = folder.file('store.sqlite');
  await using store = openStore(file);
  await runWith(
    store,
    {
      name: 'asked',
      models: [{ baseUrl: server.baseUrl, model: 'm' }],
      datasets: [{ name: 'jsonl', path: 'talk.jsonl' }],
      methods: ['bail-prompt'],
      leadIns: ['lead.yaml'],
      historyAuthor: 'self',
      followUps: ['interview'],
    },
    folder.path,
  );
  const [detail] = await everyDetail(store);
  address = `#/trial/${detail?.record.condition}/${detail?.record.trial}`;
  const out = folder.file('shared');
  await shareStore(stillViewer(store), { out, studies: [], trials: 1e6 });
  index = pathToFileURL(join(out, 'index.html')).href;
}, 120_000);
afterAll(async () => {
  await server.close();
  folder[Symbol.dispose]();
});

/** Unfolds all that is asked after the bail, and every request. */
async function openRequests(page: Page): Promise<readonly Locator[]> {
  for (const summary of await page.locator('.follow-ups > details > summary').all()) await summary.click();
  const requests = await page.locator('details.request').all();
  for (const request of requests) await request.locator('summary').click();
  return requests;
}

/** What every request says in one of its forms. */
async function texts(requests: readonly Locator[], form: string): Promise<readonly string[]> {
  const all: string[] = [];
  for (const request of requests) {
    await request.getByRole('radio', { name: form, exact: true }).check();
    all.push(await request.locator('.text').innerText());
  }
  return all;
}

const received = (): ReadonlySet<string> =>
  new Set(server.requests.map(({ text }) => JSON.stringify(JSON.parse(text))));

describe('every reply of a trial has its request', () => {
  it('as the server got it, as a command, and as Exitpoll keeps it', async ({ openPage }) => {
    const page = await openPage(file, address);
    const requests = await openRequests(page);
    // Of its lead-in, the earlier turn, the reply, the answer; of an interview two, in both orders.
    expect(requests.length).toBe(4 + 2 * 2);
    for (const body of await texts(requests, 'Body')) expect(received()).toContain(JSON.stringify(JSON.parse(body)));
    for (const command of await texts(requests, 'curl')) {
      expect(command).toContain('"$EXITPOLL_BASE_URL"/chat/completions');
      expect(command).not.toContain(new URL(server.origin).port);
    }
    for (const own of await texts(requests, 'As Exitpoll keeps it')) expect(JSON.parse(own)).toHaveProperty('sampling');
  });

  it('copied to the clipboard byte for byte as it was sent, but for what cannot be seen', async ({ openPage }) => {
    const page = await openPage(file, address);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const [first] = await openRequests(page);
    await first?.getByRole('button', { name: 'Copy as JSON' }).click();
    await first?.getByText('Copied').waitFor();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(server.requests.map(({ text }) => text)).toContain(copied);
  });

  it.for([
    ['wide and light', { width: 1280, dark: false }],
    ['on a phone, dark', { width: 360, dark: true }],
  ] as const)('readable by anybody: %s', async ([, view], { openPage }) => {
    const page = await openPage(file, address, view);
    const requests = await openRequests(page);
    await texts(requests, 'curl');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });

  it('whole, once a text is read of which only the beginning was sent', async ({ openPage }) => {
    using own = tempFolder();
    const long = `It's long. ${'word '.repeat(50_000)}The end.`;
    own.write('long.jsonl', JSON.stringify({ id: 'long', messages: [{ role: 'user', content: long }] }));
    const theirs = own.file('store.sqlite');
    await using store = openStore(theirs);
    const models = [{ baseUrl: server.baseUrl, model: 'm' }];
    const datasets = [{ name: 'jsonl', path: 'long.jsonl' } as const];
    await runWith(store, { name: 'long', models, datasets, methods: ['baseline'] }, own.path);
    const [detail] = await everyDetail(store);
    const page = await openPage(theirs, `#/trial/${detail?.record.condition}/${detail?.record.trial}`);
    const [request] = await openRequests(page);
    await request?.getByText('Only the beginning of a long text of it is here.').waitFor();
    await page.getByRole('button', { name: /^Read all/ }).click();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await request?.getByRole('button', { name: 'Copy as JSON' }).click();
    await request?.getByText('Copied').waitFor();
    const copied = await page.evaluate<boolean>(
      `(async () => (await navigator.clipboard.readText()) === ${JSON.stringify(server.requests.at(-1)?.text)})()`,
    );
    expect(copied).toBe(true);
  });

  it('in a shared folder too', async ({ openAddress, openPage }) => {
    const viewer = await openRequests(await openPage(file, address));
    const shared = await openRequests(await openAddress(`${index}${address}`));
    for (const form of ['Body', 'curl', 'As Exitpoll keeps it']) {
      expect(await texts(shared, form)).toEqual(await texts(viewer, form));
    }
  });
});

describe('a reply that nobody was asked for', () => {
  it('is said to be the data’s, and a trial without one says that it was not asked, and why', async ({ openPage }) => {
    using own = tempFolder();
    const talk = (id: string, turns: readonly string[]): string =>
      JSON.stringify({
        id,
        messages: turns.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content })),
      });
    own.write(
      'talks.jsonl',
      [talk('with', ['A question.', 'The data’s reply.']), talk('without', ['Another.'])].join('\n'),
    );
    const theirs = own.file('store.sqlite');
    await using store = openStore(theirs);
    await runWith(
      store,
      {
        name: 'given',
        models: ['sim:even'],
        datasets: [{ name: 'jsonl', path: 'talks.jsonl' }],
        methods: ['bail-prompt'],
        replyAuthor: 'dataset',
      },
      own.path,
    );
    const details = await everyDetail(store);
    const addressOf = (item: string): string => {
      const { condition, trial } = details.find(({ record }) => record.item === item)!.record;
      return `#/trial/${condition}/${trial}`;
    };
    const page = await openPage(theirs, addressOf('with'));
    await page.getByText('No request: this reply stands in the data, and no model was asked for it.').waitFor();
    expect(await page.locator('.exchange details.request').count()).toBe(1);
    const silent = await openPage(theirs, addressOf('without'));
    await silent.getByText('It was not asked: the dataset has no reply to this item').waitFor();
    await silent.getByText('Not asked: there is no reply to ask about.').waitFor();
  });
});
