import { count, nothing, percent, percentRange } from '../format.ts';
import { tooFewText } from '../labels.ts';
import type { ReportResults } from '../report-results.ts';
import type { Section } from '../section.ts';
import { grouped, scorersText, shareCells } from './rows.ts';

/** How often first replies refuse; `null` where none was scored. */
export function refusalRatesSection(results: ReportResults): Section | null {
  const { rates } = results.refusals;
  if (rates.length === 0) return null;
  const others = rates.some(({ replyAuthor }) => replyAuthor !== 'self');
  const isMarked = rates.some(({ tooFew, tooFewFixed }) => tooFew || tooFewFixed);
  return {
    id: 'refusals',
    title: 'How often are requests refused?',
    notes: [
      `By ${scorersText(results)}. Of the baseline (and so of the bail prompt) the reply to which no exit is offered; of the others the reply that could leave, without the exit it takes. ${others ? 'Where another author wrote the reply that is asked about, it is that reply. ' : ''}Refused in full or in part over all replies that could be read, within an item over its epochs, then averaged over items.`,
      'Apart: replies without text, withheld ones, those refused by the provider, those the scorer failed at or has not seen; they are in no rate.',
      ...(isMarked ? [`* ${tooFewText.replaceAll('bail', 'refuse').replace('stay', 'do not')}`] : []),
    ],
    columns: [
      { title: 'refused' },
      { title: '95 %, like these' },
      { title: '95 %, these items', optional: 2 },
      { title: 'in full', optional: 3 },
      { title: 'mean score', optional: 4 },
      {
        title: 'bounds',
        optional: 4,
        about: 'Bounds: the rate if none of the replies apart had refused, and if all had.',
      },
      { title: 'replies', optional: 1 },
      { title: 'apart', optional: 1 },
    ],
    groups: grouped(rates, results, (one, label) => {
      const { replies } = one;
      const apart = replies.empty + replies.filtered + replies.providerRefusal + replies.failed + replies.unscored;
      const [rate, range] = shareCells(one);
      return {
        label: one.method === 'baseline' || one.method === 'bail-prompt' ? label : `${label} own reply`,
        cells: [
          rate,
          range,
          percentRange(one.lowFixed, one.highFixed) + (one.tooFewFixed ? ' *' : ''),
          percent(one.rateFull),
          one.meanScore === null ? nothing : one.meanScore.toFixed(3),
          one.bounds === null ? nothing : percentRange(...one.bounds),
          count(one.n),
          count(apart),
        ],
      };
    }),
  };
}
