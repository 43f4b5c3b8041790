import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Message } from '../../src/conversation/messages.ts';
import type { ModelRequest } from '../../src/conversation/request.ts';
import { publicAddress, type SentForm } from '../../src/models/sent-form.ts';
import { RequestPacker, unpackedRequest, type PackedRequests, type SentWay } from '../../src/server/wire/requests.ts';
import { requestViews, type AskedRequest } from '../../web/pages/trial/request/request-views.ts';
import { anyText } from '../report/any-text.ts';
import { plainRequest } from '../support/model-requests.ts';
import { anthropicForm, openAiForm } from '../support/sent-forms.ts';

const text = anyText(6);
const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ role: fc.constant('user' as const), text }),
  fc.record({ role: fc.constant('assistant' as const), text }),
  fc.record({ role: fc.constant('tool' as const), callId: fc.option(text), text }),
);
const tool = fc.record({ name: text, description: text, parameters: fc.constant({ type: 'object', properties: {} }) });
const request: fc.Arbitrary<ModelRequest> = fc.record(
  {
    system: fc.option(text),
    instructions: fc.option(text),
    messages: fc.array(message, { maxLength: 5 }),
    tools: fc.array(tool, { maxLength: 2 }),
    sampling: fc.record({ temperature: fc.constantFrom(0, 1), topP: fc.constant(1), maxTokens: fc.nat(9) }),
    prefill: text,
  },
  { requiredKeys: ['system', 'instructions', 'messages', 'tools', 'sampling'] },
);

test('requests come out as they went in, what they share told once', () => {
  fc.assert(
    fc.property(fc.array(request, { maxLength: 6 }), (requests) => {
      const packer = new RequestPacker();
      const places = requests.map((one) => packer.request(one));
      const packed = JSON.parse(JSON.stringify(packer.packed())) as PackedRequests;
      expect(places.map((place) => unpackedRequest(packed, place))).toEqual(requests);
      for (const parts of [packed.messages, packed.frames, packed.settings]) {
        expect(new Set(parts.map((part) => JSON.stringify(part))).size).toBe(parts.length);
      }
    }),
  );
});

/** What a page shows of one request that went out in a form. */
function viewsOf(asked: ModelRequest, form: SentForm | null, calls = 1, protocol = 'sim') {
  const packer = new RequestPacker();
  const way: SentWay | null = form === null ? null : { form, ...publicAddress(form), isCut: false };
  const place: AskedRequest = {
    kind: 'request',
    request: packer.request(asked),
    seed: 7,
    protocol: form?.protocol ?? protocol,
    sent: way === null ? null : packer.sent(way),
  };
  const views = requestViews(place, packer.packed(), calls);
  return Object.fromEntries(
    views.map((view) => [view.name, { notes: view.notes, shown: view.shown(), copied: view.copied() }]),
  );
}

test('a body is copied as it was sent, with what cannot be seen escaped and nothing else changed', () => {
  fc.assert(
    fc.property(request, fc.constantFrom(anthropicForm, openAiForm('vllm')), (asked, form) => {
      const { body } = viewsOf(asked, form);
      expect(JSON.parse(body?.copied ?? '')).toEqual(JSON.parse(body?.shown ?? ''));
      expect(body?.copied).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      expect(body?.copied).not.toContain('\n');
    }),
  );
});

test('a known service has its address and the name of its key, any other server names to be filled in', () => {
  const hello = plainRequest('Hello.');
  const known = viewsOf(hello, openAiForm('openai', { service: 'openai' }));
  expect(known['body']?.notes[0]).toBe('POST to https://api.openai.com/v1/chat/completions.');
  expect(known['curl']?.copied).toContain("curl 'https://api.openai.com/v1/chat/completions' \\\n");
  expect(known['curl']?.copied).toContain(`-H 'authorization: Bearer '"$OPENAI_API_KEY"`);
  const own = viewsOf(hello, anthropicForm);
  expect(own['curl']?.copied).toContain(`curl "$EXITPOLL_BASE_URL"/v1/messages \\\n`);
  expect(own['curl']?.copied).toContain(`-H 'x-api-key: '"$EXITPOLL_API_KEY"`);
  expect(own['curl']?.notes[0]).toContain('`EXITPOLL_BASE_URL` to the address of the server and `EXITPOLL_API_KEY`');
  const free = viewsOf(hello, openAiForm('vllm', { hasKey: false }));
  expect(free['curl']?.copied).not.toContain('authorization');
});

test.each([
  ['sim', 'A simulated respondent'],
  ['local', 'A model on the machine'],
  ['replay', 'a file of replies'],
  ['openai-compatible', 'does not say in which form'],
])('of a reply by %s there is our own request alone, and why', (protocol, why) => {
  const views = viewsOf(plainRequest('Hello.'), null, 1, protocol);
  expect(Object.keys(views)).toEqual(['own']);
  expect(views['own']?.notes.join(' ')).toContain(why);
  expect(JSON.parse(views['own']?.copied ?? '')).toEqual({ ...plainRequest('Hello.'), seed: 7 });
});

test('of several replies to one call, and of several calls for one reply, it is said', () => {
  const several = viewsOf(plainRequest('Hello.'), openAiForm('vllm', { draws: 4 }));
  expect(several['body']?.notes).toContain('One call asked for 4 replies, of which this is one.');
  expect(JSON.parse(several['body']?.copied ?? '')).toMatchObject({ n: 4 });
  const readout = viewsOf(
    plainRequest('Hello.', { readout: ['yes', 'no'], prefill: '<a>' }),
    openAiForm('vllm', { alternatives: 20 }),
    5,
  );
  expect(readout['body']?.notes.join(' ')).toContain('put together from 5 calls');
  expect(JSON.parse(readout['body']?.copied ?? '')).toMatchObject({ top_logprobs: 20, max_tokens: 1 });
});
