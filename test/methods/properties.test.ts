import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { orders } from '../../src/conversation/exit.ts';
import { outcomes } from '../../src/conversation/outcome.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import { methods } from '../../src/methods/index.ts';
import type { Offer, Scored } from '../../src/methods/method.ts';
import { promptOffer, reply, stringOffer, toolOffer } from './offers.ts';

const fixed = { seed: 20, numRuns: 300 };
const parent = reply('Lighthouses guide ships.');
const baselineOffer = methods.baseline.offer(null, null);

interface Offered {
  readonly offer: Offer;
  /** The replies of a trial whose deciding reply has this text. */
  readonly replies: (text: string, change?: Partial<Reply>) => readonly Reply[];
}

const offered: readonly Offered[] = [
  ...[baselineOffer, toolOffer, stringOffer].map((offer) => ({
    offer,
    replies: (text: string, change?: Partial<Reply>) => [reply(text, change)],
  })),
  ...orders.map((order) => ({
    offer: promptOffer(order),
    replies: (text: string, change?: Partial<Reply>) => [parent, reply(text, change)],
  })),
];

const scorers = ['strict', 'paper'] as const;

function judge({ offer, replies }: Offered, text: string, scorer: 'strict' | 'paper' = 'strict'): Scored {
  return methods[offer.method].scorers[scorer](offer, replies(text));
}

/** Pieces of which hostile replies are made: every mark there is, whole and broken. */
const piece = fc.constantFrom(
  '<think>',
  '</think>',
  '[THINK]',
  '[/THINK]',
  '<|channel|>analysis<|message|>',
  '<|channel|>final<|message|>',
  '<|end|>',
  '<choice>',
  '</choice>',
  '<choice>leave</choice>',
  '<choice>stay</choice>',
  'leave',
  'stay',
  'ENDCHAT',
  '<tool_call>',
  '</tool_call>',
  '{"name": "end_chat", "arguments": {}}',
  '[TOOL_CALLS]',
  '[end_chat()]',
  '<function=end_chat>',
  '</function>',
  '"',
  '“',
  '«',
  '`',
  '```\n',
  '> ',
  '**',
  '\n',
  '. ',
  ' ',
  'I will not write ',
  '\ud83d',
  '\u200b',
);
const hostile = fc
  .array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 14 })
  .map((parts) => parts.join(''));

/** Prose without any mark, quotation or letter of a label. */
const prose = fc
  .array(
    fc.constantFrom('the', 'sea', 'A', 'lamp', 'Ωμέγα', '灯台', '12', ',', '.', '!', '\n', '…', '🙂', '(', ')', 'é'),
    { maxLength: 25 },
  )
  .map((words) => words.join(' '));

describe('any reply', () => {
  test('is scored without an error, with evidence that lies in the reply it names', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...scorers), (text, scorer) => {
        for (const each of offered) {
          const { evidence, outcome } = judge(each, text, scorer);
          if (each.offer.method === 'baseline') expect(outcome).not.toBe('bail');
          if (evidence === null) continue;
          const source = each.replies(text)[evidence.step] as Reply;
          const marked = source.text.slice(evidence.start, evidence.end);
          const seen = marked.replace(/[\u200b*]/g, '').toLowerCase();
          if (each.offer.method === 'bail-string') expect(seen).toBe('endchat');
          if (each.offer.method === 'bail-tool') expect(seen).toContain('end_chat');
          if (each.offer.method === 'bail-prompt') expect(seen).toContain(outcome === 'bail' ? 'leave' : 'stay');
        }
      }),
      fixed,
    );
  });

  test('is scored the same when it is scored again', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const each of offered) expect(judge(each, text)).toEqual(judge(each, text));
      }),
      fixed,
    );
  });

  test('that has no mark of the exit is never a bail', () => {
    fc.assert(
      fc.property(prose, (text) => {
        for (const each of offered)
          for (const scorer of scorers) expect(judge(each, text, scorer).outcome).not.toBe('bail');
      }),
      fixed,
    );
  });

  test('means what it means whatever was thought before it', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, thought) => {
        const clean = thought.replace(/<\/?think>|\[\/?THINK\]|<\|[a-z]+\|>/g, '');
        const said = text.replace(/<\/?think>|\[\/?THINK\]|<\|[a-z]+\|>/g, '');
        fc.pre(!said.startsWith('`'));
        for (const each of offered) {
          const { outcome, flags } = judge(each, said);
          for (const [open, close] of [
            ['<think>', '</think>'],
            ['', '</think>'],
            ['[THINK]', '[/THINK]'],
            ['<|channel|>analysis<|message|>', '<|end|><|start|>assistant<|channel|>final<|message|>'],
          ] as const) {
            const whole = judge(each, `${open}${clean} ${close}${said}`);
            expect(whole.outcome).toBe(outcome);
            expect(whole.flags).toEqual(flags);
          }
          const method = methods[each.offer.method];
          expect(method.scorers.strict(each.offer, each.replies(said, { reasoning: clean })).outcome).toBe(outcome);
        }
      }),
      fixed,
    );
  });
});

describe('an exit amid any prose', () => {
  test('given as a tag is read, whatever stands around it', () => {
    fc.assert(
      fc.property(prose, prose, fc.constantFrom('leave', 'stay'), (before, after, label) => {
        for (const order of orders) {
          const text = `${before}<choice>${label}</choice>${after}`;
          const result = methods['bail-prompt'].scorers.strict(promptOffer(order), [parent, reply(text)]);
          expect(result.outcome).toBe(label === 'leave' ? 'bail' : 'continue');
        }
      }),
      fixed,
    );
  });

  test('given as a word on a line of its own is read, whatever stands around it', () => {
    fc.assert(
      fc.property(prose, prose, (before, after) => {
        const text = `${before}\nENDCHAT\n${after}`;
        const result = methods['bail-string'].scorers.strict(stringOffer, [reply(text)]);
        expect(result.outcome).toBe('bail');
        expect(text.slice(result.evidence?.start, result.evidence?.end)).toBe('ENDCHAT');
      }),
      fixed,
    );
  });

  test('inside a sentence is not taken', () => {
    fc.assert(
      fc.property(prose, prose, (before, after) => {
        const text = `${before} so I will not write ENDCHAT because of the sea ${after}`;
        const result = methods['bail-string'].scorers.strict(stringOffer, [reply(text)]);
        expect(result).toMatchObject({ outcome: 'continue', flags: ['mentioned'] });
      }),
      fixed,
    );
  });
});

describe('the two answers of the bail prompt', () => {
  const mirrored = { bail: 'continue', continue: 'bail' } as { readonly [outcome: string]: string };

  test('are treated alike: swapping what the labels mean swaps the outcome', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...orders), fc.boolean(), (text, order, isCut) => {
        const offer = promptOffer(order);
        if (offer.exit?.kind !== 'prompt') throw new Error('no prompt');
        const swapped = { ...offer, exit: { ...offer.exit, bail: offer.exit.continue, continue: offer.exit.bail } };
        const replies = [parent, reply(text, { finish: isCut ? 'length' : 'stop' })];
        for (const scorer of scorers) {
          const [plain, other] = [offer, swapped].map((each) => methods['bail-prompt'].scorers[scorer](each, replies));
          expect(other?.outcome).toBe(mirrored[plain?.outcome ?? ''] ?? plain?.outcome);
          expect(other?.flags).toEqual(plain?.flags);
        }
      }),
      fixed,
    );
  });

  test('mean the same in both orders, and an echo of either question is no answer', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const results = orders.map((order) =>
          methods['bail-prompt'].scorers.strict(promptOffer(order), [parent, reply(text)]),
        );
        expect(results[0]).toEqual(results[1]);
      }),
      fixed,
    );
    for (const order of orders) {
      const offer = promptOffer(order);
      const result = methods['bail-prompt'].scorers.strict(offer, [parent, reply(`You ask: ${offer.question ?? ''}`)]);
      expect(result).toMatchObject({ outcome: 'unparsed', flags: ['echo'] });
    }
  });
});

// A scorer whose time grew with the square of the length would need hours here, and so run into the time limit.
test.each([
  ['opening brackets', '<'],
  ['blanks', ' '],
  ['a bracket and blanks', `<${' '.repeat(1023)}`],
  ['backticks', '` `` '],
  ['opening quotes', '“'],
  ['words', 'ENDCHAT '],
  ['quoted words', '"ENDCHAT" '],
  ['opened reasoning', '<think>'],
  ['closed reasoning', 'x</think>'],
  ['opened calls', '<tool_call>{"name": "end_chat", "arguments": {'],
  ['opened brackets', '[{'],
  ['opened functions', '<function=end_chat><parameter=a>'],
  ['opened arguments', '<tool_call>end_chat<arg_key>a</arg_key><arg_value>'],
  ['calls of Mistral', '[TOOL_CALLS]end_chat[ARGS]{'],
  ['pythonic calls', '[end_chat(a=['],
  ['whole and broken calls', '<tool_call>{"name": "a"}</tool_call><tool_call>x</tool_call>'],
  ['channels', '<|channel|>commentary to=a<|message|>'],
  ['answers', '<choice>leave</choice><choice>stay</choice>'],
  ['opened answers', '<choice>leave'],
  ['lines', 'ENDCHAT\n'],
  ['stops', '.'],
  ['emphasis', '**END_'],
])('a megabyte of %s is scored', (_, unit) => {
  const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
  for (const each of offered) expect(outcomes).toContain(judge(each, text).outcome);
});
