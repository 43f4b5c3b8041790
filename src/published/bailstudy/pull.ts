import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { stringify } from 'yaml';

import { ExitpollError, formatPosition, messageOf } from '../../base/errors.ts';
import { sha256 } from '../../base/hash.ts';
import { version } from '../../base/version.ts';
import { openDataset } from '../../datasets/dataset.ts';
import { datasetSpecSchema } from '../../datasets/dataset-spec.ts';
import { loadLeadInPack } from '../../lead-ins/load-pack.ts';
import { loadWordingPack } from '../../wordings/load-pack.ts';
import { parsePython } from '../python/module.ts';
import { gather, type Gathered, type GatherOptions } from './gather.ts';
import { readLeadIns } from './lead-ins.ts';
import { commit, fileNames, files, repository, type FileName } from './repository.ts';
import { studyText } from './study-text.ts';
import { modelNames, readWordings, sameWords } from './wordings.ts';

/** A file as it was found, against what is known of it. */
export interface CheckedOriginal {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** `same` bytes as known; `other` bytes; `shape`: only its shape is known. It was checked in every case. */
  readonly verified: 'same' | 'other' | 'shape';
}

/** What a pull brought. */
export interface Pulled {
  readonly folder: string;
  readonly from: string;
  readonly commit: string | null;
  readonly expectedCommit: string;
  readonly originals: readonly CheckedOriginal[];
  readonly datasets: readonly { readonly file: string; readonly items: number; readonly clusters: number }[];
  readonly leadIns: readonly string[];
  readonly packs: readonly { readonly file: string; readonly modelName: string; readonly wordings: number }[];
  /** Variations that say the same as one before them: they were asked for apart, but are one wording. */
  readonly same: readonly { readonly name: string; readonly as: string; readonly method: string }[];
}

export interface PullOptions extends GatherOptions {
  /** The folder to write to. */
  readonly out: string;
  /** Names to call a model by in texts that name it, beside those the files know. */
  readonly call?: readonly string[] | undefined;
}

/**
 * Brings the published study to this machine: its benchmark, its neutral set, its jailbreak prefixes and its wordings, as
 * a dataset, a lead-in pack and wording packs. Python files are read as data. Every file is checked before one is written.
 *
 * @throws ExitpollError when a file cannot be had, or has another shape than known; with file and line.
 */
export async function pullBailstudy(options: PullOptions): Promise<Pulled> {
  const gathered = await gather(options);
  const at = (name: FileName): string => join(gathered.from, files[name].path).replace(/^(https?:)\/+/, '$1//');
  const python = (name: FileName): ReturnType<typeof parsePython> =>
    parsePython(at(name), gathered.bytes[name].toString('utf8'));
  const modules = { prompt: python('prompt'), string: python('string'), tool: python('tool') };
  const leadIns = readLeadIns(python('leadIns'));
  const names = [...new Set([...modelNames(modules), ...(options.call ?? [])])];
  const packs = names.map((modelName) => ({
    modelName,
    file: packFile(modelName),
    list: readWordings(modules, modelName),
  }));
  const source = provenance(gathered);
  const texts = new Map<string, string | Buffer>([
    ['bailbench.csv', gathered.bytes.benchmark],
    ['neutral.tsv', gathered.bytes.neutral],
    ['lead-ins.yaml', pack({ description: `${origin(gathered)}: what is put before an item.`, leadIns })],
    ...packs.map(({ file, modelName, list }): [string, string] => [
      file,
      pack({ description: `${origin(gathered)}: the words as ${modelName} is sent them.`, wordings: list }),
    ]),
    ['study.yaml', studyText(packs[0]?.file ?? '')],
    ['source.json', `${JSON.stringify(source, null, 2)}\n`],
  ]);
  const part = `${options.out}.part`;
  try {
    await writeAll(part, texts);
    const datasets = [
      await datasetFacts(part, 'bailbench', 'bailbench.csv', at('benchmark')),
      await datasetFacts(part, 'tsv', 'neutral.tsv', at('neutral')),
    ];
    await loadLeadInPack(join(part, 'lead-ins.yaml'));
    for (const { file } of packs) await loadWordingPack(join(part, file));
    for (const file of texts.keys()) await moveFile(join(part, file), join(options.out, file));
    return {
      folder: options.out,
      from: gathered.from,
      commit: gathered.commit,
      expectedCommit: commit,
      originals: source.files,
      datasets,
      leadIns: leadIns.map(({ name }) => name),
      packs: packs.map(({ file, modelName, list }) => ({ file, modelName, wordings: list.length })),
      same: sameWords(packs[0]?.list ?? []),
    };
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

function packFile(modelName: string): string {
  return `wordings/${modelName.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.yaml`;
}

function origin({ commit: known }: Gathered): string {
  return `From ${repository}${known === null ? '' : ` at ${known.slice(0, 12)}`}, read by exitpoll ${version}`;
}

function provenance(gathered: Gathered): {
  readonly repository: string;
  readonly from: string;
  readonly commit: string | null;
  readonly files: readonly CheckedOriginal[];
} {
  const originals = fileNames.map((name): CheckedOriginal => {
    const bytes = gathered.bytes[name];
    const hash = sha256(bytes);
    const known: string | null = files[name].sha256;
    const verified = known === null ? 'shape' : known === hash ? 'same' : 'other';
    return { path: files[name].path, sha256: hash, bytes: bytes.length, verified };
  });
  return { repository, from: gathered.from, commit: gathered.commit, files: originals };
}

/** Lines are never folded: each text comes back exactly as it was. */
function pack(content: object): string {
  return stringify(content, { lineWidth: 0 });
}

/** Reads a table as a study would. @throws ExitpollError naming the original where it has another shape. */
async function datasetFacts(
  folder: string,
  name: 'bailbench' | 'tsv',
  file: string,
  original: string,
): Promise<Pulled['datasets'][number]> {
  try {
    const source = await openDataset(datasetSpecSchema.parse({ name, path: file }), folder);
    const clusters = new Set<string>();
    let items = 0;
    for await (const item of source.items({})) {
      items += 1;
      clusters.add(item.cluster);
    }
    return { file, items, clusters: clusters.size };
  } catch (thrown) {
    if (!(thrown instanceof ExitpollError)) throw thrown;
    const place = thrown.at === undefined ? '' : `${formatPosition(thrown.at)}: `;
    throw new ExitpollError(thrown.message.slice(place.length), {
      code: 'upstream-changed',
      at: thrown.at?.line === undefined ? { file: original } : { file: original, line: thrown.at.line },
      hint: 'A table with the columns content, subcategory and category is expected.',
      cause: thrown,
    });
  }
}

async function writeAll(folder: string, texts: ReadonlyMap<string, string | Buffer>): Promise<void> {
  for (const [file, text] of texts) {
    const path = join(folder, file);
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    } catch (thrown) {
      throw unwritable(path, thrown);
    }
  }
}

async function moveFile(from: string, to: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
  } catch (thrown) {
    throw unwritable(to, thrown);
  }
}

function unwritable(file: string, thrown: unknown): ExitpollError {
  return new ExitpollError(`cannot be written: ${messageOf(thrown)}`, {
    code: 'unwritable-file',
    at: { file },
    hint: 'Name another folder with --out.',
    cause: thrown,
  });
}
