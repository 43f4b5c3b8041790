import type { ScorePages } from '../../store/read-scores.ts';
import { armUsage, servedModels } from '../../store/usage.ts';
import type { ConditionData } from '../condition.ts';
import { lengthResults } from '../lengths.ts';
import type { Planned } from '../planned.ts';
import { refusalResults } from '../refusals/refusal-results.ts';
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
  /** What scorers said of replies, where that was read before. */
  readonly scorePages?: ScorePages;
}

/** Pieces of an analysis that need no outcomes. */
export const storePieces = {
  served: ({ store }: Planned) => servedModels(store),
  usage: ({ store, only, conditions }: Planned) => {
    const shown = conditions.filter(({ condition }) => isSelected(only, condition));
    return armUsage(store, [...new Set(shown.map(({ condition }) => condition.armId))]);
  },
};

/** Those that need them. None needs another; whoever works on them takes them in this order, the longest first. */
export const outcomePieces = {
  refusals: ({ store, only, byRevision, data, wordingOf, scorePages }: Measured) =>
    refusalResults(store, data, {
      wordingOf,
      isShown: (condition) => isSelected(only, condition),
      revisions: byRevision.map(({ revision }) => revision),
      pages: scorePages,
    }),
  lengths: ({ store, shown }: Measured) => lengthResults(store, shown),
  agreement: ({ shown, wordingOf }: Measured) => agreementResults(shown, wordingOf),
  sideEffects: ({ store, data, shown, wordingOf }: Measured) => sideEffectResults(store, shown, data, wordingOf),
  similarity: ({ shown, wordingOf }: Measured) => similarityResults(shown, wordingOf),
};

type Pieces = typeof storePieces & typeof outcomePieces;
export type PieceName = keyof Pieces;
export type PieceResults = { readonly [Name in PieceName]: ReturnType<Pieces[Name]> };

export const storePieceNames = Object.keys(storePieces) as readonly (keyof typeof storePieces)[];
export const outcomePieceNames = Object.keys(outcomePieces) as readonly (keyof typeof outcomePieces)[];
export const pieceNames: readonly PieceName[] = [...storePieceNames, ...outcomePieceNames];

/** Conditions whose outcomes an analysis reads: those of the models that are asked for. */
export function conditionsToRead({ only, conditions }: Planned): Planned['conditions'] {
  return conditions.filter(({ condition }) => isOfModel(only, condition));
}

/** Puts outcomes beside what is planned. */
export function measured(planned: Planned, data: readonly ConditionData[]): Measured {
  return { ...planned, data, shown: data.filter(({ condition }) => isSelected(planned.only, condition)) };
}

/** Works out one piece. @throws ExitpollError for what is damaged in the store. */
export function workOutPiece<Name extends PieceName>(name: Name, input: Measured): PieceResults[Name] {
  const all: { readonly [One in PieceName]: (input: Measured) => PieceResults[One] } = {
    ...storePieces,
    ...outcomePieces,
  };
  return all[name](input);
}
