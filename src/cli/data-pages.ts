import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { terminalLine, terminalText } from '../base/terminal-text.ts';
import { textTable } from '../base/text-table.ts';
import { openDataset, type SourceItem } from '../datasets/dataset.ts';
import { datasetSpecSchema } from '../datasets/dataset-spec.ts';
import { findDataset } from '../datasets/find-dataset.ts';
import { describeDatasets } from '../datasets/registry.ts';
import { type DatasetSummary, summarize } from '../datasets/summary.ts';

/** The page behind `exitpoll data list`. */
export async function listDatasets(json: boolean): Promise<string> {
  const descriptions = describeDatasets();
  const summaries: (DatasetSummary | null)[] = [];
  for (const { name, needsPath } of descriptions) {
    const source = needsPath ? null : await openDataset(datasetSpecSchema.parse({ name }), process.cwd());
    summaries.push(source === null ? null : await summarize(source, { limit: 0 }));
  }
  if (json) {
    const entries = descriptions.map((description, index) => {
      const summary = summaries[index] ?? null;
      return Object.assign({}, description, summary === null ? {} : countsOf(summary));
    });
    return `${JSON.stringify({ datasets: entries }, null, 2)}\n`;
  }
  const rows = descriptions.map(({ name, needsPath }, index) => {
    const summary = summaries[index] ?? null;
    return [
      name,
      summary === null ? '-' : String(summary.items),
      summary === null ? '-' : String(summary.clusters),
      summary === null ? '-' : String(summary.categories.length),
      summary === null ? '-' : summary.languages.map(({ language }) => language).join(' '),
      needsPath ? 'your file' : 'built in',
    ];
  });
  const titles = ['dataset', 'items', 'clusters', 'categories', 'languages', 'from'];
  const table = textTable(
    titles.map((title, index) => ({ title, align: index > 0 && index < 4 ? 'right' : 'left' })),
    rows,
  );
  const about = textTable(
    [{ title: 'dataset' }, { title: 'what it is' }],
    descriptions.map((description) => [description.name, description.about]),
  );
  return `${table}\n${about}`;
}

/**
 * The page behind `exitpoll data show`.
 *
 * @throws ExitpollError when the dataset cannot be found or read, or has no item of the category.
 */
export async function showDataset(
  nameOrPath: string,
  options: { readonly category: string | undefined; readonly limit: number; readonly json: boolean },
): Promise<string> {
  const source = await openDataset(await findDataset(nameOrPath, process.cwd()), process.cwd());
  const summary = await summarize(source, options);
  const known = summary.categories.flatMap(({ category }) => (category === null ? [] : [category]));
  if (options.category !== undefined && !known.includes(options.category)) {
    throw new ExitpollError(
      `no item has the category "${terminalLine(options.category, 80)}".${didYouMean(options.category, known)}`,
      {
        code: 'no-such-category',
        hint: known.length === 0 ? 'The dataset has no categories.' : `There are: ${known.slice(0, 20).join(', ')}.`,
      },
    );
  }
  if (options.json) {
    const examples = summary.examples.map(exampleJson);
    return `${JSON.stringify({ name: source.name, files: source.files, ...countsOf(summary), examples }, null, 2)}\n`;
  }
  const fitting = summary.categories.find(({ category }) => category === options.category)?.items ?? summary.items;
  return [
    `${terminalLine(source.name, 60)}: ${summary.items} items, ${summary.clusters} clusters, ${known.length} categories`,
    ...(summary.twins === 0 ? [] : [`benign twins: ${summary.twins} of the items, each in its original's cluster`]),
    ...languageLines(summary),
    ...(summary.changed === 0 ? [] : [`normalised: ${summary.changed} conversations, see docs/datasets.md`]),
    '',
    categoryTable(summary),
    ...(summary.examples.length === 0 ? [] : [exampleTable(summary.examples)]),
    ...(summary.examples.length === 0 ? [] : [`shown: ${summary.examples.length} of ${fitting}`, '']),
  ].join('\n');
}

function countsOf(summary: DatasetSummary): Omit<DatasetSummary, 'examples'> {
  const { examples: _, ...counts } = summary;
  return counts;
}

function exampleJson(item: SourceItem): Omit<SourceItem, 'at'> & { line: number | undefined } {
  const { at, ...rest } = item;
  return Object.assign(rest, { line: at.line });
}

function languageLines(summary: DatasetSummary): readonly string[] {
  if (summary.languages.length === 0) return [];
  return [
    `languages: ${summary.languages.map(({ language, items }) => `${terminalLine(language, 20)} ${items}`).join(', ')}`,
  ];
}

function categoryTable(summary: DatasetSummary): string {
  return textTable(
    [{ title: 'category' }, { title: 'items', align: 'right' }, { title: 'clusters', align: 'right' }],
    summary.categories.map(({ category, items, clusters }) => [
      category === null ? '(none)' : terminalLine(category, 60),
      String(items),
      String(clusters),
    ]),
  );
}

function exampleTable(examples: readonly SourceItem[]): string {
  return textTable(
    [{ title: 'item' }, { title: 'cluster' }, { title: 'turn', align: 'right' }, { title: 'last user turn' }],
    examples.map((item) => [
      terminalLine(item.name, 24),
      terminalLine(item.cluster, 28),
      String(item.turn),
      terminalLine(terminalText(item.conversation.messages.at(-1)?.text ?? ''), 80),
    ]),
  );
}
