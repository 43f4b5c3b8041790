import { resultParts } from '../wire/results.ts';

/** What the pages ask about a study whatever is clicked, as `folderAddress` writes it. */
export function studyAddresses(study: string): readonly string[] {
  const query = `?${new URLSearchParams({ study }).toString()}`;
  const others = ['/study', '/progress', '/published', '/audit', '/audit/steps', '/audit/readers', '/results/head'];
  return [...others, ...resultParts.map((part) => `/results/${part}`)].map((path) => `${path}${query}`);
}
