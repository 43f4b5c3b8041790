// Wall time of `exitpoll --help`, from the sources and from a fresh build, beside an empty Node in turn in one run; and
// the time from the command to the first request of a study, as its server sees it.
//
//   node bench/startup.ts [--quick]
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { startInstantServer, timeCommand, type InstantServer } from './support/children.ts';
import { printFigures, type BenchOptions, type Figure } from './support/figures.ts';
import { scratchFolder, type Scratch } from './support/scratch.ts';
import { median } from './support/usage.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));

/** Measures the command line of the checkout and of the package as it is installed. */
export async function startupFigures({ quick }: BenchOptions): Promise<readonly Figure[]> {
  const rounds = quick ? 5 : 15;
  await using scratch = await scratchFolder();
  await using server = await startInstantServer();
  const study = await writeStudy(scratch, server.origin);
  const copies = [
    { name: 'from src', bin: `${checkout}bin/exitpoll.js` },
    { name: 'installed', bin: await installedCopy(scratch) },
  ];
  const node: number[] = [];
  const help = new Map<string, number[]>(copies.map(({ name }) => [name, []]));
  const first = new Map<string, number[]>(copies.map(({ name }) => [name, []]));
  // One more round than is counted: the first fills the compile cache.
  for (let round = 0; round <= rounds; round += 1) {
    node.push(await timeCommand(process.execPath, ['-e', '0']));
    for (const { name, bin } of copies) {
      help.get(name)?.push(await timeCommand(process.execPath, [bin, '--help']));
      const store = scratch.path(`${round} ${name}.sqlite`);
      first.get(name)?.push(await firstRequest(server, [bin, 'run', study, '--store', store]));
    }
  }
  const beside = `node -e 0: ${shown(node)}`;
  return [
    ...[...help].map(([name, times]) => ({
      what: `exitpoll --help, ${name}`,
      measured: shown(times),
      beside,
      aim: '150 ms',
    })),
    ...[...first].map(([name, times]) => ({
      what: `from \`exitpoll run\` to its first request, ${name}`,
      measured: shown(times),
      beside,
      aim: '500 ms',
    })),
  ];
}

/** Of all rounds but the first: the median and the least. */
function shown(times: readonly number[]): string {
  const counted = times.slice(1);
  return `${median(counted).toFixed(0)} ms (least ${Math.min(...counted).toFixed(0)})`;
}

/** From before the process is started until the server has read its first request. */
async function firstRequest(server: InstantServer, args: readonly string[]): Promise<number> {
  const request = server.nextRequest();
  const started = performance.timeOrigin + performance.now();
  const [at] = await Promise.all([request, timeCommand(process.execPath, args)]);
  return at - started;
}

async function writeStudy(folder: Scratch, origin: string): Promise<string> {
  const file = folder.path('study.yaml');
  await writeFile(
    file,
    [
      'name: bench',
      'models:',
      `  - baseUrl: ${origin}/v1`,
      '    model: instant',
      'datasets: [{ name: neutral, take: 20 }]',
      'methods: [bail-tool, bail-prompt]',
      '',
    ].join('\n'),
  );
  return file;
}

/** The package as it is installed: without its sources, so that what is built is what runs. */
async function installedCopy(folder: Scratch): Promise<string> {
  const to = folder.path('installed');
  await mkdir(to);
  for (const part of ['bin', 'data', 'package.json']) {
    await cp(`${checkout}${part}`, `${to}/${part}`, { recursive: true });
  }
  await symlink(`${checkout}node_modules`, `${to}/node_modules`);
  const tsc = `${checkout}node_modules/.bin/tsc`;
  await timeCommand(tsc, ['-p', `${checkout}tsconfig.build.json`, '--noCheck', '--outDir', `${to}/dist`]);
  return `${to}/bin/exitpoll.js`;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
  printFigures(await startupFigures(values));
}
