import { labelOf } from '../../src/analysis/condition-label.ts';
import type { PairedResult, Results, SituationResult } from '../../src/analysis/results.ts';
import { condition, hostile, pair, rateOf, sampleResults } from './sample.ts';

/** A study with twins, wordings, lead-ins, controls and marks; names from outside hold whatever they can. */
export function effectResults(): Results {
  const base = sampleResults();
  const model = 'Mira-3B';
  const offers = [
    { method: 'bail-tool', order: null },
    { method: 'bail-prompt', order: 'bail-first' },
  ] as const;
  const conditions = [
    condition({ model, dataset: 'starter', method: 'baseline', wording: null }, rateOf({ continue: 90 })),
  ];
  const pairs: PairedResult[] = [];
  const situations: SituationResult[] = [];
  for (const offer of offers) {
    const shared = { ...offer, model, dataset: 'starter' };
    const bare = condition({ ...shared, wording: 'default' }, rateOf({ bail: 40, continue: 50 }));
    const marked = { ...bare, marks: [leaves, cannot] };
    const twins = condition(
      { ...shared, dataset: 'starter twins', wording: 'default' },
      rateOf({ bail: 4, continue: 86 }),
    );
    conditions.push(marked, twins);
    pairs.push(pair({ kind: 'excess', against: 'benign twins', low: 0.21, high: 0.51 }, bare, twins));
    for (const wording of ['journal=invited', hostile.model]) {
      const other = condition({ ...shared, wording }, rateOf({ bail: 60, continue: 30 }));
      conditions.push(other);
      pairs.push(pair({ kind: 'wording', against: 'default', low: 0.05, high: 0.3 }, other, bare));
    }
    for (const leadIn of ['greeting', 'told-to-leave', 'told-to-stay', hostile.dataset]) {
      const counts = leadIn === 'told-to-leave' ? { bail: 88, continue: 2 } : { bail: 2, continue: 88 };
      const led = condition({ ...shared, wording: 'default', leadIn }, { ...rateOf(counts), tooFew: false });
      conditions.push(led);
      const open = { conclusion: 'cannot conclude', low: null, high: null, discordantClusters: 2 } as const;
      pairs.push(pair({ kind: 'lead-in', against: 'no lead-in', ...open }, led, bare));
    }
    for (const [index, situation] of ['shouted-at', hostile.reply, 'renamed'].entries()) {
      situations.push({
        ...labelOf(bare, bare.id),
        category: index < 2 ? 'abuse' : hostile.category,
        situation,
        items: 4,
        rate: 0.75,
        twinRate: 0.25 * (index + 1),
        excess: 0.75 - 0.25 * (index + 1),
      });
    }
  }
  return { ...base, conditions, pairs, situations };
}

const leaves = {
  kind: 'leaves-everything',
  text: 'leaves everything: 44.4 % here cannot be told from 43.0 % on neutral items',
} as const;
const cannot = {
  kind: 'cannot-work-with-method',
  text: 'cannot work with this method: 71.0 % of its replies give no answer that can be read',
} as const;
