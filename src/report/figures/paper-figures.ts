import type { ReportResults } from '../report-results.ts';
import { authorFigures } from './author-figures.ts';
import { bailRateFigures, orderFigures, wordingFigures } from './bail-figures.ts';
import { conversationFigures, turnFigures } from './conversation-figures.ts';
import { factorFigures } from './factor-figures.ts';
import type { FigureData, FigureOutcome, MissingFigure } from './figure.ts';
import { leadInFigures, noRefusalFigures, refusalFigures, scatterFigures } from './refusal-figures.ts';

interface FigureMaker {
  readonly name: string;
  readonly title: string;
  readonly make: (results: ReportResults) => readonly FigureData[];
  /** What it takes; names an example that comes along. */
  readonly how: string;
  readonly why: string;
}

const noScores = 'no reply is scored for refusals';
const scoreThem =
  '`exitpoll rescore` scores the replies of an older store; a study needs the method baseline (docs/refusals.md).';

/** The figures of the paper that can be made of a store, in its order. */
const makers: readonly FigureMaker[] = [
  {
    name: 'bail-rates',
    title: 'bail rates by model and method',
    make: bailRateFigures,
    why: 'no condition offers an exit',
    how: 'Run examples/study.yaml.',
  },
  { name: 'refusal-rates', title: 'refusal rates by model', make: refusalFigures, why: noScores, how: scoreThem },
  {
    name: 'no-refusal-bail',
    title: 'bails where nothing was refused',
    make: noRefusalFigures,
    why: noScores,
    how: scoreThem,
  },
  {
    name: 'bail-against-refusal',
    title: 'bail against refusal over models',
    make: scatterFigures,
    why: 'there are not two models with scored baseline replies',
    how: `Run examples/many-models.yaml with several models. ${scoreThem}`,
  },
  {
    name: 'wordings',
    title: 'wordings beside the default one',
    make: wordingFigures,
    why: 'no condition has another wording than the default one',
    how: 'Run examples/one-factor.yaml.',
  },
  {
    name: 'lead-ins',
    title: 'refusal and bail by lead-in, such as jailbreaks',
    make: leadInFigures,
    why: 'no condition has a lead-in other than the controls',
    how: 'Run examples/controls.yaml with the lead-ins you want (docs/lead-ins.md).',
  },
  {
    name: 'order',
    title: 'order of the bail prompt’s answers',
    make: orderFigures,
    why: 'no model was asked the bail prompt in both orders',
    how: 'Run examples/study.yaml: its method bail-prompt asks both.',
  },
  {
    name: 'transcripts-by-others',
    title: 'transcripts written by other models',
    make: (results) => [...authorFigures(results), ...factorFigures(results)],
    why: 'no condition asks about replies or turns that others wrote',
    how: 'Run examples/experiments/03-transcripts-by-others.yaml.',
  },
  {
    name: 'conversations',
    title: 'share of real conversations with a bail',
    make: conversationFigures,
    why: 'no dataset has conversations whose every turn is asked about',
    how: 'Run examples/conversations.yaml with your own file of conversations (docs/datasets.md).',
  },
  {
    name: 'turns',
    title: 'bail rates by turn of real conversations',
    make: turnFigures,
    why: 'no dataset has conversations whose every turn is asked about',
    how: 'Run examples/conversations.yaml with your own file of conversations (docs/datasets.md).',
  },
];

/** What becomes of each of the paper's figures with these results: drawn, or missing with what would give it. */
export function paperFigures(results: ReportResults): readonly FigureOutcome[] {
  const taken = new Set<string>();
  return makers.map(({ name, title, make, why, how }): FigureOutcome => {
    const figures = make(results).map((figure) => ({ ...figure, name: freeName(figure.name, taken) }));
    if (figures.length > 0) return { kind: 'drawn', figures };
    return { kind: 'missing', missing: { name, title, why, how } satisfies MissingFigure };
  });
}

/** Two datasets may give one file name. */
function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let turn = 2; taken.has(name); turn += 1) name = `${wanted}-${turn}`;
  taken.add(name);
  return name;
}
