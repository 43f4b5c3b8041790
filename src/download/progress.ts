/**
 * Told how far a download is. Called often; whoever draws thins out.
 *
 * @param doneBytes bytes at hand so far
 * @param totalBytes bytes there will be; `null` while unknown
 * @param source where they come from, for people
 */
export type Progress = (doneBytes: number, totalBytes: number | null, source: string) => void;
