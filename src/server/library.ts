import { openStore } from '../store/store.ts';
import type { ServeOptions, Serving } from './serve.ts';
import type { Shared, ShareOptions } from './share/share-store.ts';
import type { Viewer } from './viewer.ts';

/** Transcripts of each study in a folder, unless told otherwise. */
export const usualTranscripts = 5000;

/**
 * Opens a store for reading and answers for it, as `exitpoll view` does, until it is disposed of. A host that others can
 * reach gets a token.
 *
 * @throws ExitpollError when the store cannot be opened, or the port or the host cannot be listened on.
 */
export async function serveStore(options: ServeOptions): Promise<Serving> {
  // A web server, which most programs that use the library have no need of.
  const { serveStore: serve } = await import('./serve.ts');
  return serve(options);
}

export interface ShareStoreOptions extends Omit<ShareOptions, 'studies' | 'trials'> {
  /** The store's file. */
  readonly store: string;
  /** Only these studies; all unless given. */
  readonly studies?: readonly string[];
  /** Transcripts of each study at most; 5,000 unless given. */
  readonly trials?: number;
  /** Published rates to lay beside those of the store. */
  readonly published?: Viewer['published'];
}

/**
 * Writes the pages of `exitpoll view` as a folder that needs no server, as `exitpoll share` does. A folder that was
 * written so before is replaced.
 *
 * @throws ExitpollError when the store cannot be opened, there is no such study, or the folder cannot be written; the
 *   signal's reason when it comes.
 */
export async function shareStore(options: ShareStoreOptions): Promise<Shared> {
  const { store: file, published, studies = [], trials = usualTranscripts, ...rest } = options;
  const [{ shareStore: share }, { stillViewer }] = await Promise.all([
    import('./share/share-store.ts'),
    import('./still-viewer.ts'),
  ]);
  await using store = openStore(file, 'read');
  return await share({ ...stillViewer(store), published }, { ...rest, studies, trials });
}
