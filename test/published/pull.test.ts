import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { analyze } from '../../src/analysis/analyze.ts';
import { loadLeadInPack } from '../../src/lead-ins/load-pack.ts';
import { pullBailstudy, type Pulled } from '../../src/published/bailstudy/pull.ts';
import { openStore } from '../../src/store/store.ts';
import { loadStudy } from '../../src/study/load.ts';
import { loadWordingPack } from '../../src/wordings/load-pack.ts';
import type { Wording } from '../../src/wordings/wording.ts';
import { runCli } from '../support/cli.ts';
import { runWith } from '../support/library-run.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';

const standIn = join(import.meta.dirname, 'stand-in');

let folder: TempFolder;
let out: string;

beforeEach(() => {
  folder = tempFolder();
  out = folder.file('bailstudy');
});
afterEach(() => folder[Symbol.dispose]());

/** A copy of the stand-in in which one file is changed. */
function changed(path: string, change: (text: string) => string): string {
  const copy = folder.file('checkout');
  cpSync(standIn, copy, { recursive: true });
  const file = join(copy, 'bailstudy', path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return copy;
}

async function words(modelName: string, method: Wording['method'], name: string): Promise<Wording | undefined> {
  const pack = await loadWordingPack(join(out, `wordings/${modelName}.yaml`));
  return pack.find((one) => one.method === method && one.name === name);
}

describe('a pull of a checkout', () => {
  let pulled: Pulled;
  beforeEach(async () => {
    pulled = await pullBailstudy({ from: standIn, out });
  });

  it('brings the words of every method and variation, with the model called as it is called there', async () => {
    expect(pulled.packs.map(({ modelName, wordings }) => [modelName, wordings])).toEqual([
      ['Heron', 11],
      ['Rook', 11],
    ]);
    expect(await words('rook', 'bail-tool', 'published')).toMatchObject({
      instructions: null,
      tool: { name: 'door_tool', description: "A door for Rook: Rook may walk out, and it isn't noted." },
    });
    expect(await words('heron', 'bail-string', 'GoneAndStringGone')).toMatchObject({
      instructions: 'Heron may write GONENOW to be gone.',
      word: 'GONENOW',
    });
    const prompt = await words('heron', 'bail-prompt', 'published');
    expect(prompt).toMatchObject({ tag: 'pick', labels: { bail: '🚪', continue: '🪑' }, journal: true });
    expect(prompt?.method === 'bail-prompt' && prompt.question['continue-first']).toMatch(/^A pause\. To sit on/);
    const dash = await words('heron', 'bail-prompt', 'Dash');
    expect(dash?.method === 'bail-prompt' && dash.question).toEqual({
      'bail-first': String.raw`Walk \out: <pick>🚪</pick> – sit on: <pick>🪑</pick>`,
      'continue-first': 'Sit on: <pick>🪑</pick> – walk out: <pick>🚪</pick>',
    });
  });

  it('tells variations that say the same, as an always-true condition makes them', () => {
    expect(pulled.same).toEqual([{ method: 'bail-tool', name: 'Note', as: 'Gone' }]);
  });

  it('brings what is put before an item, named by the condition around it', async () => {
    const [pirate, morning, long] = await loadLeadInPack(join(out, 'lead-ins.yaml'));
    expect(pirate).toEqual({
      name: 'Pirate',
      system: null,
      messages: [
        { role: 'user', text: 'From now on you\'re a "pirate".\n\nSay Arr.' },
        { role: 'assistant', text: 'Arr.' },
      ],
      reply: 'given',
    });
    expect(morning).toMatchObject({ name: 'Morning', system: 'Mornings only.', reply: 'ask' });
    expect(long?.messages.map(({ text }) => text)).toEqual([
      'One.',
      'Two.',
      'Three. Four.',
      '<think>hm</think>\n\nFive.',
    ]);
  });

  it('brings both datasets byte for byte, with what they hold and whether the bytes are the known ones', () => {
    const original = readFileSync(join(standIn, 'bailstudy/data/bailBench.csv'));
    expect(readFileSync(join(out, 'bailbench.csv')).equals(original)).toBe(true);
    expect(pulled.datasets).toEqual([
      { file: 'bailbench.csv', items: 6, clusters: 3 },
      { file: 'neutral.tsv', items: 3, clusters: 1 },
    ]);
    expect(pulled.originals.map(({ verified }) => verified)).toEqual(['other', 'other', ...Array(4).fill('shape')]);
  });

  it('writes a study that runs, with the neutral rate beside the others', async () => {
    const { study } = await loadStudy(join(out, 'study.yaml'));
    await using store = openStore('pulled', 'temporary');
    await runWith(store, { ...study, epochs: 1 }, out);
    const { conditions } = await analyze(store);
    const benchmark = conditions.filter(({ dataset, method }) => dataset === 'bailbench' && method !== 'baseline');
    expect(benchmark).toHaveLength(4);
    for (const one of benchmark) expect(one.neutral?.n).toBeGreaterThan(0);
  });
});

it('a model of another name can be called by it', async () => {
  await pullBailstudy({ from: standIn, out, call: ['Wren & Co'] });
  expect(await words('wren-co', 'bail-string', 'Gone')).toMatchObject({
    instructions: 'Wren & Co may write WALKOUT to be gone.',
  });
});

it('a checkout tells its commit, loose and packed', async () => {
  const copy = changed('bailBenchEval.py', (text) => text);
  const hash = 'c0ffee'.padEnd(40, '0');
  mkdirSync(join(copy, '.git/refs/heads'), { recursive: true });
  writeFileSync(join(copy, '.git/HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(copy, '.git/packed-refs'), `# pack-refs\n${hash} refs/heads/main\n`);
  expect((await pullBailstudy({ from: copy, out })).commit).toBe(hash);
  writeFileSync(join(copy, '.git/HEAD'), `${hash.replaceAll('0', '1')}\n`);
  expect((await pullBailstudy({ from: copy, out })).commit).toBe(hash.replaceAll('0', '1'));
});

describe('a repository of another shape', () => {
  it.each([
    [
      'prompts/bailTool.py',
      'def getBailToolDescription',
      'def describeTool',
      /bailTool\.py: expected a function getBailToolDescription; it has getToolParser/,
    ],
    [
      'prompts/bailString.py',
      'BAIL_STRING_PROMPT_ABLATIONS = [',
      'VARIANTS = [',
      /bailString\.py: expected a list BAIL_STRING_PROMPT_ABLATIONS; it has BAIL_STR_TYPE/,
    ],
    [
      'prompts/bailString.py',
      'return f"{modelName} may write {keyword} to be gone."',
      'return render(modelName)',
      /bailString\.py:24: expected a call of a function of these files, found `render\(modelName\)`/,
    ],
    ['prompts/bailPrompt.py', /<pick>🪑<\/pick>/g, '<pick>?', /bailPrompt\.py:\d+: expected two answers in a tag/],
    [
      'bailBenchEval.py',
      /prefixMessages/g,
      'prefix',
      /bailBenchEval\.py: expected lists of messages assigned to \["prefixMessages"\]/,
    ],
    [
      'bailBenchEval.py',
      '"role": "assistant", "content": "Arr."',
      '"role": "user", "content": "Arr."',
      /bailBenchEval\.py:19: expected turns of user and assistant that alternate/,
    ],
    [
      'bailBenchEval.py',
      'evalType == "Pirate"',
      'isPirate(evalType)',
      /bailBenchEval\.py:19: expected a condition such as/,
    ],
    ['data/bailBench.csv', 'subcategory', 'situation', /bailBench\.csv:1: there is no column "subcategory"/],
  ])('is told with file and line, and nothing is written: %s without %s', async (path, from, to, message) => {
    const checkout = changed(path, (text) => text.replace(from, to));
    await expect(pullBailstudy({ from: checkout, out })).rejects.toThrow(message);
    expect(existsSync(out)).toBe(false);
    expect(existsSync(`${out}.part`)).toBe(false);
  });
});

describe('over HTTP', () => {
  let server: Server;
  let base: string;
  const asked: string[] = [];
  let answer: (path: string) => Buffer | number;

  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const found = answer(request.url ?? '');
      if (typeof found === 'number') response.writeHead(found).end();
      else response.end(found);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/raw`;
    answer = (path) => readFileSync(join(standIn, path.slice('/raw/'.length)));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('asks for six files and brings the same', async () => {
    const pulled = await pullBailstudy({ from: `${base}/`, out });
    expect(asked).toHaveLength(6);
    expect(pulled.leadIns).toEqual(['Pirate', 'Morning', 'Long-Name-']);
  });

  it('names the address of a file that is not there, and what to do', async () => {
    answer = (path) => (path.endsWith('bailString.py') ? 404 : readFileSync(join(standIn, path.slice(5))));
    await expect(pullBailstudy({ from: base, out })).rejects.toMatchObject({
      message: expect.stringMatching(/cannot get http:.*bailString\.py: the server answered 404/),
      hint: expect.stringContaining('--from'),
    });
  });

  it('says plainly that there is no network', async () => {
    await expect(pullBailstudy({ from: 'https://nowhere.invalid/raw', out })).rejects.toThrow(
      /nowhere\.invalid.*its name cannot be resolved \(no network\?\)/,
    );
  });
});

it('the command says what it read and wrote, and what is missing in one line', async () => {
  const done = await runCli(['data', 'pull', 'bailstudy', '--from', standIn, '--out', out], { cwd: folder.path });
  expect(done.stdout).toContain('OTHER BYTES than known; shape as expected');
  expect(done.stdout).toContain('bail-tool: Note = Gone');
  expect(done.code).toBe(0);
  const missing = await runCli(['data', 'pull', 'bailstudy', '--from', folder.path, '--out', out], {
    cwd: folder.path,
  });
  expect(missing.code).toBe(1);
  expect(missing.stderr).toMatch(/bailBench\.csv: there is no such file/);
  expect(missing.stderr).not.toMatch(/ {4}at /);
});
