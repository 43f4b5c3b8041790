import type { ScorePages } from '../../store/read-scores.ts';
import { storedScorers } from '../../store/scores.ts';
import { armUsage } from '../../store/usage.ts';
import type { ConditionData } from '../condition.ts';
import { lengthResults } from '../lengths.ts';
import { pairedResults } from '../pairs.ts';
import type { Planned } from '../planned.ts';
import {
  readAllScores,
  refusalCorrelations,
  refusalRates,
  refusalResults,
  refusalTables,
  refusalViews,
  type AllScores,
  type RefusalParts,
  type RefusalView,
} from '../refusals/refusal-results.ts';
import { isOfModel, isSelected } from '../selection.ts';
import { sideEffectResults } from '../side-effects.ts';
import { agreementResults } from '../similarity/agreement.ts';
import { similarityResults } from '../similarity/similarity.ts';

/** What is planned, with the outcomes of its trials. */
export interface Measured extends Planned {
  /** Conditions of the models that are asked for. */
  readonly data: readonly ConditionData[];
  /** Those of them that are asked for. */
  readonly shown: readonly ConditionData[];
  /** What scorers of refusals said, read when it is first asked for. */
  readonly scores: () => AllScores;
}

/** Pieces of an analysis that need no outcomes. */
export const storePieces = {
  usage: ({ store, only, conditions }: Planned) => {
    const shown = conditions.filter(({ condition }) => isSelected(only, condition));
    return armUsage(store, [...new Set(shown.map(({ condition }) => condition.armId))]);
  },
};

/** The scores of refusals, and the pieces that need them. */
export const scorePieces = {
  scores: ({ scores }: Measured) => scores(),
  refusalTables: (input: Measured) => viewsOf(input).map(refusalTables),
  refusalCorrelations: (input: Measured) => viewsOf(input).map(refusalCorrelations),
  refusalRates: (input: Measured) => viewsOf(input).map(refusalRates),
};

/** Those that need outcomes alone. */
export const outcomePieces = {
  pairs: ({ data, wordingOf }: Measured) => pairedResults(data, wordingOf),
  lengths: ({ store, shown }: Measured) => lengthResults(store, shown),
  agreement: ({ shown, wordingOf }: Measured) => agreementResults(shown, wordingOf),
  sideEffects: ({ store, data, shown, wordingOf }: Measured) => sideEffectResults(store, shown, data, wordingOf),
  similarity: ({ shown, wordingOf }: Measured) => similarityResults(shown, wordingOf),
};

function viewsOf({ store, only, byRevision, data, wordingOf, scores }: Measured): readonly RefusalView[] {
  return refusalViews(store, data, scores(), {
    wordingOf,
    isShown: (condition) => isSelected(only, condition),
    revisions: byRevision.map(({ revision }) => revision),
  });
}

/** What the pieces say of refusals. */
export function refusalsOf({ store }: Planned, results: PieceResults): ReturnType<typeof refusalResults> {
  const parts = storedScorers(store).flatMap((scorer, index): readonly RefusalParts[] => {
    const [rates, together] = [results.refusalRates[index], results.refusalTables[index]];
    const correlations = results.refusalCorrelations[index];
    if (rates === undefined || together === undefined || correlations === undefined) return [];
    return [{ scorer, ...rates, together, correlations }];
  });
  return refusalResults(parts);
}

type Pieces = typeof storePieces & typeof scorePieces & typeof outcomePieces;
export type PieceName = keyof Pieces;
export type PieceResults = { readonly [Name in PieceName]: ReturnType<Pieces[Name]> };

const namesOf = <Some extends object>(some: Some): readonly (keyof Some)[] => Object.keys(some) as (keyof Some)[];

export const storePieceNames = namesOf(storePieces);
export const scorePieceNames = namesOf(scorePieces);
export const outcomePieceNames = namesOf(outcomePieces);
export const pieceNames: readonly PieceName[] = [...storePieceNames, ...scorePieceNames, ...outcomePieceNames];

/** Conditions whose outcomes an analysis reads: those of the models that are asked for. */
export function conditionsToRead({ only, conditions }: Planned): Planned['conditions'] {
  return conditions.filter(({ condition }) => isOfModel(only, condition));
}

/** Puts outcomes beside what is planned. @param pages scores that were read before; they are let go of when used */
export function measured(planned: Planned, data: readonly ConditionData[], pages?: ScorePages): Measured {
  let before = pages;
  let known: AllScores | null = null;
  const readOnce = (): AllScores => {
    known ??= readAllScores(planned.store, data, before);
    before = undefined;
    return known;
  };
  const shown = data.filter(({ condition }) => isSelected(planned.only, condition));
  return { ...planned, data, shown, scores: readOnce };
}

/** Works out one piece. @throws ExitpollError for what is damaged in the store. */
export function workOutPiece<Name extends PieceName>(name: Name, input: Measured): PieceResults[Name] {
  const all: { readonly [One in PieceName]: (input: Measured) => PieceResults[One] } = {
    ...storePieces,
    ...scorePieces,
    ...outcomePieces,
  };
  return all[name](input);
}
