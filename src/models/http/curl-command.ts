import type { HttpCall } from '../http-call.ts';

/** Where a call goes, for whoever makes it again. */
export interface CurlTarget {
  /** Before the path of the call; `null` where it is to be put into `baseUrlVariable`. */
  readonly baseUrl: string | null;
  /** The environment variable that the headers of the call name in place of a key, as `$NAME`. */
  readonly keyVariable: string;
}

/** What stands for an address that is told to nobody. */
export const baseUrlVariable = 'EXITPOLL_BASE_URL';

/**
 * A command for bash or another POSIX shell that makes a call. The body goes in by a pipe, because one of more than
 * 128 KB fits into no argument; nothing in it means anything to the shell, whatever it holds.
 */
export function curlCommand({ path, headers, body }: HttpCall, { baseUrl, keyVariable }: CurlTarget): string {
  const url = baseUrl === null ? `"$${baseUrlVariable}"${path}` : quoted(`${baseUrl}${path}`);
  const lines = [
    `printf %s ${quoted(body)} |`,
    `  curl ${url} \\`,
    ...headers.map(([name, value]) => `    -H ${header(`${name}: ${value}`, keyVariable)} \\`),
    '    --data-binary @-',
  ];
  return lines.join('\n');
}

/** A header with the value of the variable in place of its name. */
function header(text: string, keyVariable: string): string {
  const [before = '', after] = text.split(`$${keyVariable}`);
  return after === undefined ? quoted(text) : `${quoted(before)}"$${keyVariable}"${after === '' ? '' : quoted(after)}`;
}

/** Between single quotes a shell takes everything as it is, but for the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
