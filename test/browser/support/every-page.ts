import { exampleStore, serve } from './it.ts';
import { addressIn, pageNames } from './page-names.ts';

/** Names of all pages of the app. */
export const everyPage = pageNames;

/** The address of a page on the example store. */
export async function addressOf(path: string): Promise<string> {
  return addressIn((await serve(exampleStore)).url, path);
}
