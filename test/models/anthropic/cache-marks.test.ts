import { describe, expect, test } from 'vitest';

import type { Message } from '../../../src/conversation/messages.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import type { ModelRequest } from '../../../src/conversation/request.ts';
import type { TrialContext } from '../../../src/models/model.ts';
import { serveAnthropic, type AskedModel } from '../../support/anthropic-model.ts';
import { plainRequest, someContext } from '../../support/model-requests.ts';

const long = (name: string): string => `${name} ${'a word or two '.repeat(300)}`;

/** The first `turns` user turns of a conversation, with the replies between them. */
function conversation(name: string, turns: number): Message[] {
  const all = Array.from({ length: turns }, (_, at): Message[] => [
    { role: 'user', text: long(`${name}-${at}`) },
    { role: 'assistant', text: `Reply ${at}.` },
  ]);
  return all.flat().slice(0, -1);
}

const marks = (asked: AskedModel): readonly number[] =>
  asked.server.requests.map(({ text }) => text.match(/"cache_control"/g)?.length ?? 0);

const ask = (asked: AskedModel, request: Partial<ModelRequest>, context: Partial<TrialContext> = {}) =>
  asked.ask(plainRequest('', request), { context: { ...someContext, ...context } });

/** What prompts cost, in prices of one token: put into the cache a quarter more, read from it a tenth. */
class Bill {
  paid = 0;
  full = 0;

  add(asked: AskedModel, { usage }: Reply): void {
    const { promptTokens = 0, cachedTokens = 0 } = usage ?? {};
    this.full += promptTokens;
    this.paid += promptTokens - 0.9 * cachedTokens + 0.25 * asked.server.written();
  }
}

/** A baseline reply, and both questions about it. */
async function askBothOrders(asked: AskedModel, name: string, bill = new Bill()): Promise<void> {
  const messages = conversation(name, 1);
  bill.add(asked, await ask(asked, { messages }));
  for (const text of ['Leave or stay?', 'Stay or leave?']) {
    const after: Message[] = [...messages, { role: 'assistant', text: 'Reply.' }, { role: 'user', text }];
    bill.add(asked, await ask(asked, { messages: after }, { method: 'bail-prompt', step: 'answer' }));
  }
}

/** A conversation sent turn by turn. */
async function askTurns(asked: AskedModel, name: string, turns: number, bill = new Bill()): Promise<void> {
  for (let turn = 1; turn <= turns; turn += 1) {
    const request = { messages: conversation(name, turn), instructions: 'You may leave.' };
    bill.add(asked, await ask(asked, request, { method: 'bail-string', turn }));
  }
}

describe('what is marked for the cache', () => {
  test('conversations that questions are asked about, once that was seen', async () => {
    await using asked = await serveAnthropic();
    const bill = new Bill();
    for (const name of ['a', 'b', 'c']) await askBothOrders(asked, name, bill);
    expect(marks(asked).slice(3)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(asked.sent()['messages']).toMatchObject([
      { content: [{ cache_control: { type: 'ephemeral' } }] },
      { content: [{ type: 'text' }] },
      { content: [{ type: 'text' }] },
    ]);
    expect(bill.paid).toBeLessThan(bill.full * 0.7);
  });

  test.each([
    [2, 0.85],
    [8, 0.5],
  ])('conversations of %i turns that are sent turn by turn', async (turns, most) => {
    await using asked = await serveAnthropic();
    const bill = new Bill();
    for (const name of ['a', 'b', 'c', 'd', 'e']) await askTurns(asked, name, turns, bill);
    expect(bill.paid).toBeLessThan(bill.full * most);
  });

  test('nothing where nothing is repeated', async () => {
    await using asked = await serveAnthropic();
    for (const name of ['a', 'b', 'c', 'd']) {
      await ask(asked, { messages: conversation(name, 3), instructions: 'You may leave.' }, { turn: 3 });
    }
    expect(marks(asked)).toEqual([0, 0, 0, 0]);
  });

  test('nothing that is too short to be kept', async () => {
    await using asked = await serveAnthropic();
    for (const _ of [1, 2, 3]) await ask(asked, { messages: [{ role: 'user', text: 'Hello.' }] });
    expect(marks(asked)).toEqual([0, 0, 0]);
  });

  test('what the study says instead, or nothing where it says so', async () => {
    const cache = { type: 'ephemeral', ttl: '1h' };
    await using asked = await serveAnthropic({}, { extraBody: { cache_control: cache } });
    await using unmarked = await serveAnthropic({}, { extraBody: { cache_control: null } });
    for (const one of [asked, unmarked]) for (const name of ['a', 'b']) await askBothOrders(one, name);
    expect(asked.sent()['cache_control']).toEqual(cache);
    expect(marks(asked)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(marks(unmarked)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
