import { betaCdf, betaQuantile } from '../../src/stats/beta-distribution.ts';
import { bettingInterval } from '../../src/stats/betting-interval.ts';
import { clopperPearson, wilson, type Bounds } from '../../src/stats/binomial-interval.ts';
import { normalQuantile } from '../../src/stats/normal-distribution.ts';
import { pairedDifference } from '../../src/stats/paired.ts';
import { clusteredRate } from '../../src/stats/proportion.ts';
import { tCdf, tQuantile } from '../../src/stats/t-distribution.ts';
import { compareAnswer } from './compare-answers.ts';
import { drawnAnswer } from './drawn-answers.ts';
import { modelAnswer } from './model-answers.ts';

/** One question to a function: plain numbers, or rows of them for functions of items. */
export interface Question {
  readonly name: string;
  readonly numbers: readonly number[];
  readonly rows?: readonly (readonly number[])[];
}

/** What our function says, as the list of numbers that check.py lists for the same question. */
export function answer({ name, numbers, rows = [] }: Question): readonly number[] {
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = numbers;
  switch (name) {
    case 'betaCdf':
      return [betaCdf(a, b, c)];
    case 'betaQuantile':
      return [betaQuantile(a, b, c)];
    case 'normalQuantile':
      return [normalQuantile(a)];
    case 'tCdf':
      return [tCdf(a, b)];
    case 'tQuantile':
      return [tQuantile(a, b)];
    case 'clopperPearson':
      return ends(clopperPearson(a, b, c));
    case 'wilson':
      return ends(wilson(a, b, c));
    case 'betting':
      return ends(
        bettingInterval(
          rows.map(([gain = 0, stake = 0]) => ({ gain, stake, times: 1 })),
          a,
        ),
      );
    case 'clusteredRate': {
      const items = rows.map(([cluster = 0, successes = 0, draws = 0]) => ({ cluster, successes, draws }));
      const { rate, random, fixed } = clusteredRate(items, { level: a });
      const isUsual = [random, fixed].map(({ method }) => (method === 'korn-graubard' ? 1 : 0));
      return [rate, ...ends(random), ...ends(fixed), ...isUsual];
    }
    case 'pairedDifference': {
      const items = rows.map(([cluster = 0, first = 0, second = 0]) => ({ cluster, a: first, b: second }));
      const { difference, low, high, discordantClusters, p } = pairedDifference(items, { level: a });
      return [difference, low, high, discordantClusters, p ?? -1];
    }
    default: {
      const found =
        compareAnswer({ name, numbers, rows }) ??
        modelAnswer({ name, numbers, rows }) ??
        drawnAnswer({ name, numbers, rows });
      if (found !== null) return found;
      throw new RangeError(`no function is called ${name}`);
    }
  }
}

function ends({ low, high }: Bounds): readonly number[] {
  return [low, high];
}
