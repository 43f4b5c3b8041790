import { ExitpollError } from '../base/errors.ts';
import { readOverlay, type OverlayFile } from '../report/overlay/overlay-file.ts';
import type { Viewer } from '../server/viewer.ts';

/**
 * The published rates that `--overlay` names; `null` where it is not given.
 *
 * @throws ExitpollError when only a dataset is given, or the file cannot be read; with every mistake in it.
 */
export async function overlayOf(file: string | undefined, dataset: string | undefined): Promise<OverlayFile | null> {
  if (file === undefined && dataset !== undefined) {
    throw new ExitpollError('--overlay-dataset says which dataset to overlay, but there is no --overlay', {
      code: 'usage',
      hint: 'Add --overlay FILE with the published rates.',
    });
  }
  return file === undefined ? null : readOverlay(file);
}

/** The same as the viewer and its folders take it. @throws ExitpollError as `overlayOf`. */
export async function publishedOf(file: string | undefined, dataset: string | undefined): Promise<Viewer['published']> {
  const overlay = await overlayOf(file, dataset);
  return overlay === null ? undefined : { file: overlay, dataset };
}
