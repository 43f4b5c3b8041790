export { analyze, type AnalyzeOptions } from './analysis/analyze.ts';
export { compare, type CompareOptions } from './analysis/compare/compare.ts';
export type { Comparison, ComparisonRow, RefusalComparison } from './analysis/compare/comparison.ts';
export type { ContrastComparison, ContrastResult } from './analysis/contrast-result.ts';
export type * from './analysis/results.ts';
export type { Selection } from './analysis/selection.ts';
export { exampleTranscripts, trialRecords } from './analysis/trial-records.ts';
export { ExitpollError, ExitpollErrors, exitCodes } from './base/errors.ts';
export {
  readOverlay,
  renderCsv,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderTable,
  type OverlayFile,
} from './report/index.ts';
export { renderComparisonJson, renderComparisonMarkdown, renderComparisonTable } from './report/compare/index.ts';
export { closeModels, openModels, type OpenedModel } from './run/open-models.ts';
export type { BudgetLimits, Price } from './run/limits/limits.ts';
export { openPrices, type PriceBook } from './run/prices.ts';
export { prepareStudy, type PreparedStudy } from './run/prepare.ts';
export { rescore } from './run/rescore.ts';
export { runStudy, type RunOptions, type RunResult } from './run/run-study.ts';
export { StopSwitch } from './run/stop-switch.ts';
export { listRuns, type StoredRun } from './store/list-runs.ts';
export type { RunTallies } from './store/runs.ts';
export { serveStore, shareStore, type ShareStoreOptions } from './server/library.ts';
export type { ServeOptions, Serving } from './server/serve.ts';
export type { Shared } from './server/share/share-store.ts';
export * as stats from './stats/index.ts';
export { openStore, type Store } from './store/store.ts';
export { defineStudy } from './study/define.ts';
export { checkStudy, loadStudy, type LoadedStudy } from './study/load.ts';
export { studySchema, type Study, type StudyInput } from './study/schema.ts';
