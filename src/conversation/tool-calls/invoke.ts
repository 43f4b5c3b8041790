import { taggedCalls } from './tagged-body.ts';
import { namePattern } from './text-call.ts';

const parameter =
  /\s*<parameter name="([^"<>\n]{1,128})"[^<>\n]{0,64}>([^<]*(?:<(?!\/parameter>)[^<]*)*)<\/parameter>/y;

/**
 * Claude and MiniMax as text: `<invoke name="…">` with `<parameter name="…">…</parameter>` pairs, to `</invoke>`. What
 * wraps several of them is not looked at. Parameters come as text, so they are kept as text.
 */
export const parseInvoke = taggedCalls(
  String.raw`<(?:antml:)?invoke name="[^"<>\n]{1,160}">`,
  '</(?:antml:)?invoke>',
  ({ text, closed }, opening) => {
    const name = /"([^"]*)"/.exec(opening[0])?.[1] ?? '';
    if (!closed || !namePattern.test(name)) return null;
    const given: { [key: string]: string } = {};
    const body = text.replaceAll('antml:parameter', 'parameter');
    let position = 0;
    parameter.lastIndex = 0;
    for (let match = parameter.exec(body); match !== null; match = parameter.exec(body)) {
      given[match[1] as string] = (match[2] as string).trim();
      position = parameter.lastIndex;
    }
    if (body.slice(position).trim() !== '') return null;
    return [{ name, arguments: Object.keys(given).length === 0 ? '' : JSON.stringify(given) }];
  },
);
