/**
 * What stopping early saves. First against a server that writes long replies a token at a time and counts what it wrote
 * until the client hung up: the same study whole and early, and whether any outcome differs. Then, with `--local`, on
 * real answers of the embedded model to the bail prompt. Run: `node bench/early-stop.ts [items] [--local]`.
 */
import { analyze } from '../src/analysis/analyze.ts';
import { trialRecords } from '../src/analysis/trial-records.ts';
import { openKeys } from '../src/models/keys.ts';
import { closeModels, openModels } from '../src/run/open-models.ts';
import { prepareStudy } from '../src/run/prepare.ts';
import { runStudy } from '../src/run/run-study.ts';
import { openStore } from '../src/store/store.ts';
import { checkStudy } from '../src/study/load.ts';
import type { StudyInput } from '../src/study/schema.ts';
import { talkingServer, type Told } from './early-stop/talking-server.ts';
import { writeItems } from './support/items.ts';
import { scratchFolder } from './support/scratch.ts';

const items = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 200);

type Stop = 'whole' | 'early';
type Outcomes = ReadonlyMap<string, string>;

await using scratch = await scratchFolder();
/** Tokens of the answers to the bail prompt, by run. */
const tokens = new Map<string, number>();

{
  await using server = await talkingServer();
  await writeItems(scratch.path('items.jsonl'), items);
  const study: StudyInput = {
    name: 'early-stop',
    models: [{ baseUrl: server.baseUrl, model: 'talker' }],
    datasets: [{ name: 'jsonl', path: 'items.jsonl' }],
    methods: ['bail-tool', 'bail-string', { method: 'bail-prompt', orders: ['bail-first'] }],
    sampling: { maxTokens: 500 },
  };
  const told = new Map<Stop, readonly Told[]>();
  const outcomes = new Map<Stop, Outcomes>();
  for (const stop of ['whole', 'early'] as const) {
    server.forget();
    outcomes.set(stop, await run({ ...study, stop }, stop));
    told.set(stop, [...server.told]);
  }
  console.log(`${items} items, tokens written by the server`);
  console.log('offered  replies        whole     early   saved');
  for (const offered of ['tool', 'string', 'answer'] as const) {
    for (const [name, leaves] of [
      ['bails', true],
      ['stays', false],
    ] as const) {
      const [whole, early] = (['whole', 'early'] as const).map((stop) =>
        (told.get(stop) ?? []).filter((one) => one.offered === offered && one.leaves === leaves),
      );
      report(`${offered.padEnd(7)}  ${`${whole?.length ?? 0} ${name}`.padEnd(10)}`, sum(whole), sum(early));
    }
  }
  console.log(agreement(outcomes.get('whole'), outcomes.get('early')));
}

if (process.argv.includes('--local')) {
  // Greedy and one at a time, so that the early answer is the beginning of the whole one.
  const study: StudyInput = {
    name: 'early-stop-local',
    models: ['local:smollm2-135m-instruct'],
    datasets: [{ name: 'starter', take: 8 }],
    methods: [{ method: 'bail-prompt', orders: ['bail-first', 'continue-first'] }],
    sampling: { temperature: 0, maxTokens: 32, answer: { maxTokens: 64 } },
  };
  const whole = await run({ ...study, stop: 'whole' }, 'local-whole');
  const early = await run({ ...study, stop: 'early' }, 'local-early');
  console.log(`\nanswers of the embedded model to the bail prompt: ${whole.size}`);
  report('answers'.padEnd(19), tokens.get('local-whole') ?? 0, tokens.get('local-early') ?? 0);
  console.log(agreement(whole, early));
}

/** Runs a study and gives its outcomes by item, method and order; the tokens of its answers are noted beside. */
async function run(input: StudyInput, name: string): Promise<Outcomes> {
  const loaded = checkStudy(input, scratch.dir);
  const models = await openModels(loaded, {
    keys: openKeys({ HOME: scratch.dir }),
    concurrency: input.models[0] === 'local:smollm2-135m-instruct' ? 1 : 32,
  });
  await using store = openStore(scratch.path(`${name}.sqlite`));
  try {
    await runStudy(store, await prepareStudy(store, loaded, models), models);
  } finally {
    await closeModels(models);
  }
  const found = new Map<string, string>();
  let answered = 0;
  for await (const trial of trialRecords(store)) {
    found.set(`${trial.item} ${trial.method} ${trial.order}`, trial.outcome);
    answered += trial.steps[1]?.completionTokens ?? 0;
  }
  tokens.set(name, answered);
  for (const { method, stopped, after } of (await analyze(store)).lengths) {
    const most = after?.all == null ? '' : `, after the exit or answer ${(100 * after.all).toFixed(1)} % of all tokens`;
    console.log(`  ${name}: ${method}: stopped ${(100 * stopped).toFixed(1)} %${most}`);
  }
  return found;
}

function report(label: string, whole: number, early: number): void {
  const saved = whole === 0 ? '–' : `${((100 * (whole - early)) / whole).toFixed(1)} %`;
  console.log(`${label} ${String(whole).padStart(9)} ${String(early).padStart(9)} ${saved.padStart(7)}`);
}

function sum(told: readonly Told[] | undefined): number {
  return (told ?? []).reduce((total, one) => total + one.tokens, 0);
}

function agreement(whole: Outcomes | undefined, early: Outcomes | undefined): string {
  const keys = [...(whole?.keys() ?? [])];
  const differ = keys.filter((key) => whole?.get(key) !== early?.get(key));
  return `${keys.length} outcomes, ${differ.length} differ between whole and early`;
}
