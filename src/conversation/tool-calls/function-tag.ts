import { areArguments, jsonEnd } from './json-value.ts';
import { taggedCalls } from './tagged-body.ts';
import { namePattern } from './text-call.ts';

const parameter = /\s*<parameter=([^>\n]{1,128})>([^<]*(?:<(?!\/parameter>)[^<]*)*)<\/parameter>/y;

function readParameters(text: string): string | null {
  const given: { [key: string]: string } = {};
  let position = 0;
  parameter.lastIndex = 0;
  for (let match = parameter.exec(text); match !== null; match = parameter.exec(text)) {
    given[match[1] as string] = (match[2] as string).trim();
    position = parameter.lastIndex;
  }
  if (text.slice(position).trim() !== '') return null;
  return Object.keys(given).length === 0 ? '' : JSON.stringify(given);
}

/**
 * Llama 3 and Qwen coder: `<function=name>{…}</function>`, or `<parameter=key>value</parameter>` pairs
 * between the tags. A missing closing tag is forgiven only after a whole JSON object.
 */
export const parseFunctionTags = taggedCalls(
  String.raw`<function=[^>\n]{1,160}>`,
  '</function>',
  ({ text, closed }, opening) => {
    const name = opening[0]
      .slice('<function='.length, -1)
      .trim()
      .replace(/^["']|["']$/g, '');
    if (!namePattern.test(name)) return null;
    const body = text.trim();
    if (body.startsWith('{')) {
      const end = jsonEnd(body, 0);
      const given = body.slice(0, Math.max(end, 0));
      const isWhole =
        end !== -1 &&
        body
          .slice(end)
          .replaceAll(/<\|e(?:om|ot)_id\|>/g, '')
          .trim() === '';
      return isWhole && areArguments(given) ? [{ name, arguments: given }] : null;
    }
    const given = closed ? readParameters(text) : null;
    return given === null ? null : [{ name, arguments: given }];
  },
);
