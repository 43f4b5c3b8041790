/** The forms in which conversations can be read. */
export const formatNames = ['wildchat', 'lmsys', 'sharegpt', 'oasst', 'hh', 'jsonl'] as const;
export type FormatName = (typeof formatNames)[number];

/** The names a study's `datasets` can use. */
export const datasetNames = [
  'starter',
  'crisis',
  'neutral',
  'bailbench',
  ...formatNames,
  'csv',
  'tsv',
  'auto',
] as const;
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
  wildchat: { about: 'WildChat: conversations with ChatGPT; the cluster is the user.', needsPath: true },
  lmsys: { about: 'LMSYS-Chat: conversations with 25 models, users not told apart.', needsPath: true },
  sharegpt: { about: 'ShareGPT: {"conversations": [{"from", "value"}]}; HTML becomes Markdown.', needsPath: true },
  oasst: { about: 'OpenAssistant: message trees, or their messages; the cluster is the tree.', needsPath: true },
  hh: { about: 'Anthropic HH: pairs of conversations, of which the chosen one is read.', needsPath: true },
  jsonl: { about: 'Your own conversations, one {"messages": […]} a line, in the form of OpenAI.', needsPath: true },
  csv: { about: 'Your own prompts, comma-separated, one a row.', needsPath: true },
  tsv: { about: 'Your own prompts, tab-separated, one a row.', needsPath: true },
  auto: { about: 'A file in any of these forms, which is found by looking.', needsPath: true },
};

/** Every dataset a study can name, in the order they are listed. */
export function describeDatasets(): readonly DatasetDescription[] {
  return datasetNames.map(describeDataset);
}

/** The description of one dataset. */
export function describeDataset(name: DatasetName): DatasetDescription {
  return { name, ...descriptions[name] };
}

/** Whether a dataset holds conversations, which may have several turns. */
export function isFormat(name: DatasetName): name is FormatName {
  return (formatNames as readonly string[]).includes(name);
}
