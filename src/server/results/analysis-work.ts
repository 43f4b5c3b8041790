import { analyze } from '../../analysis/analyze.ts';
import { compare } from '../../analysis/compare/compare.ts';
import type { Comparison } from '../../analysis/compare/comparison.ts';
import type { Results } from '../../analysis/results.ts';
import type { Store } from '../../store/store.ts';
import { gridAnswer } from '../grid/grid-answer.ts';
import { isLarge } from '../../store/large-store.ts';
import { studyReport } from '../report/study-report.ts';
import type { GridAnswer } from '../wire/grid.ts';
import { readAnalysis, type AnalysisWork } from './analysis-process.ts';

/** How many of the items that changed most a comparison names, in either direction. */
const changedItems = 100;

/** What each kind of work makes. */
export interface AnalysisMade {
  readonly results: Results;
  readonly grid: GridAnswer;
  readonly comparison: Comparison;
  /** HTML. */
  readonly report: string;
}

/** Works something out from a store. @throws ExitpollError for what is wrong with what is asked. */
export async function doWork(store: Store, work: AnalysisWork): Promise<AnalysisMade[keyof AnalysisMade]> {
  switch (work.what) {
    case 'results':
      return analyze(store, { study: work.study });
    case 'grid':
      return gridAnswer(store, work.study);
    case 'comparison':
      return compare([{ store, name: null }], {
        selectors: work.conditions.map((id) => ({ store: 0, text: `study:${work.study},condition:${id}` })),
        items: changedItems,
        categories: true,
      });
    case 'report':
      return studyReport(store, work);
    default:
      return work satisfies never;
  }
}

/** The longest that anything may take before it is ended. */
export const mostMs = 10 * 60 * 1000;

/** Works something out: of a small store at once, of a large one in a process of its own. */
export async function workOut<What extends Exclude<AnalysisWork['what'], 'results' | 'report'>>(
  store: Store,
  work: AnalysisWork & { readonly what: What },
): Promise<AnalysisMade[What]> {
  if (!isLarge(store)) return (await doWork(store, work)) as AnalysisMade[What];
  return readAnalysis({ file: store.file, work }, AbortSignal.timeout(mostMs)) as Promise<AnalysisMade[What]>;
}
