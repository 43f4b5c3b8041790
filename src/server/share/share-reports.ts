import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { StudyName } from '../wire/store-info.ts';
import type { Ask } from './ask.ts';

/** Whether a file of a folder is a report of ours. */
export function isReportFile(name: string): boolean {
  return /^report-\d+\.html$/.test(name);
}

/**
 * Writes the report of every study into a folder. Names of studies are no names of files: reports are numbered.
 *
 * @param transcripts whether they show examples of transcripts
 * @returns the studies with the addresses of their reports there, and how many bytes were written
 */
export async function shareReports(
  folder: string,
  studies: readonly StudyName[],
  { ask, transcripts }: { readonly ask: Ask; readonly transcripts: boolean },
): Promise<{ readonly studies: readonly StudyName[]; readonly bytes: number }> {
  const written: StudyName[] = [];
  let bytes = 0;
  for (const [index, study] of studies.entries()) {
    const query = new URLSearchParams({ study: study.name, ...(transcripts ? {} : { transcripts: 'none' }) });
    const page = await ask(`/report?${query.toString()}`);
    const report = `report-${index + 1}.html`;
    writeFileSync(join(folder, report), page);
    bytes += Buffer.byteLength(page);
    written.push({ ...study, report });
  }
  return { studies: written, bytes };
}
