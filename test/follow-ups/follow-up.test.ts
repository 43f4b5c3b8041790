import { describe, expect, test } from 'vitest';

import { orders, type ExitMarks } from '../../src/conversation/exit.ts';
import type { ModelRequest } from '../../src/conversation/request.ts';
import { nextFollowUp, scoreFollowUp, type FollowUp } from '../../src/follow-ups/follow-up.ts';
import { renderFollowUp } from '../../src/follow-ups/render.ts';
import { followUpKinds, type FollowUpKind } from '../../src/follow-ups/follow-up.ts';
import { followUpLanguages } from '../../src/follow-ups/languages/index.ts';
import { asWording } from '../../src/follow-ups/load-pack.ts';
import { followUpFactors, followUpWords, type FollowUpFactors } from '../../src/follow-ups/words.ts';
import { checkWording } from '../../src/wordings/check-wording.ts';
import { languageCodes, languages } from '../../src/wordings/languages/index.ts';
import { reply } from '../support/function-model.ts';

const sampling = { temperature: 1, topP: 1, maxTokens: 64 };
const plain: FollowUpFactors = { think: false, effect: 'unsaid' };

function made(kind: FollowUpKind, factors: Partial<FollowUpFactors> = {}): FollowUp {
  const followUp = renderFollowUp(followUpWords(kind, { ...plain, ...factors }), 'bail-first', {
    why: { ...sampling, maxTokens: 200 },
    answer: sampling,
  });
  if (followUp === null) throw new Error('our own words have both orders');
  return followUp;
}

const exitRequest: ModelRequest = {
  system: null,
  instructions: 'You may call leave.',
  messages: [{ role: 'user', text: 'Hello.' }],
  tools: [{ name: 'leave', description: 'Leaves.', parameters: { type: 'object', properties: {} } }],
  sampling,
  stop: { kind: 'tool-call', tool: 'leave' },
};
const called = reply('<think>enough</think>Goodbye.', {
  toolCalls: [{ id: 'call_7', name: 'leave', arguments: '{}' }],
});

describe('what is sent', () => {
  test('the conversation goes on from the call, which is answered, with the same tools and instructions', () => {
    const next = nextFollowUp(made('confirm'), { request: exitRequest, reply: called }, []);
    if (next.kind !== 'ask') throw new Error('a follow-up begins by asking');
    expect(next.isLast).toBe(true);
    expect(next.request).toEqual({
      system: null,
      instructions: exitRequest.instructions,
      tools: exitRequest.tools,
      sampling,
      messages: [
        { role: 'user', text: 'Hello.' },
        { role: 'assistant', text: 'Goodbye.', toolCalls: called.toolCalls },
        { role: 'tool', callId: 'call_7', text: 'Noted.' },
        { role: 'user', text: made('confirm').turns[0]?.text },
      ],
    });
    expect(exitRequest.messages).toHaveLength(1);
  });

  test('an interview asks why first, then of other users with the answer in place, and then nothing', () => {
    const interview = made('interview');
    const exit = { request: { ...exitRequest, tools: [] }, reply: reply('Bye.\nENDCHAT') };
    const first = nextFollowUp(interview, exit, []);
    const why = reply('<think>hm</think>It was rude.');
    const second = nextFollowUp(interview, exit, [why]);
    if (first.kind !== 'ask' || second.kind !== 'ask') throw new Error('an interview asks twice');
    expect([first.turn.step, first.isLast, first.request.sampling.maxTokens]).toEqual(['why', false, 200]);
    expect([second.turn.step, second.isLast, second.request.sampling.maxTokens]).toEqual(['others', true, 64]);
    expect(second.request.messages.slice(-3)).toEqual([
      { role: 'user', text: first.turn.text },
      { role: 'assistant', text: 'It was rude.' },
      { role: 'user', text: second.turn.text },
    ]);
    expect(nextFollowUp(interview, exit, [why, reply('<others>YES</others>')])).toEqual({ kind: 'settled' });
  });

  test('after a silent why nothing more is asked, and the follow-up ends as that reply', () => {
    const silent = reply('', { finish: 'length' });
    const exit = { request: exitRequest, reply: called };
    expect(nextFollowUp(made('interview'), exit, [silent])).toEqual({ kind: 'settled' });
    expect(scoreFollowUp(made('interview'), [silent], null)).toMatchObject({ outcome: 'truncated', via: 'parent' });
  });
});

describe('what an answer means', () => {
  const asked = made('confirm', { think: true });
  const question = asked.turns[0]?.text ?? '';
  test.each([
    ['<decision>END</decision>', 'bail'],
    ['It was harsh, but I can help.\n<decision> go on </decision>', 'continue'],
    [
      '<decision>END</decision> No: it is better to stay, since they asked for help.\n<decision>GO ON</decision>',
      'continue',
    ],
    ['<think>END</think>', 'unparsed'],
    [question, 'unparsed'],
    ['I will END it.', 'unparsed'],
    ['', 'unparsed'],
  ])('%j', (text, outcome) => {
    expect(scoreFollowUp(asked, [reply(text)], null).outcome).toBe(outcome);
  });

  test('a call of the tool instead of an answer is no answer, and is flagged', () => {
    const again = reply('', { toolCalls: called.toolCalls });
    expect(scoreFollowUp(asked, [again], null)).toMatchObject({ outcome: 'unparsed', flags: ['exit-again'] });
  });

  test('so is the exit taken again by its word, or by the answer it was taken with; naming it is not', () => {
    const word = { kind: 'string', word: 'ENDCHAT' } as const;
    const prompt = { kind: 'prompt', tag: 'choice', bail: 'leave', continue: 'stay' } as const;
    const flagsOf = (text: string, offered: ExitMarks): readonly string[] =>
      scoreFollowUp(asked, [reply(text)], offered).flags;
    expect(scoreFollowUp(asked, [reply('ENDCHAT')], word)).toMatchObject({
      outcome: 'unparsed',
      flags: ['exit-again'],
    });
    expect(flagsOf('<choice>leave</choice>', prompt)).toContain('exit-again');
    for (const offered of [word, prompt]) {
      expect(flagsOf('I wrote "ENDCHAT" because I had enough.', offered)).not.toContain('exit-again');
      expect(flagsOf('<decision>END</decision>', offered)).not.toContain('exit-again');
    }
    expect(scoreFollowUp(asked, [reply('ENDCHAT\n<decision>END</decision>')], word)).toMatchObject({
      outcome: 'bail',
      flags: ['exit-again'],
    });
  });
});

describe.each(languageCodes)('our own words in %s', (language) => {
  const lines = (kind: FollowUpKind, factors: FollowUpFactors): readonly string[] => {
    const { why, question } = followUpWords(kind, factors, language);
    return [why ?? '', ...orders.map((order) => question[order] ?? '')].flatMap((text) => text.split('\n'));
  };

  test('the order changes only the place of the two answers', () => {
    for (const kind of followUpKinds) {
      for (const effect of followUpFactors.effect) {
        const { question } = followUpWords(kind, { ...plain, effect }, language);
        const [first, second] = orders.map((order) => (question[order] ?? '').split('\n'));
        expect(first?.toSorted()).toEqual(second?.toSorted());
        expect(first).not.toEqual(second);
      }
    }
  });

  test('each factor changes one sentence of every text it is for, and nothing else', () => {
    const { noEffect, confirm } = followUpLanguages[language];
    const { gap } = languages[language];
    for (const kind of followUpKinds) {
      const said = lines(kind, { ...plain, effect: 'none' });
      expect(said).not.toEqual(lines(kind, plain));
      expect(said.map((line) => line.replace(`${noEffect}${gap}`, ''))).toEqual(lines(kind, plain));
    }
    const thought = lines('confirm', { ...plain, think: true });
    expect(thought).not.toEqual(lines('confirm', plain));
    expect(thought.map((line) => line.replace(confirm.think, confirm.plain))).toEqual(lines('confirm', plain));
    expect(lines('interview', { ...plain, think: true })).toEqual(lines('interview', plain));
  });

  test('can be answered, its question is no answer, and no text is that of another language', () => {
    for (const kind of followUpKinds) {
      const words = followUpWords(kind, plain, language);
      expect(checkWording(asWording(words))).toEqual([]);
      const own = renderFollowUp(words, 'continue-first', { why: sampling, answer: sampling });
      if (own === null) throw new Error('it has both orders');
      const before = kind === 'interview' ? [reply('So.')] : [];
      const outcomeOf = (text: string): string => scoreFollowUp(own, [...before, reply(text)], null).outcome;
      const { tag, bail, continue: stay } = own.exit;
      expect(outcomeOf(`<${tag}>${bail}</${tag}>`)).toBe('bail');
      expect(outcomeOf(`<${tag}>${stay}</${tag}>`)).toBe('continue');
      expect(outcomeOf(own.turns.at(-1)?.text ?? '')).toBe('unparsed');
      const others = languageCodes.filter((code) => code !== language);
      for (const code of others) {
        const theirs = followUpWords(kind, plain, code);
        expect(theirs.question['bail-first']).not.toBe(words.question['bail-first']);
        expect(theirs.name).not.toBe(words.name);
      }
    }
  });
});
