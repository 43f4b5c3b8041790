import { sha256 } from '../base/hash.ts';
import { HashSet } from './hash-set.ts';
import type { DatasetFilter } from './dataset-spec.ts';
import { languageTags } from './formats/language-tag.ts';
import type { SourceItem } from './source-item.ts';

/** The field of a filter that an item does not pass. */
export type FilterField = keyof DatasetFilter;

/** Says which field of the filter a conversation does not pass first; `null` when it passes all. */
export type FilterCheck = (item: SourceItem) => FilterField | null;

/**
 * A filter, ready for one reading of a dataset: with `duplicates` it remembers what it has seen.
 *
 * @throws SyntaxError when `matches` is not a regular expression; the schema has refused such a filter before.
 */
export function openFilter(filter: DatasetFilter | undefined): FilterCheck {
  if (filter === undefined) return () => null;
  const checks: [FilterField, (item: SourceItem) => boolean][] = [];
  const add = <Field extends FilterField>(
    field: Field,
    make: (wanted: NonNullable<DatasetFilter[Field]>) => (item: SourceItem) => boolean,
  ): void => {
    const wanted = filter[field];
    if (wanted !== undefined) checks.push([field, make(wanted)]);
  };
  add('category', (names) => among(names, (item) => (item.category === null ? [] : [item.category])));
  add('cluster', (names) => among(names, (item) => [item.cluster]));
  add('tag', (names) => among(names, (item) => item.tags));
  add('language', (names) => among([names].flat().map(languageCode), languagesOf));
  add(
    'twins',
    (which) =>
      ({ twin }) =>
        which === 'all' || (twin !== null) === (which === 'only'),
  );
  add(
    'flagged',
    (which) =>
      ({ tags }) =>
        which === 'all' || tags.includes('flagged') === (which === 'only'),
  );
  add(
    'minTurns',
    (least) =>
      ({ turn }) =>
        turn >= least,
  );
  add(
    'maxTurns',
    (most) =>
      ({ turn }) =>
        turn <= most,
  );
  add('minChars', (least) => (item) => characters(item) >= least);
  add('maxChars', (most) => (item) => characters(item) <= most);
  add('matches', (source) => {
    const pattern = new RegExp(source, 'u');
    return ({ conversation }) => conversation.messages.some(({ text }) => pattern.test(text));
  });
  add('duplicates', (which) => {
    const seen = new HashSet();
    return (item) => which === 'keep' || seen.add(sayingHash(item));
  });
  return (item) => checks.find(([, passes]) => !passes(item))?.[0] ?? null;
}

/** What the user says in a conversation, whatever the case, the spaces and the replies. */
export function sayingHash({ conversation }: SourceItem): string {
  const said = conversation.messages.filter(({ role }) => role === 'user').map(({ text }) => text);
  return sha256(JSON.stringify(said.map((text) => text.toLowerCase().replace(/\s+/g, ' ').trim())));
}

/** The languages of an item by its `lang:` tags; `pt-BR` is also `pt`. */
export function languagesOf({ tags }: SourceItem): readonly string[] {
  return tags.flatMap((tag) => {
    if (!tag.startsWith('lang:')) return [];
    const language = tag.slice('lang:'.length);
    const [base = language] = language.split('-');
    return base === language ? [language] : [language, base];
  });
}

function languageCode(word: string): string {
  return languageTags(word)[0]?.slice('lang:'.length) ?? word;
}

/** Characters of all turns, UTF-16 units, the system prompt left out. */
function characters({ conversation }: SourceItem): number {
  return conversation.messages.reduce((sum, message) => sum + message.text.length, 0);
}

function among(
  words: string | readonly string[],
  of: (item: SourceItem) => readonly string[],
): (item: SourceItem) => boolean {
  const wanted = new Set(typeof words === 'string' ? [words] : words);
  return (item) => of(item).some((name) => wanted.has(name));
}
