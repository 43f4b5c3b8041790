import type { Readout } from '../../conversation/reply.ts';
import { ModelError } from '../model-error.ts';
import { smallRequest, type Asker } from './asker.ts';
import { finding, type Finding } from './finding.ts';
import { quote, type Probe } from './probe.ts';

/** Whether a reply goes on from words that are given to it. */
export const prefillProbe: Probe = {
  about: ['prefill'],
  run: async (asker) => {
    if (asker.model.traits.prefill === false) return [finding('prefill', 'no', 'known before asking')];
    const request = smallRequest(asker, 'Count from 1 to 20 on one line, with commas.', 12, {
      prefill: '1, 2, 3, 4, 5, 6, 7,',
    });
    const { text } = await asker.ask(request);
    return /^\s*8\b/.test(text)
      ? [finding('prefill', 'yes', `"… 6, 7," was gone on from: ${quote(text)}`)]
      : [finding('prefill', 'not-shown', `"… 6, 7," was not gone on from: ${quote(text)}`)];
  },
};

const opening = '<answer>';
const closing = '</answer>';
const question = 'Is water wet? Write <answer>yes</answer> or <answer>no</answer>, and nothing else.';

/** How far parts and whole may differ, in logarithms, by how the endpoint tells probabilities. */
const tolerance = { exact: 0.01, top: 0.1 } as const;

/** Whether probabilities of texts can be read, and whether the parts of a text multiply to the whole. */
export const readoutProbe: Probe = {
  about: ['readout'],
  run: async (asker) => {
    if (asker.model.traits.readout === false) return [finding('readout', 'no', 'known before asking')];
    try {
      const whole = await readOut(asker, opening, ['yes', 'no', `yes${closing}`]);
      const mass = chance(whole, 0) + chance(whole, 1);
      if (!(mass <= 1.000_001)) return [finding('readout', 'no', `unsound: yes and no sum to ${mass.toFixed(3)}`)];
      if (mass === 0) return [finding('readout', 'not-shown', 'taken, but neither answer has any probability')];
      const seen = `P(yes) ${chance(whole, 0).toPrecision(2)}, P(no) ${chance(whole, 1).toPrecision(2)}`;
      if (whole.precision === 'first-token') return [finding('readout', 'yes', `by the first token: ${seen}`)];
      return [await compareParts(asker, whole, whole.precision, seen)];
    } catch (error) {
      if (!(error instanceof ModelError) || error.kind !== 'unsupported-readout') throw error;
      return [finding('readout', 'no', error.message)];
    }
  },
};

async function compareParts(asker: Asker, whole: Readout, precision: 'exact' | 'top', seen: string): Promise<Finding> {
  const rest = await readOut(asker, `${opening}yes`, [closing, ' indeed']);
  const [first, , both] = whole.texts;
  const gap = Math.abs(
    (both?.logProbability ?? NaN) - (first?.logProbability ?? NaN) - (rest.texts[0]?.logProbability ?? NaN),
  );
  if (Number.isNaN(gap) || gap === Infinity) {
    return finding('readout', 'not-shown', `${seen}; too unlikely to compare parts with the whole`);
  }
  if (gap > tolerance[precision]) {
    return finding('readout', 'no', `unsound: parts and whole differ by ${gap.toFixed(3)} in the logarithm`);
  }
  const how = precision === 'exact' ? 'exact' : 'from the likeliest tokens';
  return finding('readout', 'yes', `${how}: ${seen}; parts multiply to the whole`);
}

async function readOut(asker: Asker, prefill: string, texts: readonly string[]): Promise<Readout> {
  const reply = await asker.ask(
    smallRequest(asker, question, 8, { sampling: { temperature: 1, topP: 1, maxTokens: 8 }, prefill, readout: texts }),
  );
  if (reply.readout === undefined) throw new ModelError('unsupported-readout', 'a reply came without a readout');
  return reply.readout;
}

function chance(readout: Readout, index: number): number {
  return Math.exp(readout.texts[index]?.logProbability ?? NaN);
}
