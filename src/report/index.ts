export { applyOverlay, type OverlayOptions } from './overlay/apply-overlay.ts';
export { readOverlay, type OverlayFile } from './overlay/overlay-file.ts';
export { renderCsv } from './csv.ts';
export { renderJson } from './json.ts';
export { renderMarkdown } from './markdown.ts';
export { renderTable, type TableOptions } from './table.ts';
export { trialsCsvHeader, trialToCsv, trialsToJsonl } from './trials.ts';
export { renderHtml, type HtmlOptions } from './html/page.ts';
export type { OverlaySummary, PublishedRate, ReportCondition, ReportResults } from './report-results.ts';
