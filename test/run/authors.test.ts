import { afterEach, beforeEach, expect, test } from 'vitest';

import { withEarlierTurns } from '../../src/conversation/earlier-turns.ts';
import type { ModelRequest } from '../../src/conversation/request.ts';
import { rescore } from '../../src/run/rescore.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { defaultWordings } from '../../src/wordings/default-wordings.ts';
import { modelOf, reply, runModelOf } from '../support/function-model.ts';
import { prepareWith, runWith, told } from '../support/library-run.ts';
import { query, queryNumber, storeFacts } from '../support/store-facts.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';

const { tag, labels } = defaultWordings['bail-prompt'];

let folder: TempFolder;
let store: Store;
beforeEach(() => {
  folder = tempFolder();
  store = openStore(folder.file('store.sqlite'));
  folder.write(
    'one.jsonl',
    lines((n) => `first answer ${n}`, 'one'),
  );
  folder.write(
    'two.jsonl',
    lines((n) => (n === 3 ? null : `second answer ${n}`), 'two'),
  );
});
afterEach(async () => {
  await store.close();
  folder[Symbol.dispose]();
});

/** Eight conversations of two turns; the answers to the last turn differ from file to file. */
function lines(answer: (n: number) => string | null, name: string): string {
  return Array.from({ length: 8 }, (_, n) => {
    const last = answer(n);
    const messages = [
      { role: 'user', content: `question ${n}` },
      { role: 'assistant', content: `earlier answer ${n}` },
      { role: 'user', content: `and then, ${n}?` },
      ...(last === null ? [] : [{ role: 'assistant', content: last }]),
    ];
    return JSON.stringify({ id: `${name}-${n}`, messages });
  }).join('\n');
}

const jsonl = (path: string): StudyInput['datasets'][number] => ({ name: 'jsonl', path });
const textsOf = ({ messages }: ModelRequest): readonly string[] => messages.map(({ text }) => text);

/** A model that keeps what it was asked, and answers by how many turns it has seen. */
function listener(): { readonly asked: ModelRequest[]; readonly opened: ReturnType<typeof modelOf> } {
  const asked: ModelRequest[] = [];
  const opened = modelOf(async (request, { context }) => {
    asked.push(request);
    if (context.step === 'answer') return reply(`<${tag}>${labels.bail}</${tag}>`);
    return reply(`<think>hm</think>own answer after ${request.messages.length}`);
  });
  return { asked, opened };
}

test('asked about the dataset’s own reply, a model sees that reply and is asked for none; what it says is the item’s', async () => {
  const { asked, opened } = listener();
  const study = {
    datasets: [jsonl('one.jsonl'), jsonl('two.jsonl')],
    methods: ['bail-prompt'],
    replyAuthor: 'dataset',
  } satisfies Partial<StudyInput>;
  const result = await runModelOf(store, folder.path, opened, study);
  expect(result).toMatchObject({ ending: 'done', errors: 0, pending: 0 });
  // Two orders; the same prompts with other replies are other trials, and one of the second file has none.
  expect(asked).toHaveLength(2 * (8 + 7));
  const seen = asked.map((request) => textsOf(request).at(-2) ?? '');
  expect(seen.filter((text) => text.startsWith('first answer'))).toHaveLength(16);
  expect(seen.filter((text) => text.startsWith('second answer'))).toHaveLength(14);
  const { results, trials } = await told(store);
  const two = results.conditions.filter(({ dataset }) => dataset === 'two');
  expect(two.map(({ outcomes, replyAuthor }) => [outcomes.bail, outcomes.skipped, replyAuthor])).toEqual([
    [7, 1, 'dataset'],
    [7, 1, 'dataset'],
  ]);
  expect(trials.find(({ outcome }) => outcome === 'skipped')?.errors).toMatchObject([
    { message: 'the dataset has no reply to this item' },
  ]);
  expect(trials[0]?.steps.map(({ text }) => text.replace(/\d/, 'n'))).toEqual([
    'first answer n',
    `<${tag}>${labels.bail}</${tag}>`,
  ]);
  // Nobody was paid for the replies of the dataset.
  expect(results.usage.generations).toBe(30);
  const facts = storeFacts(store.file);
  expect(rescore(store)).toMatchObject({ added: 0, changed: 0 });
  expect(storeFacts(store.file)).toEqual(facts);
  expect((await runModelOf(store, folder.path, opened, study)).ending).toBe('nothing-to-do');
});

test('with a history of its own, each earlier turn is asked for in order, once, and nothing of the dataset’s is sent', async () => {
  const { asked, opened } = listener();
  await runModelOf(store, folder.path, opened, {
    datasets: [jsonl('one.jsonl')],
    methods: ['baseline', 'bail-prompt', 'bail-string'],
    historyAuthor: ['dataset', 'self'],
  });
  const own = asked.filter((request) => !textsOf(request).some((text) => text.startsWith('earlier answer')));
  // The earlier turn, the reply, the answers in both orders, and the reply with a word to leave by.
  expect(own).toHaveLength(8 * 5);
  expect(asked).toHaveLength(8 * (4 + 5));
  expect(textsOf(own.find(({ messages }) => messages.length === 3) as ModelRequest)).toEqual(
    ['question 0', 'own answer after 1', 'and then, 0?'].map((text) =>
      expect.stringMatching(text.replace(/\d\?$|0$/, '\\d')),
    ),
  );
  // Earlier turns are plain, whatever is offered later.
  expect(own.filter(({ messages }) => messages.length === 1).every(({ instructions }) => instructions === null)).toBe(
    true,
  );
  const { trials, results } = await told(store);
  const shown = trials.find((trial) => trial.historyAuthor === 'self');
  expect(shown?.conversation.messages.map(({ text }) => text.replace(/\d/, 'n'))).toEqual([
    'question n',
    'own answer after n',
    'and then, n?',
  ]);
  expect(results.pairs.filter(({ kind }) => kind === 'history-author').map(({ items }) => items)).toEqual([8, 8, 8]);
});

const twoModels: StudyInput = {
  name: 'authors',
  models: ['sim:even', { use: 'sim:./quiet.yaml', name: 'quiet' }],
  datasets: [jsonl('one.jsonl')],
  methods: ['baseline', 'bail-prompt'],
  replyAuthor: ['self', 'quiet'],
  epochs: 3,
};

test('another model’s replies are asked about as they are stored, epoch by epoch, after that model was asked', async () => {
  folder.write('quiet.yaml', 'refusal: 1\n');
  const result = await runWith(store, twoModels, folder.path);
  expect(result).toMatchObject({ ending: 'done', errors: 0, pending: 0 });
  const rows = query(
    store.file,
    `SELECT t.epoch, g.draw, (SELECT name FROM model m WHERE m.id = g.model_id) AS author,
       EXISTS (SELECT 1 FROM step b JOIN trial u ON u.id = b.trial_id JOIN arm c ON c.id = u.arm_id
         WHERE b.generation_id = g.id AND c.method = 'baseline' AND u.item_id = t.item_id AND u.epoch = t.epoch) AS own
     FROM trial t JOIN arm a ON a.id = t.arm_id JOIN step s ON s.trial_id = t.id AND s.k = 0
     JOIN generation g ON g.id = s.generation_id WHERE a.reply_author LIKE 'model:%'`,
  );
  expect(rows).toHaveLength(8 * 3 * 2);
  expect(rows.every((row) => row['author'] === 'quiet' && row['epoch'] === row['draw'] && row['own'] === 1)).toBe(true);
  const { results } = await told(store);
  const pair = results.pairs.find(({ kind }) => kind === 'reply-author');
  expect(pair).toMatchObject({ model: 'sim:even', replyAuthor: 'quiet', against: 'self', rateA: expect.any(Number) });
  expect(pair?.factor?.ratio).toBeCloseTo((pair?.rateA ?? 0) / (pair?.rateB ?? 1), 12);
});

test('where the other model’s reply is not there the trial is an error that the next run tries again', async () => {
  folder.write('quiet.yaml', 'refusal: 1\nrules:\n  - where: { itemName: one-2 }\n    error: 1\n');
  const study = { ...twoModels, limits: { attempts: 1 } };
  const { errors } = await runWith(store, study, folder.path);
  // Of the item that fails: three baselines, and what rests on them in both orders, of the other model and of its own.
  expect(errors).toBe(3 * (1 + 2 + 2));
  const notes = query(store.file, "SELECT CAST(note AS TEXT) AS note FROM trial WHERE ending = 'error'");
  expect(notes.filter(({ note }) => String(note).includes('the other model has no stored reply'))).toHaveLength(6);
});

test('a combination nobody asks the other model for is unsupported, visibly; a name that is no author is told of', async () => {
  folder.write('quiet.yaml', 'refusal: 1\n');
  const { plan } = await prepareWith(store, { ...twoModels, methods: ['bail-prompt'] }, folder.path);
  expect(plan.lines.map(({ unsupported }) => unsupported?.includes('nobody asks quiet') ?? false)).toEqual([
    false,
    true,
    false,
    true,
    false,
    false,
  ]);
  await expect(prepareWith(store, { ...twoModels, replyAuthor: 'quite' }, folder.path)).rejects.toThrow(
    /replyAuthor: there is no author "quite".*quiet/,
  );
});

test('arms with the usual authors stay what they were, however they are written', async () => {
  const hashes = async (rest: Partial<StudyInput>): Promise<readonly string[]> => {
    const { plan } = await prepareWith(
      store,
      { ...twoModels, models: ['sim:even'], replyAuthor: 'self', ...rest },
      folder.path,
    );
    return plan.lines.map(({ arm }) => arm.hash);
  };
  const { replyAuthor: _left, ...plain } = twoModels;
  const bare = (await prepareWith(store, { ...plain, models: ['sim:even'] }, folder.path)).plan.lines;
  expect(await hashes({ historyAuthor: 'dataset' })).toEqual(bare.map(({ arm }) => arm.hash));
  expect(await hashes({ replyAuthor: ['self', 'dataset'] })).toEqual(
    expect.arrayContaining(bare.map(({ arm }) => arm.hash)),
  );
  expect(queryNumber(store.file, "SELECT count(*) FROM arm WHERE reply_author = 'dataset'")).toBe(0);
});

test('tool turns go with the assistant turn they belong to, and a greeting before the first user turn stays', () => {
  const conversation = {
    system: null,
    messages: [
      { role: 'assistant', text: 'Welcome.' },
      { role: 'user', text: 'a' },
      { role: 'assistant', text: 'calling', toolCalls: [{ id: '1', name: 'f', arguments: '{}' }] },
      { role: 'tool', callId: '1', text: 'result' },
      { role: 'assistant', text: 'done' },
      { role: 'user', text: 'b' },
    ],
  } as const;
  expect(withEarlierTurns(conversation, [])).toEqual({
    conversation: { system: null, messages: conversation.messages.slice(0, 2) },
    isWhole: false,
  });
  const { conversation: whole, isWhole } = withEarlierTurns(conversation, ['mine']);
  expect([isWhole, whole.messages.map(({ text }) => text)]).toEqual([true, ['Welcome.', 'a', 'mine', 'b']]);
});
