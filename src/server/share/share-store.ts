import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { isoTime, systemClock, type Clock } from '../../base/clock.ts';
import { ExitpollError, messageOf } from '../../base/errors.ts';
import { didYouMean } from '../../base/nearest.ts';
import { count } from '../../report/format.ts';
import { isLarge } from '../../store/large-store.ts';
import { breathe } from '../trials/breathe.ts';
import type { Viewer } from '../viewer.ts';
import { folderAddress, folderVersion } from '../wire/folder.ts';
import type { StoreInfo } from '../wire/store-info.ts';
import type { ComparisonsKept } from '../wire/compare.ts';
import {
  comparisonAddress,
  figureAddresses,
  keptComparisonsAddress,
  storeAddresses,
  suggestedPairs,
  textAddresses,
} from './addresses.ts';
import { askApi, type Ask } from './ask.ts';
import type { Cleared } from './leftovers.ts';
import { PackWriter } from './pack-writer.ts';
import { shareReports } from './share-reports.ts';
import { shareTrials } from './share-trials.ts';
import { spreadPairs } from './spread-pairs.ts';
import { TargetFolder } from './target-folder.ts';
import { writePages } from './write-pages.ts';

export interface ShareOptions {
  /** The folder to write. */
  readonly out: string;
  /** Only these studies; all where empty. */
  readonly studies: readonly string[];
  /** Transcripts of each study at most. */
  readonly trials: number;
  /** Called with how far a part of it is: `what` is in words, `transcripts of STUDY`. */
  readonly onProgress?: ((what: string, done: number, of: number) => void) | undefined;
  readonly clock?: Clock;
  /** Ends the writing: what was there before is then as it was, and nothing is left beside it. */
  readonly signal?: AbortSignal | undefined;
}

/** Comparisons of two conditions in a folder, of each study: of a large store each takes a second or more. */
const mostComparisons = { small: 100, large: 60 } as const;

/** What was written. */
export interface Shared {
  readonly studies: readonly string[];
  /** Trials whose transcripts are in it. */
  readonly trials: number;
  readonly bytes: number;
  /** What is not in it, a sentence each. */
  readonly leftOut: readonly string[];
  /** What was found of processes that ended while they wrote this folder. */
  readonly cleared: Cleared;
}

/**
 * Writes the viewer of a store as a folder that needs no server. Figures are of all trials, whatever transcripts are
 * left out.
 *
 * @throws ExitpollError when there is no such study, or the folder cannot be written; the signal's reason.
 */
export async function shareStore(viewer: Viewer, options: ShareOptions): Promise<Shared> {
  const ask = endingWith(options.signal, askApi(viewer));
  const info = JSON.parse(await ask('/store')) as StoreInfo;
  const studies = chosenStudies(info, options.studies);
  using target = new TargetFolder(options.out);
  try {
    mkdirSync(join(target.aside, 'data'));
    const packs = new PackWriter(join(target.aside, 'data'));
    const { trials, leftOut } = await writeStudies(viewer, ask, packs, studies, options);
    const reports = await shareReports(
      target.aside,
      info.studies.filter(({ name }) => studies.includes(name)),
      { ask, transcripts: options.trials > 0 },
    );
    const shared: StoreInfo = {
      ...info,
      studies: reports.studies,
      canLabel: false,
      folder: { writtenAt: isoTime((options.clock ?? systemClock).now()), leftOut },
    };
    await packs.add('/store', JSON.stringify(shared));
    const index = await packs.close();
    await packs.add('index', JSON.stringify(packs.index));
    const number = await packs.close();
    const pages = writePages(target.aside, {
      schema: 'exitpoll-folder',
      version: folderVersion,
      info: shared,
      packs: number,
      index,
    });
    target.finish();
    return { studies, trials, bytes: packs.written + pages + reports.bytes, leftOut, cleared: target.cleared };
  } catch (error) {
    if (error instanceof ExitpollError || options.signal?.aborted === true) throw error;
    const at = { file: options.out };
    throw new ExitpollError(`cannot be written: ${messageOf(error)}`, { code: 'unwritable-file', at });
  }
}

/** Asks until a signal comes; it is heard between two answers. */
function endingWith(signal: AbortSignal | undefined, ask: Ask): Ask {
  return async (address) => {
    await breathe();
    signal?.throwIfAborted();
    return ask(address);
  };
}

async function writeStudies(
  viewer: Viewer,
  ask: Ask,
  packs: PackWriter,
  studies: readonly string[],
  { trials: most, onProgress }: ShareOptions,
): Promise<Pick<Shared, 'trials' | 'leftOut'>> {
  let trials = 0;
  const leftOut: string[] = [];
  const add = async (address: string): Promise<void> => packs.add(folderAddress(address), await ask(address));
  for (const address of storeAddresses) await add(address);
  for (const study of studies) {
    for (const address of figureAddresses(study)) await add(address);
    const columns = await viewer.trials.of(study);
    const suggested = await suggestedPairs(study, ask);
    const compared = spreadPairs(suggested, mostComparisons[isLarge(viewer.store) ? 'large' : 'small']);
    for (const [index, pair] of compared.entries()) {
      await add(comparisonAddress(study, pair));
      onProgress?.(`comparisons of ${study}`, index + 1, compared.length);
    }
    const kept: ComparisonsKept = { pairs: compared.map(({ a, b }) => [a.id, b.id]) };
    await packs.add(folderAddress(keptComparisonsAddress(study)), JSON.stringify(kept));
    const all = spreadPairs(suggested, Number.POSITIVE_INFINITY).length;
    if (compared.length < all) {
      leftOut.push(
        `Of study ${study}, ${count(compared.length)} of ${count(all)} suggested comparisons are here, some of each kind; the page ` +
          'Compare has the command for every other.',
      );
    }
    if (most > 0) for (const address of await textAddresses(study, ask)) await add(address);
    const written = await shareTrials(study, columns, most, {
      ask,
      packs,
      store: viewer.store,
      onTrials: (done, of) => onProgress?.(`transcripts of ${study}`, done, of),
    });
    trials += written;
    if (written < columns.size) {
      leftOut.push(
        `Of study ${study}, the transcripts of ${count(written)} of ${count(columns.size)} trials are here, spread over conditions ` +
          'and outcomes; figures are of all.',
      );
    }
  }
  return { trials, leftOut };
}

function chosenStudies(info: StoreInfo, wanted: readonly string[]): readonly string[] {
  const names = info.studies.map(({ name }) => name);
  const missing = wanted.find((name) => !names.includes(name));
  if (missing !== undefined) {
    throw new ExitpollError(`the store has no study "${missing}".${didYouMean(missing, names)}`, {
      code: 'no-such-study',
      at: { file: info.file },
      hint: `It has: ${names.join(', ')}.`,
    });
  }
  return wanted.length === 0 ? names : names.filter((name) => wanted.includes(name));
}
