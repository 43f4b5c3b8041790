import { ExitpollError } from '../../base/errors.ts';
import { didYouMean } from '../../base/nearest.ts';
import { absent, keyText, sideKeys, sideText, type Side, type SideKey } from '../../conversation/side.ts';
import { categoriesIn } from './categories.ts';
import { isMember, type NamedCondition } from './sample.ts';

/** A selector with the store it names, if any: `FILE#STUDY`, and further parts behind a comma. */
export interface SelectorInStore {
  readonly store: string | null;
  /** Without the store. */
  readonly text: string;
}

/** Splits the store off a selector. @param isStore whether there is a file of this name */
export function splitStore(selector: string, isStore: (file: string) => boolean): SelectorInStore {
  for (let at = selector.indexOf('#'); at > 0; at = selector.indexOf('#', at + 1)) {
    const file = selector.slice(0, at);
    if (!isStore(file)) continue;
    const [study = '', ...rest] = partsOf(selector.slice(at + 1));
    const first = study === '' || keyOf(study) !== null ? study : `study:${study}`;
    return { store: file, text: [first, ...rest].filter((part) => part !== '').join(',') };
  }
  return { store: null, text: selector };
}

/**
 * Reads a selector: parts such as `model:even` joined by commas, bare names where they can mean only one thing, and
 * `key:*` for every value of a key.
 *
 * @param known the conditions it may choose from
 * @returns the sides it stands for: one, or one for each value of the key with `*`.
 * @throws ExitpollError on a key or a name that is not there, with the nearest that is, or a name with several meanings.
 */
export function readSelector(selector: string, known: readonly NamedCondition[]): readonly Side[] {
  const values = new Map<SideKey, readonly string[]>();
  const valuesOf = (key: SideKey): readonly string[] => {
    const found = values.get(key) ?? valuesAmong(key, known);
    values.set(key, found);
    return found;
  };
  const side: { [key in SideKey]?: string } = {};
  const open: SideKey[] = [];
  for (const part of partsOf(selector)) {
    const [key, value] = readPart(part, selector, valuesOf);
    if (side[key] !== undefined || open.includes(key)) throw wrong(`"${selector}" says ${keyText(key)} twice`);
    if (value === '*') open.push(key);
    else side[key] = value;
  }
  let sides: readonly Side[] = [side];
  for (const key of open) {
    sides = sides.flatMap((one) => {
      const members = known.filter((condition) => isMember(one, condition));
      return valuesAmong(key, members).map((value) => ({ ...one, [key]: value }));
    });
  }
  const found = sides.filter((one) => known.some((condition) => isMember(one, condition)));
  if (found.length > 0) return found;
  throw wrong(`no condition is ${sideText(side)}`, 'Each part of it is there, but not together.');
}

/** Names may hold commas: only one before a key ends a part. */
function partsOf(selector: string): readonly string[] {
  const keys = [...new Set(sideKeys.flatMap((key) => [key, keyText(key)]))].join('|');
  return selector
    .split(new RegExp(`,(?=(?:${keys}):)`))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function keyOf(part: string): SideKey | null {
  return sideKeys.find((key) => part.startsWith(`${keyText(key)}:`) || part.startsWith(`${key}:`)) ?? null;
}

function readPart(
  part: string,
  selector: string,
  valuesOf: (key: SideKey) => readonly string[],
): readonly [SideKey, string] {
  const key = keyOf(part);
  if (key !== null) {
    const value = part.slice(part.indexOf(':') + 1);
    const values = valuesOf(key);
    if (value === '*' && key !== 'condition') return [key, value];
    if (values.includes(value)) return [key, value];
    throw wrong(`there is no ${keyText(key)} "${value}".${didYouMean(value, values)}`, `There are: ${listed(values)}.`);
  }
  // Only a lead-in is ever missing where others are there.
  if (part === absent && valuesOf('leadIn').includes(part)) return ['leadIn', part];
  const meanings = sideKeys.filter((one) => one !== 'readout' && valuesOf(one).includes(part));
  const [only] = meanings;
  if (only !== undefined && meanings.length === 1) return [only, part];
  if (meanings.length > 1) {
    const forms = meanings.map((one) => `${keyText(one)}:${part}`);
    throw wrong(`"${part}" may be ${forms.join(' or ')}`, 'Write the one that is meant.');
  }
  const names = sideKeys.flatMap((one) => (one === 'condition' ? [] : valuesOf(one)));
  const before = /^([a-z-]+):/i.exec(part)?.[1];
  const keys = sideKeys.map(keyText);
  throw wrong(
    `nothing here is called "${part}"${part === selector ? '' : ` (in "${selector}")`}.${didYouMean(part, names)}`,
    before === undefined || names.some((name) => name.startsWith(`${before}:`))
      ? 'A side is KEY:NAME, such as model:sim:even or method:bail-tool, or a name that can mean only one thing.'
      : `The keys are: ${keys.join(', ')}.${didYouMean(before, keys)}`,
  );
}

function valuesAmong(key: SideKey, conditions: readonly NamedCondition[]): readonly string[] {
  if (key === 'category') return categoriesIn(conditions);
  const values = conditions.flatMap((one) => {
    if (key === 'condition') return [one.id];
    const value = one.names[key];
    if (key === 'order' && value === null) return [];
    if (key !== 'wording' || one.wordingLabel === value) return [value ?? absent];
    return [one.wordingLabel ?? absent, value ?? absent];
  });
  return [...new Set(values)];
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, 20).join(', ');
  return values.length > 20 ? `${shown}, …` : shown === '' ? 'none' : shown;
}

function wrong(message: string, hint?: string): ExitpollError {
  return new ExitpollError(message, { code: 'no-such-side', hint: hint ?? 'See `exitpoll compare --help`.' });
}
