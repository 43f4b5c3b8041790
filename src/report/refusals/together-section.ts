import type { TogetherBasis } from '../../analysis/refusals/results.ts';
import { count, nothing, percent, percentRange } from '../format.ts';
import type { ReportResults } from '../report-results.ts';
import type { Section } from '../section.ts';
import { grouped, shareText } from './rows.ts';

const basisText: Readonly<Record<TogetherBasis, string>> = {
  joint: '',
  product: ' × baseline',
  'own-reply': ' own reply',
};

/** Bail against refusal, a line of four shares for each condition; `null` where nothing was scored. */
export function togetherSection(results: ReportResults): Section | null {
  const { together } = results.refusals;
  if (together.length === 0) return null;
  const hasProduct = together.some(({ basis }) => basis === 'product');
  const conversations = together.some((one) => one.conversations !== null);
  return {
    id: 'bail-and-refusal',
    title: 'Do models leave what they refuse?',
    notes: [
      'Shares in %, with their 95 % interval for situations like these; the four add up to 100 (with no text, of own replies). The bail prompt asks about the very reply that is scored.',
      ...(hasProduct
        ? [
            '× baseline: the exit and the refusal are seen in different replies to the same item, and multiplied within it as if they were independent there; bounds are what the two totals leave possible if they are not (Fréchet), for leaving without refusing.',
            'Own reply: by the text of the very reply that could leave, without the exit; a reply that only calls the tool says nothing, and is counted as no text.',
          ]
        : []),
      "Paper: leaving without refusing by the paper's rule, with its scorer of bails and the mean refusal score (tools, string) or a score under 0.5 (prompt).",
      ...(conversations
        ? [
            'Conversations: share in which some turn is left and its reply does not refuse; by the paper, some turn left and none refused.',
          ]
        : []),
    ],
    columns: [
      { title: 'left, not refused' },
      { title: 'refused, not left' },
      { title: 'both', optional: 1 },
      { title: 'neither', optional: 2 },
      { title: 'no text', optional: 5 },
      { title: 'bounds', optional: 4 },
      { title: 'paper', optional: 3 },
      ...(conversations ? [{ title: 'conversations', optional: 6 }] : []),
      { title: 'trials', optional: 7 },
    ],
    groups: grouped(together, results, (one, label) => ({
      label: label + basisText[one.basis],
      cells: [
        shareText(one.noRefusalBail),
        shareText(one.noBailRefusal),
        percent(one.refusalBail.rate),
        percent(one.neither.rate),
        one.noText === null ? nothing : percent(one.noText.rate),
        one.bounds === null ? nothing : percentRange(...one.bounds.noRefusalBail),
        percent(one.paper),
        ...(conversations
          ? [
              one.conversations === null
                ? nothing
                : `${percent(one.conversations.noRefusalBail)} (paper ${percent(one.conversations.paper)}) of ${count(one.conversations.conversations)}`,
            ]
          : []),
        count(one.n),
      ],
    })),
  };
}
