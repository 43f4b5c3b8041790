import { fileURLToPath } from 'node:url';

import type { StudyInput } from '../../../src/study/schema.ts';

/** Respondents whose true rates are known, by file name: one that is misread now and then, one that knows no tools. */
export const respondents: Readonly<Record<string, unknown>> = {
  'misread.json': {
    name: 'misread',
    seed: 3,
    bail: 0.25,
    misread: 0.12,
    missed: 0.04,
    refusal: 0.3,
    nonsense: 0.03,
    truncated: 0.02,
    journal: 0.5,
    spread: { cluster: 0.2, item: 0.1 },
    rules: [{ where: { method: 'placebo-tool' }, bail: 0.04 }],
  },
  'no-tools.json': { name: 'no-tools', seed: 4, tools: false, bail: 0.12, refusal: 0.1, spread: { cluster: 0.4 } },
};

/** A small study with something for every page. */
export const exampleStudy: StudyInput = {
  name: 'example',
  models: ['sim:even', 'sim:./misread.json', 'sim:./no-tools.json'],
  datasets: [
    { name: 'starter', take: 16 },
    { name: 'neutral', take: 8 },
    {
      path: fileURLToPath(new URL('../../../examples/conversations/short.jsonl', import.meta.url)),
      as: 'conversations',
      turns: 'every',
    },
  ],
  methods: [
    'baseline',
    'bail-tool',
    'bail-string',
    'bail-prompt',
    { method: 'bail-prompt', readout: 'logprobs' },
    'placebo-tool',
  ],
  wordings: ['default', 'reason=distress'],
  leadIns: ['none', 'greeting'],
  epochs: 2,
  followUps: ['confirm', { interview: { draws: 2 } }],
};
