/** Options of commands that lay published rates beside ours. */
export const overlayOptions = {
  overlay: {
    type: 'string',
    description: 'published rates to lay beside ours, where model and method match (docs/report.md)',
    valueHint: 'FILE',
  },
  'overlay-dataset': {
    type: 'string',
    description: 'label of the dataset the published rates are of; bailbench unless given',
    valueHint: 'LABEL',
  },
} as const;
