import { downloadTo } from './http-download.ts';
import type { FileToFetch, HubSource, SourceRun } from './source.ts';

/** Where the hub is; `HF_ENDPOINT` names another one or a mirror. */
export function hubOrigin(environment: NodeJS.ProcessEnv): string {
  return (environment['HF_ENDPOINT'] || 'https://huggingface.co').replace(/\/+$/, '');
}

/** The file's address on the hub. A data set's repository begins with `datasets/`. */
export function hubUrl(source: Omit<HubSource, 'kind'>, environment: NodeJS.ProcessEnv): string {
  const path = source.path.split('/').map(encodeURIComponent).join('/');
  return `${hubOrigin(environment)}/${source.repository}/resolve/${encodeURIComponent(source.revision)}/${path}`;
}

/** Fetches a file of the hub into `part`. @throws as `downloadTo` does. */
export async function fetchFromHub(file: FileToFetch, source: HubSource, part: string, run: SourceRun): Promise<void> {
  await downloadTo({ url: hubUrl(source, run.environment), sizeBytes: file.sizeBytes }, part, run);
}
