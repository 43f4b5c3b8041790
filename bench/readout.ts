/**
 * Whether a readout of the bail prompt's answers agrees with drawn answers: for each item the share of bail among both
 * labels as read, against how often replies begin with each label when drawn at temperature 1 after the same opening
 * of the answer. A small model seldom writes a label it is not used to, so the default words stand beside `yes` and
 * `no`. Run: `node bench/readout.ts [items of each dataset and labels] [draws]`; about four minutes on two cores.
 */
import type { ModelRequest } from '../src/conversation/request.ts';
import { openDataset } from '../src/datasets/dataset.ts';
import { datasetSpecSchema } from '../src/datasets/dataset-spec.ts';
import { bailPrompt } from '../src/methods/bail-prompt.ts';
import { scoreReadout } from '../src/methods/readout.ts';
import { defaultModelName } from '../src/models/local/known-models.ts';
import { openLocalModel } from '../src/models/local/open-local-model.ts';
import type { TrialContext } from '../src/models/model.ts';
import { defaultWordings } from '../src/wordings/default-wordings.ts';

const each = Number(process.argv[2] ?? 3);
const draws = Number(process.argv[3] ?? 200);
const sequences = 4;

const model = await openLocalModel(`local:${defaultModelName}`, { sequences, contextTokens: 1_024 });
const options = (seed: number): Parameters<typeof model.generate>[1] => ({
  seed,
  signal: new AbortController().signal,
  context: {} as TrialContext,
});

const orders = ['bail-first', 'continue-first'] as const;
const labelSets = [
  { bail: 'leave', continue: 'stay' },
  { bail: 'no', continue: 'yes' },
] as const;
/** Tokens drawn: more than any of the labels takes. */
const drawnTokens = 3;
let chiSquare = 0;
let chiSquareNeither = 0;
let rows = 0;
console.log(
  'item              labels      order           read %  drawn %      n      z  neither: read %  drawn %      z',
);
for (const labels of labelSets) {
  for (const name of ['neutral', 'starter']) {
    const source = await openDataset(datasetSpecSchema.parse({ name }), '.');
    let taken = 0;
    for await (const item of source.items({})) {
      if (taken === each) break;
      const order = orders[taken % 2] ?? 'bail-first';
      taken += 1;
      await compare(item.name, labels, order, item.conversation);
    }
  }
}
console.log(
  `chi-square of the shares ${chiSquare.toFixed(1)} on ${rows} degrees of freedom, of the mass on neither ${chiSquareNeither.toFixed(1)}`,
);
await model.close();

async function compare(
  name: string,
  labels: (typeof labelSets)[number],
  order: (typeof orders)[number],
  conversation: Pick<ModelRequest, 'system' | 'messages'>,
): Promise<void> {
  const offer = bailPrompt.offer({ ...defaultWordings['bail-prompt'], labels }, order);
  const situation = {
    conversation,
    replySampling: { temperature: 0, topP: 1, maxTokens: 24 },
    answerSampling: { temperature: 1, topP: 1, maxTokens: drawnTokens },
    stop: 'whole',
    readout: 'logprobs',
  } as const;
  const first = bailPrompt.next(offer, situation, []);
  if (first.kind !== 'ask') throw new Error('nothing was asked');
  const parent = await model.generate(first.request, options(1));
  const second = bailPrompt.next(offer, situation, [parent]);
  if (second.kind !== 'ask') return;
  const { readout } = await model.generate(second.request, options(1));
  if (readout === undefined) throw new Error('the model gave no readout');
  const { probability } = scoreReadout(readout, []);
  if (probability === null) return;

  const { readout: texts = [], ...rest } = second.request;
  const drawn: ModelRequest = { ...rest, sampling: situation.answerSampling };
  const counts = [0, 0];
  let seed = 0;
  await Promise.all(
    Array.from({ length: sequences }, async () => {
      while (seed < draws) {
        seed += 1;
        const { text } = await model.generate(drawn, options(seed));
        const label = texts.findIndex((one) => text.startsWith(one) && !/^[\p{L}\p{N}]/u.test(text.slice(one.length)));
        if (label !== -1) counts[label] = (counts[label] ?? 0) + 1;
      }
    }),
  );
  const [bails = 0, stays = 0] = counts;
  const n = bails + stays;
  const z = standardised(bails, n, probability.bail);
  const zNeither = standardised(draws - n, draws, probability.neither);
  chiSquare += z ** 2;
  chiSquareNeither += zNeither ** 2;
  rows += 1;
  const percent = (share: number): string => (100 * share).toFixed(1).padStart(7);
  console.log(
    `${name.slice(0, 16).padEnd(16)}  ${`${labels.bail}/${labels.continue}`.padEnd(10)}  ${order.padEnd(14)} ${percent(probability.bail)}  ${percent(bails / n)}  ${String(n).padStart(5)}  ${z.toFixed(2).padStart(5)}          ${percent(probability.neither)}  ${percent(1 - n / draws)}  ${zNeither.toFixed(2).padStart(5)}`,
  );
}

/** How far a count lies from its expectation, in standard errors; 0 where there was nothing to draw. */
function standardised(hits: number, trials: number, chance: number): number {
  const error = Math.sqrt(trials * chance * (1 - chance));
  return error === 0 ? 0 : (hits - trials * chance) / error;
}
