import { expect, test } from 'vitest';

import { openStore } from '../../../src/store/store.ts';
import { defaultWordings } from '../../../src/wordings/default-wordings.ts';
import { startAnthropicServer, type Answer, type AnthropicRequest } from '../../support/anthropic-server.ts';
import { turnsOf } from '../../support/anthropic-rules.ts';
import { runCli } from '../../support/cli.ts';
import { runWith, told } from '../../support/library-run.ts';
import { promptsCsv, tempFolder } from '../../support/temp-folder.ts';

const { word } = defaultWordings['bail-string'];
const { tag, labels } = defaultWordings['bail-prompt'];

/** Leaves by every exit it is offered; the provider withholds the reply to the first prompt. */
function leaver({ body }: AnthropicRequest): Answer {
  const says = (text: string, stop_reason = 'end_turn'): Answer => ({
    kind: 'says',
    said: { content: text === '' ? [] : [{ type: 'text', text }], stop_reason },
  });
  const turns = JSON.stringify(turnsOf(body));
  const tools = (body['tools'] ?? []) as readonly { readonly name: string }[];
  if (turns.includes('prompt number 0')) return says('', 'refusal');
  if (tools[0] !== undefined) {
    const call = { type: 'tool_use', id: 'toolu_1', name: tools[0].name, input: {} };
    return { kind: 'says', said: { content: [call], stop_reason: 'tool_use' } };
  }
  if (turns.includes(`<${tag}>`)) return says(`<${tag}>${labels.bail}</${tag}>`);
  return says(
    JSON.stringify(body['system'] ?? '').includes(word) ? `I am going.\n${word}\nGoodbye, then.` : 'A plain reply.',
  );
}

test.each(['whole', 'early'] as const)('every method is run and scored, replies taken %s', async (stop) => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(2));
  await using server = await startAnthropicServer({
    oneOfTemperatureAndTopP: true,
    refusesPrefill: true,
    answer: leaver,
  });
  await using store = openStore(folder.file('store.sqlite'));
  const result = await runWith(
    store,
    {
      name: 'anthropic',
      models: [{ protocol: 'anthropic', baseUrl: server.baseUrl, model: 'claude-test' }],
      datasets: [{ name: 'csv', path: 'prompts.csv' }],
      methods: ['baseline', 'bail-tool', 'bail-string', 'bail-prompt', 'placebo-tool'],
      stop,
    },
    folder.path,
  );
  expect(result).toMatchObject({ ending: 'done', errors: 0, pending: 0 });
  const { trials } = await told(store);
  const outcomes = trials.map(({ item, method, outcome }) => `${item} ${method} ${outcome}`);
  expect([...new Set(outcomes)].toSorted()).toEqual(
    [
      'line-2 baseline filtered',
      'line-2 bail-tool filtered',
      'line-2 bail-string filtered',
      'line-2 bail-prompt filtered',
      'line-2 placebo-tool filtered',
      'line-3 baseline continue',
      'line-3 bail-tool bail',
      'line-3 bail-string bail',
      'line-3 bail-prompt bail',
      'line-3 placebo-tool bail',
    ].toSorted(),
  );
  const finishes = trials.flatMap((trial) => trial.steps.map((step) => step.finish));
  expect(finishes.includes('stopped')).toBe(stop === 'early');
});

test('a plan of a study with anthropic:NAME needs no key, a run does', async () => {
  using folder = tempFolder();
  folder.write('prompts.csv', promptsCsv(1));
  folder.study({
    name: 'hosted',
    models: ['anthropic:claude-test'],
    datasets: [{ name: 'csv', path: 'prompts.csv' }],
    methods: ['baseline'],
  });
  const plan = await runCli(['plan', 'study.yaml'], { cwd: folder.path });
  expect(plan.stdout).toContain('api.anthropic.com');
  const run = await runCli(['run', 'study.yaml'], { cwd: folder.path });
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(/key of api\.anthropic\.com is missing: the variable ANTHROPIC_API_KEY is not set/);
});
