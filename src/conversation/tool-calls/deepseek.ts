import { areArguments } from './json-value.ts';
import { taggedCalls } from './tagged-body.ts';
import { namePattern } from './text-call.ts';

const bar = '[｜|]';
const gap = '[▁_]';
const fence = /^```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/;

/**
 * DeepSeek: `<｜tool▁call▁begin｜>function<｜tool▁sep｜>name`, a line break and the arguments in a fence (V3, R1), or
 * `<｜tool▁call▁begin｜>name<｜tool▁sep｜>{…}` (V3.1); ended by `<｜tool▁call▁end｜>`. Full-width bars may come as plain ones.
 */
export const parseDeepSeek = taggedCalls(
  `<${bar}tool${gap}call${gap}begin${bar}>`,
  `<${bar}tool${gap}call${gap}end${bar}>|<${bar}tool${gap}calls${gap}end${bar}>`,
  ({ text }) => {
    const parts = text.split(new RegExp(`<${bar}tool${gap}sep${bar}>`));
    const [before = '', after] = parts;
    if (after === undefined || parts.length > 2) return null;
    const older = before.trim() === 'function' ? after.indexOf('\n') : -1;
    const name = (older === -1 ? before : after.slice(0, older)).trim();
    const body = (older === -1 ? after : after.slice(older + 1)).trim();
    const given = (fence.exec(body)?.[1] ?? body).trim();
    return namePattern.test(name) && areArguments(given) ? [{ name, arguments: given }] : null;
  },
);
