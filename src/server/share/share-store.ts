import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isoTime, systemClock, type Clock } from '../../base/clock.ts';
import { ExitpollError, messageOf } from '../../base/errors.ts';
import { builtPages } from '../built-pages.ts';
import type { Viewer } from '../viewer.ts';
import { folderAddress, folderGlobal, folderVersion, type FolderManifest } from '../wire/folder.ts';
import type { StoreInfo } from '../wire/store-info.ts';
import { studyAddresses } from './addresses.ts';
import { askApi, type Ask } from './ask.ts';
import { folderPage } from './folder-page.ts';
import { PackWriter } from './pack-writer.ts';
import { manifestFile, TargetFolder } from './target-folder.ts';

export interface ShareOptions {
  /** The folder to write. */
  readonly out: string;
  /** Only these studies; all where empty. */
  readonly studies: readonly string[];
  readonly clock?: Clock;
}

/** What was written. */
export interface Shared {
  readonly bytes: number;
  readonly answers: number;
  /** What is not in it, a sentence each. */
  readonly leftOut: readonly string[];
}

/**
 * Writes the viewer of a store as a folder that needs no server.
 *
 * @throws ExitpollError when there is no such study, or the folder cannot be written.
 */
export async function shareStore(viewer: Viewer, options: ShareOptions): Promise<Shared> {
  const ask = askApi(viewer);
  const info = await sharedInfo(ask, options);
  using target = new TargetFolder(options.out);
  try {
    mkdirSync(join(target.aside, 'data'));
    const packs = new PackWriter(join(target.aside, 'data'));
    const add = async (address: string): Promise<void> => packs.add(folderAddress(address), await ask(address));
    await packs.add('/store', JSON.stringify(info));
    await add('/runs');
    for (const { name } of info.studies) for (const address of studyAddresses(name)) await add(address);
    await packs.close();
    const answers = packs.index.flat().length;
    const index = packs.index.length;
    await packs.add('index', JSON.stringify(packs.index));
    const manifest: FolderManifest = {
      schema: 'exitpoll-folder',
      version: folderVersion,
      info,
      packs: await packs.close(),
      index,
    };
    writeFileSync(
      join(target.aside, manifestFile),
      `${folderGlobal} = { manifest: JSON.parse(${JSON.stringify(JSON.stringify(manifest))}) };\n`,
    );
    let bytes = packs.written;
    for (const [name, page] of builtPages()) {
      const body = name === 'index.html' ? folderPage(Buffer.from(page.bytes).toString('utf8')) : page.bytes;
      writeFileSync(join(target.aside, name), body);
      bytes += body.length;
    }
    target.finish();
    return { bytes, answers, leftOut: info.folder?.leftOut ?? [] };
  } catch (error) {
    if (error instanceof ExitpollError) throw error;
    throw new ExitpollError(`cannot be written: ${messageOf(error)}`, {
      code: 'unwritable-file',
      at: { file: options.out },
    });
  }
}

async function sharedInfo(ask: Ask, { studies, clock = systemClock }: ShareOptions): Promise<StoreInfo> {
  const info = JSON.parse(await ask('/store')) as StoreInfo;
  return {
    ...info,
    studies: info.studies.filter(({ name }) => studies.length === 0 || studies.includes(name)),
    canLabel: false,
    folder: { writtenAt: isoTime(clock.now()), leftOut: [] },
  };
}
