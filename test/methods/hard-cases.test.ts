import { describe, expect, test } from 'vitest';

import type { MethodName } from '../../src/conversation/exit.ts';
import { methods } from '../../src/methods/index.ts';
import type { Offer } from '../../src/methods/method.ts';
import type { HardCase } from './hard-case.ts';
import { promptOffer, reply, stringOffer, toolOffer } from './offers.ts';
import { promptCases } from './prompt-cases.ts';
import { stringCases } from './string-cases.ts';
import { stringSilenceCases } from './string-silence-cases.ts';
import { toolCases } from './tool-cases.ts';
import { toolTextCases } from './tool-text-cases.ts';

const placeboOffer: Offer = methods['placebo-tool'].offer(
  {
    method: 'placebo-tool',
    name: 'test',
    instructions: null,
    tool: { name: 'end_chat', description: 'Does nothing.' },
  },
  null,
);

const tables: readonly [name: string, method: MethodName, offer: Offer, cases: readonly HardCase[]][] = [
  ['bail-tool', 'bail-tool', toolOffer, [...toolCases, ...toolTextCases]],
  ['placebo-tool', 'placebo-tool', placeboOffer, [...toolCases, ...toolTextCases]],
  ['bail-string', 'bail-string', stringOffer, [...stringCases, ...stringSilenceCases]],
  ['bail-prompt', 'bail-prompt', promptOffer('bail-first'), promptCases],
];

describe.each(tables)('%s', (_, method, offer, cases) => {
  test.each(cases)('$what: $strict, by the paper $paper. $why', ({ text, change, strict, flags, paper }) => {
    const parent = method === 'bail-prompt' ? [reply('Lighthouses guide ships.')] : [];
    const replies = [...parent, reply(text, change)];
    const { scorers } = methods[method];
    const result = scorers.strict(offer, replies);
    expect(result.outcome).toBe(strict);
    expect(result.flags.toSorted()).toEqual([...(flags ?? [])].toSorted());
    expect(scorers.paper(offer, replies).outcome).toBe(paper);
  });
});
