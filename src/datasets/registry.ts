/** The names a study's `datasets` can use. */
export const datasetNames = ['starter', 'crisis', 'neutral', 'bailbench', 'csv', 'tsv', 'jsonl'] as const;
export type DatasetName = (typeof datasetNames)[number];

/** What is known of a dataset before it is read. */
export interface DatasetDescription {
  readonly name: DatasetName;
  /** One sentence. */
  readonly about: string;
  /** Whether the study must say which file to read; the others come with the package. */
  readonly needsPath: boolean;
}

const descriptions: { readonly [name in DatasetName]: Omit<DatasetDescription, 'name'> } = {
  starter: {
    about: 'Situations models are known to leave, each with a benign twin. Written for this project.',
    needsPath: false,
  },
  crisis: {
    about: 'People in danger: an exit must not be taken here. Written for this project.',
    needsPath: false,
  },
  neutral: {
    about: 'Plain requests nobody would leave: the control. Written for this project.',
    needsPath: false,
  },
  bailbench: {
    about: 'The published BailBench file (columns content, subcategory, category); the cluster is the subcategory.',
    needsPath: true,
  },
  csv: { about: 'Your own prompts, comma-separated, one a row.', needsPath: true },
  tsv: { about: 'Your own prompts, tab-separated, one a row.', needsPath: true },
  jsonl: { about: 'Your own conversations, one {"messages": […]} a line, in the form of OpenAI.', needsPath: true },
};

/** Every dataset a study can name, in the order they are listed. */
export function describeDatasets(): readonly DatasetDescription[] {
  return datasetNames.map(describeDataset);
}

/** The description of one dataset. */
export function describeDataset(name: DatasetName): DatasetDescription {
  return { name, ...descriptions[name] };
}
