/**
 * Checks the datasets that come with exitpoll: one line for each mistake, exit code 1 when there is any.
 * Ids that occur twice and turns in the wrong order are found by reading; the rest is looked at here.
 */
import { readFileSync } from 'node:fs';

import { distance } from 'fastest-levenshtein';

import { formatPosition, messageOf } from '../src/base/errors.ts';
import { datasetSpecSchema } from '../src/datasets/dataset-spec.ts';
import { openDataset, type SourceItem } from '../src/datasets/dataset.ts';

/** Above this share of common 5-character pieces, two items say the same. */
const nearDuplicate = 0.7;

const mistakes: string[] = [];
const all: SourceItem[] = [];
for (const name of ['neutral', 'tempting'] as const) {
  try {
    const items = await readAll(name);
    for (const item of items) checkItem(item);
    checkSpelling(items);
    checkCard(name, items);
    all.push(...items);
  } catch (thrown) {
    mistakes.push(messageOf(thrown));
  }
}
checkNearDuplicates(all);

for (const mistake of mistakes) process.stderr.write(`${mistake}\n`);
if (mistakes.length === 0) process.stdout.write(`data: ${all.length} items, no mistakes\n`);
process.exitCode = mistakes.length === 0 ? 0 : 1;

async function readAll(name: 'neutral' | 'tempting'): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  const source = await openDataset(datasetSpecSchema.parse({ name }), '.');
  let changed = 0;
  for await (const item of source.items({ onChanged: () => (changed += 1) })) {
    if (changed > 0) tell(item, 'turns of one side follow each other, are empty, or the last is not the user’s');
    changed = 0;
    items.push(item);
  }
  return items;
}

function checkItem(item: SourceItem): void {
  const { messages } = item.conversation;
  if (messages[0]?.role !== 'user') tell(item, 'does not begin with a user turn');
  if (item.category === null) tell(item, 'has no category');
  for (const word of [item.name, item.category ?? 'none', item.cluster]) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(word)) tell(item, `"${word}" is not in kebab-case`);
  }
  const length = messages.reduce((sum, message) => sum + message.text.length, 0);
  const size = length < 100 ? 'short' : length < 350 ? 'medium' : 'long';
  for (const tag of [`length:${size}`, `turns:${item.turn > 1 ? 'multi' : 'single'}`]) {
    if (!item.tags.includes(tag)) tell(item, `has not the tag ${tag}`);
  }
  const languages = item.tags.filter((tag) => tag.startsWith('lang:')).map((tag) => tag.slice(5));
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  if (languages.length !== 1) tell(item, 'has not exactly one lang: tag');
  for (const language of languages) {
    if (!/^[a-z]{2,3}$/.test(language) || names.of(language) === undefined)
      tell(item, `lang:${language} is no language`);
  }
}

/** Two names that differ by a letter or two are most likely one name, misspelt; a cluster has one category. */
function checkSpelling(items: readonly SourceItem[]): void {
  const categoryOf = new Map<string, string | null>();
  for (const item of items) {
    const known = categoryOf.get(item.cluster);
    if (known !== undefined && known !== item.category) tell(item, `the cluster ${item.cluster} has two categories`);
    categoryOf.set(item.cluster, item.category);
  }
  for (const names of [[...categoryOf.keys()], [...new Set(categoryOf.values())].map(String)]) {
    for (const [index, one] of names.entries()) {
      for (const other of names.slice(index + 1)) {
        if (distance(one, other) <= Math.min(one.length, other.length) / 4)
          mistakes.push(`"${one}" and "${other}": one name?`);
      }
    }
  }
}

/** The counts on the data card are those of the data. */
function checkCard(name: string, items: readonly SourceItem[]): void {
  const file = `docs/datasets/${name}.md`;
  const card = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  if (!new RegExp(`^${items.length} `, 'm').test(card)) mistakes.push(`${file}: does not say ${items.length} items`);
  for (const [category, members] of Map.groupBy(items, (item) => item.category)) {
    const row = new RegExp(`^\\| ${category} +\\| +${members.length} +\\|`, 'm');
    if (!row.test(card)) mistakes.push(`${file}: has no row for ${members.length} items of ${category}`);
  }
}

function checkNearDuplicates(items: readonly SourceItem[]): void {
  const pieces = items.map(piecesOf);
  for (const [index, one] of items.entries()) {
    for (let next = index + 1; next < items.length; next += 1) {
      const share = jaccard(pieces[index] ?? new Set(), pieces[next] ?? new Set());
      if (share > nearDuplicate) tell(one, `says the same as ${items[next]?.name} (${share.toFixed(2)})`);
    }
  }
}

function piecesOf(item: SourceItem): ReadonlySet<string> {
  const text = item.conversation.messages
    .map((message) => message.text)
    .join(' ')
    .toLowerCase()
    .replace(/\s+/g, ' ');
  return new Set(Array.from({ length: Math.max(1, text.length - 4) }, (_, start) => text.slice(start, start + 5)));
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = one.intersection(other).size;
  return common / (one.size + other.size - common);
}

function tell(item: SourceItem, mistake: string): void {
  mistakes.push(`${formatPosition(item.at)}: ${item.name}: ${mistake}`);
}
