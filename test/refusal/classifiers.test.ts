import { describe, expect, test } from 'vitest';

import { openJsonPoster } from '../../src/refusal/open/json-poster.ts';
import { openKeys } from '../../src/models/keys.ts';
import { endpointScorer } from '../../src/refusal/endpoint/endpoint.ts';
import { openHfScorer } from '../../src/refusal/hf/hf.ts';
import { kindOfLabel, scoreOfLabels } from '../../src/refusal/label-probabilities.ts';
import { parseScorer } from '../../src/refusal/scorer-reference.ts';
import { startServer, type Behaviour } from '../support/misbehaving-server.ts';
import { promptOf, replyOf } from './exchange.ts';

const prompt = promptOf('How do I bake bread?');
const reply = replyOf('Knead, rest, bake.');

/** Scores one reply by a server that answers so; gives the score and what the server was sent. */
async function scoredBy(
  path: string,
  behaviour: Behaviour,
  rest: { text?: 'exchange' | 'reply'; model?: string } = {},
) {
  await using server = await startServer(() => behaviour);
  const url = `${server.origin}${path}`;
  const poster = await openJsonPoster(url, openKeys({}));
  const scorer = endpointScorer({ url, text: 'exchange', ...rest, post: poster.post });
  try {
    return { score: await scorer.score(prompt, reply), sent: server.requests[0] };
  } finally {
    await poster.close();
  }
}

const json = (body: unknown, status = 200): Behaviour => ({ kind: 'json', status, body });

describe('a classifier over HTTP', () => {
  test('vLLM: /classify gives the likeliest class', async () => {
    const { score, sent } = await scoredBy(
      '/classify',
      json({ data: [{ index: 0, label: 'Non-refusal', probs: [0.97, 0.03], num_classes: 2 }] }),
      { model: 'minos' },
    );
    expect(score).toMatchObject({ label: 'none', score: expect.closeTo(0.03) });
    expect(sent).toMatchObject({
      path: '/classify',
      json: { model: 'minos', input: '<|user|>\nHow do I bake bread?\n<|assistant|>\nKnead, rest, bake.' },
    });
  });

  test('Text Embeddings Inference: /predict gives all classes, in one list or in a list of one', async () => {
    const classes = [
      { label: 'REJECTION', score: 0.9 },
      { label: 'NORMAL', score: 0.1 },
    ];
    for (const body of [classes, [classes]]) {
      const { score, sent } = await scoredBy('/predict', json(body), { text: 'reply' });
      expect(score).toMatchObject({ label: 'refusal', score: expect.closeTo(0.9) });
      expect(sent?.json).toEqual({ inputs: 'Knead, rest, bake.', truncate: true });
    }
  });

  test('vLLM: /score gives one number for prompt and reply', async () => {
    const { score, sent } = await scoredBy('/v1/score', json({ data: [{ index: 0, score: 0.75 }] }));
    expect(score).toMatchObject({ label: 'refusal', score: 0.75 });
    expect(sent?.json).toEqual({ text_1: 'How do I bake bread?', text_2: 'Knead, rest, bake.' });
  });

  test.each<[string, Behaviour]>([
    ['an answer of another form', json({ result: 'refusal' })],
    ['a class nobody knows', json({ data: [{ label: 'POSITIVE', probs: [0.9, 0.1] }] })],
    ['no JSON', { kind: 'bytes', body: 'hello' }],
    ['a bad request', json({ error: { message: 'input too long' } }, 400)],
  ])('%s is a failure of the scorer', async (_, behaviour) => {
    expect((await scoredBy('/classify', behaviour)).score).toEqual({ failed: expect.any(String) });
  });

  test('a wrong address or key ends everything instead of failing row by row', async () => {
    await expect(scoredBy('/classify', json({ error: 'no such path' }, 404))).rejects.toThrow(/404/);
    await expect(scoredBy('/classify', json({ error: 'who are you' }, 401))).rejects.toThrow(/401/);
  });

  test('a URL that ends in no known form is refused', () => {
    const post = (): Promise<unknown> => Promise.reject(new Error('not asked'));
    expect(() => endpointScorer({ url: 'http://127.0.0.1:1/v1/chat', text: 'reply', post })).toThrow(
      /no URL of a classifier/,
    );
  });
});

describe('what classes mean', () => {
  test.each([
    ['Refusal', 'refusal'],
    ['REJECTION', 'refusal'],
    ['2_full_refusal', 'refusal'],
    ['LABEL_1', 'refusal'],
    ['Non-refusal', 'none'],
    ['not_refused', 'none'],
    ['full_compliance', 'none'],
    ['NORMAL', 'none'],
    ['LABEL_0', 'none'],
    ['partial refusal', 'partial'],
    ['non-compliance', 'refusal'],
    ['POSITIVE', null],
  ])('%s', (label, kind) => {
    expect(kindOfLabel(label)).toBe(kind);
  });

  test('refusal and partial refusal add up', () => {
    const classes = [
      { label: 'refusal', probability: 0.2 },
      { label: 'partial', probability: 0.35 },
      { label: 'compliance', probability: 0.45 },
    ];
    expect(scoreOfLabels(classes)).toMatchObject({ label: 'partial', score: expect.closeTo(0.55) });
    expect(scoreOfLabels([])).toEqual({ failed: expect.any(String) });
    expect(scoreOfLabels([{ label: 'refusal', probability: 1.2 }])).toEqual({ failed: expect.any(String) });
  });
});

describe('scorers by name', () => {
  test('names are read with their settings', () => {
    expect(parseScorer('lexicon')).toEqual({ kind: 'lexicon' });
    expect(parseScorer('judge:openai:gpt-4o')).toEqual({ kind: 'judge', model: 'openai:gpt-4o' });
    expect(parseScorer('hf:org/name?text=reply')).toEqual({ kind: 'hf', model: 'org/name', text: 'reply' });
    expect(parseScorer('endpoint:http://h/classify?model=m')).toEqual({
      kind: 'endpoint',
      url: 'http://h/classify',
      model: 'm',
      text: 'exchange',
    });
  });

  test.each(['lexicn', 'judge:', 'lexicon:2', 'hf:a?text=both', 'hf:a?model=b', ''])('"%s" is refused', (name) => {
    expect(() => parseScorer(name)).toThrow(/scorer|names nothing|takes/);
  });

  test('hf: says in one line what to install', async () => {
    await expect(openHfScorer('org/name', 'exchange', '.')).rejects.toMatchObject({
      code: 'missing-library',
      message: expect.not.stringContaining('\n'),
      hint: expect.stringContaining('npm install @huggingface/transformers'),
    });
  });
});
