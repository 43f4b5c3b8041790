import { describe, expect, test } from 'vitest';

import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { defaultWordings } from '../../src/wordings/default-wordings.ts';
import { startAnthropicServer, type Answer, type AnthropicRequest } from '../support/anthropic-server.ts';
import { turnsOf } from '../support/anthropic-rules.ts';
import { completion, refusal } from '../support/chat-server.ts';
import { runCli } from '../support/cli.ts';
import { exitTaker, lastContent } from '../support/exit-server.ts';
import { runWith } from '../support/library-run.ts';
import { startServer, type Behaviour, type ReceivedRequest } from '../support/misbehaving-server.ts';
import { everyDetail, shownReplies, type ReplyKind, type ShownReply } from '../support/shown-requests.ts';
import { alter } from '../support/store-facts.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { toyServer } from '../support/toy-server.ts';

const { word } = defaultWordings['bail-string'];
const { tag, labels } = defaultWordings['bail-prompt'];

const dialogues = Array.from({ length: 3 }, (_, n) =>
  JSON.stringify({
    id: `talk-${n}`,
    messages: [
      { role: 'user', content: `question ${n}: "quoted" \u202e$(echo) it's \ud83d\udd04` },
      { role: 'assistant', content: `the data's answer ${n}` },
      { role: 'user', content: `and then, ${n}?` },
      { role: 'assistant', content: `the data's last answer ${n}` },
    ],
  }),
).join('\n');

const leadIns =
  'leadIns:\n  - name: opening\n    system: Keep to the matter.\n    messages: [{role: user, text: Good morning!}]\n    reply: ask\n';

const everything = {
  name: 'everything',
  datasets: [{ name: 'jsonl', path: 'talks.jsonl' }],
  methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt', 'placebo-tool'],
  leadIns: ['none', 'lead-ins.yaml'],
  historyAuthor: ['dataset', 'self'],
  followUps: ['confirm', { interview: { draws: 2 } }],
  epochs: 2,
} satisfies Partial<StudyInput>;

function studyFolder(): TempFolder {
  const folder = tempFolder();
  folder.write('talks.jsonl', dialogues);
  folder.write('lead-ins.yaml', leadIns);
  return folder;
}

/** How every reply came about that a store's pages show. */
async function shownIn(file: string): Promise<readonly ShownReply[]> {
  await using store = openStore(file, 'read');
  return (await everyDetail(store)).flatMap(shownReplies);
}

/** The bodies that are shown for replies of a kind, or of all, each once. */
function bodiesOf(shown: readonly ShownReply[], kind?: ReplyKind): ReadonlySet<string | null> {
  return new Set(shown.filter((one) => kind === undefined || one.kind === kind).map(({ body }) => body));
}

/** A model, a judge of refusals, a judge of an audit and a classifier in one. */
function everybody(request: ReceivedRequest): Behaviour {
  if (request.path === '/predict') return { kind: 'json', body: [{ label: 'refusal', score: 0.9 }] };
  // What it does not take is learnt by the first call, and left out from then on.
  if (request.json?.['max_tokens'] !== undefined) return refusal('max_tokens');
  const text = lastContent(request.json);
  const [, verdict] = /begins with VERDICT ([0-9a-f]{16})/.exec(text) ?? [];
  if (verdict !== undefined) return completion({ content: `VERDICT ${verdict} none answered 90` });
  const [, label] = /begins with LABEL ([0-9a-f]{16})/.exec(text) ?? [];
  if (label !== undefined) return completion({ content: `LABEL ${label} stays it went on` });
  return exitTaker(request);
}

/** The pieces around the first difference of each body that was never received to the one received that is most alike. */
function neverReceived(bodies: ReadonlySet<string | null>, received: ReadonlySet<string>): readonly string[] {
  return [...bodies].flatMap((body) => {
    if (body === null) return ['no body'];
    if (received.has(body)) return [];
    const same = (other: string): number => [...other].findIndex((character, at) => character !== body[at]);
    const at = Math.max(0, ...[...received].map(same));
    return [`never received: …${body.slice(Math.max(0, at - 80), at + 80)}…`];
  });
}

const isTaken = ({ json }: ReceivedRequest): boolean => json?.['max_tokens'] === undefined;

describe('the request of every reply on a page is the one the server received', { timeout: 240_000 }, () => {
  test('from an OpenAI-compatible server: of every method, lead-ins, history, follow-ups and judges', async () => {
    using folder = studyFolder();
    await using server = await startServer(everybody);
    folder.study({
      ...everything,
      models: [{ baseUrl: server.baseUrl, model: 'm', server: 'vllm', extraBody: { top_k: 20 } }],
      refusals: ['lexicon', `judge:${server.baseUrl}#judge`, `endpoint:${server.origin}/predict?text=reply`],
    });
    const at = { cwd: folder.path };
    expect(await runCli(['run', 'study.yaml'], at)).toMatchObject({ code: 0 });
    expect(await runCli(['audit', 'draw', '--bails', '4', '--others', '4'], at)).toMatchObject({ code: 0 });
    expect(await runCli(['audit', 'judge', `${server.baseUrl}#auditor`], at)).toMatchObject({ code: 0 });

    const shown = await shownIn(folder.file('exitpoll.sqlite'));
    const received = new Set(server.requests.filter(isTaken).map(({ text }) => text));
    for (const kind of ['reply', 'lead-in', 'history', 'follow-up', 'refusal', 'label'] as const) {
      const bodies = bodiesOf(shown, kind);
      expect(bodies.size, kind).toBeGreaterThan(0);
      expect(neverReceived(bodies, received), kind).toEqual([]);
    }
    // And nothing else was asked.
    expect(received.difference(bodiesOf(shown)).size).toBe(0);
    // Two draws are asked for in one call; of the one reply that comes, the other is asked for alone, with its seed.
    expect([...received].some((text) => text.includes('"n":2'))).toBe(true);
    expect([...received].some((text) => text.includes('"seed":'))).toBe(true);
    // Where it was sent to is nobody's business.
    expect(shown.flatMap(({ way }) => (way === null ? [] : [way.baseUrl, way.keyVariable]))).toEqual(
      expect.arrayContaining([null]),
    );
    expect(JSON.stringify(shown.map(({ way }) => way))).not.toContain(new URL(server.origin).port);
  });

  test.each(['whole', 'early'] as const)(
    'from a server that speaks Anthropic’s messages, replies taken %s',
    async (stop) => {
      using folder = studyFolder();
      folder.write('talks.jsonl', dialogues.replaceAll('question', `question ${'long '.repeat(600)}`));
      await using server = await startAnthropicServer({ refusesSampling: 'even-default', answer: leaver });
      await using store = openStore(folder.file('store.sqlite'));
      const result = await runWith(
        store,
        {
          ...everything,
          models: [{ protocol: 'anthropic', baseUrl: server.baseUrl, model: 'claude-test', extraBody: { top_k: 20 } }],
          leadIns: ['none'],
          stop,
        },
        folder.path,
      );
      expect(result).toMatchObject({ ending: 'done', errors: 0 });
      const shown = await shownIn(store.file);
      const received = new Set(
        server.requests.filter(({ body }) => body['temperature'] === undefined).map(({ text }) => text),
      );
      for (const kind of ['reply', 'history', 'follow-up'] as const) {
        expect(neverReceived(bodiesOf(shown, kind), received), kind).toEqual([]);
      }
      expect(received.difference(bodiesOf(shown)).size).toBe(0);
      // Marks that spare the server a prompt it knows, and streams, are among them.
      expect([...received].some((text) => text.includes('cache_control'))).toBe(true);
      expect([...received].some((text) => text.includes('"stream":true'))).toBe(stop === 'early');
    },
  );

  test.each([
    ['a token at a time, where replies can be begun', 'vllm', 'continue-final-message'],
    ['off a whole reply elsewhere', 'openai', undefined],
  ] as const)('from a server that reads probabilities out %s: the first call', async (_, name, prefill) => {
    using folder = studyFolder();
    await using server = await startServer(toyServer(prefill === undefined ? {} : { prefill }));
    await using store = openStore(folder.file('store.sqlite'));
    await runWith(
      store,
      {
        ...everything,
        models: [{ baseUrl: server.baseUrl, model: 'm', server: name }],
        leadIns: ['none'],
        methods: [{ method: 'bail-prompt', readout: 'logprobs' }],
        followUps: undefined,
      },
      folder.path,
    );
    const shown = (await shownIn(store.file)).filter(({ request }) => request?.readout !== undefined);
    const received = new Set(server.requests.map(({ text }) => text));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter(({ body }) => body === null || !received.has(body))).toEqual([]);
    expect(shown.every(({ body }) => body?.includes('logprobs') === true)).toBe(true);
  });
});

/** Leaves by every exit it is offered, and stands by it. */
function leaver({ body }: AnthropicRequest): Answer {
  const says = (text: string): Answer => ({ kind: 'says', said: { content: [{ type: 'text', text }] } });
  const turns = turnsOf(body);
  const tools = (body['tools'] ?? []) as readonly { readonly name: string }[];
  const last = JSON.stringify(turns.at(-1));
  if (last.includes(`<${tag}>`)) return says(`<${tag}>${labels.bail}</${tag}>`);
  if (tools[0] !== undefined && !last.includes('tool_result') && !JSON.stringify(turns).includes('tool_use')) {
    const call = { type: 'tool_use', id: `toolu_${turns.length}`, name: tools[0].name, input: {} };
    return { kind: 'says', said: { content: [call], stop_reason: 'tool_use' } };
  }
  return says(JSON.stringify(body['system'] ?? '').includes(word) ? `I am going.\n${word}` : 'A plain reply.');
}

describe('where no request is shown, the page can say why', () => {
  test('the data’s own replies were asked for by nobody, another model’s by a request to that one', async () => {
    using folder = studyFolder();
    await using store = openStore(folder.file('store.sqlite'));
    const { datasets } = everything;
    await runWith(
      store,
      {
        name: 'others',
        models: ['sim:even', 'sim:always'],
        datasets,
        methods: ['baseline', 'bail-prompt'],
        replyAuthor: ['self', 'dataset', 'sim:even'],
      },
      folder.path,
    );
    const details = await everyDetail(store);
    const first = (author: string) =>
      new Set(
        details
          .filter(({ record }) => record.replyAuthor === author && record.steps.length > 1)
          .map(({ steps }) => steps[0]?.asked.kind),
      );
    expect(first('dataset')).toEqual(new Set(['given']));
    expect(first('sim:even')).toEqual(new Set(['request']));
    const shown = details.flatMap(shownReplies);
    expect(new Set(shown.map(({ asked }) => (asked.kind === 'request' ? asked.protocol : asked.kind)))).toEqual(
      new Set(['sim', 'given']),
    );
    expect(shown.every(({ way }) => way === null)).toBe(true);
  });

  test('what the store does not tell is not guessed: the form of older versions, a request with another key', async () => {
    using folder = studyFolder();
    await using server = await startServer(exitTaker);
    const file = folder.file('store.sqlite');
    {
      await using store = openStore(file);
      await runWith(
        store,
        {
          name: 'old',
          models: [{ baseUrl: server.baseUrl, model: 'm' }],
          datasets: everything.datasets,
          methods: ['bail-tool'],
        },
        folder.path,
      );
    }
    alter(file, 'DELETE FROM sent_form');
    const older = await shownIn(file);
    expect(older.length).toBe(3);
    expect(older.every(({ request, body }) => request !== null && body === null)).toBe(true);
    alter(file, "UPDATE conversation SET bytes = CAST(replace(CAST(bytes AS TEXT), 'question', 'demand') AS BLOB)");
    expect((await shownIn(file)).map(({ asked }) => asked.kind)).toEqual(['lost', 'lost', 'lost']);
  });

  test('nothing of a stranger’s store gets into a command but the body: neither addresses nor names, nor what looks like a key', async () => {
    using folder = studyFolder();
    await using server = await startServer(exitTaker);
    const file = folder.file('store.sqlite');
    {
      await using store = openStore(file);
      await runWith(
        store,
        {
          name: 'strange',
          models: [{ baseUrl: server.baseUrl, model: 'm', extraBody: { api_key: 'sk-never-shown' } }],
          datasets: everything.datasets,
          methods: ['baseline'],
        },
        folder.path,
      );
    }
    const [cut] = await shownIn(file);
    expect(cut?.way).toMatchObject({ isCut: true, baseUrl: null });
    expect(cut?.body).not.toContain('sk-never-shown');
    alter(
      file,
      `UPDATE content SET bytes = CAST(replace(CAST(bytes AS TEXT), '"service":null', '"service":"$(reboot)"') AS BLOB)`,
    );
    expect((await shownIn(file))[0]?.way).toMatchObject({ baseUrl: null, keyVariable: null });
    alter(
      file,
      `UPDATE content SET bytes = CAST(replace(CAST(bytes AS TEXT), '"service":"$(reboot)"', '"address":"http://x"') AS BLOB)`,
    );
    expect((await shownIn(file))[0]).toMatchObject({ way: null, body: null });
  });
});
