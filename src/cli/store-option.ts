/** The `--store` option that commands share. */
export const storeOption = {
  store: {
    type: 'string',
    description: 'the store: an SQLite file that holds every reply once',
    default: 'exitpoll.sqlite',
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
