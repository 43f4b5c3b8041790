/** The store where none is named. */
export const defaultStore = 'exitpoll.sqlite';

/** The `--store` option that commands share. */
export const storeOption = {
  store: {
    type: 'string',
    description: 'the store: an SQLite file that holds every reply once',
    default: defaultStore,
    valueHint: 'FILE',
  },
} as const;

/** The `--study` option of commands that read a store. */
export const studyOption = {
  study: { type: 'string', description: 'only the study of this name; all unless given', valueHint: 'NAME' },
} as const;

/** The `--json` option. */
export const jsonOption = {
  json: { type: 'boolean', description: 'JSON on stdout, for scripts', default: false },
} as const;

/** The `--prices` option of commands that tell what a study costs. */
export const pricesOption = {
  prices: {
    type: 'string',
    description: 'prices of models (docs/running.md); unless given, your prices.yaml, if there is one',
    valueHint: 'FILE',
  },
} as const;

/** Options of commands that show some conditions of a store; each may be given several times. */
export const selectionOptions = {
  model: { type: 'string', description: 'only this model, as results call it; may be repeated', valueHint: 'NAME' },
  dataset: {
    type: 'string',
    description: 'only this dataset, with its benign twins; may be repeated',
    valueHint: 'LABEL',
  },
  method: { type: 'string', description: 'only this method, such as bail-tool; may be repeated', valueHint: 'METHOD' },
} as const;

/** Their names. */
export const selectionNames = ['model', 'dataset', 'method'] as const;
