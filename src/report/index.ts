export { renderCsv } from './csv.ts';
export { renderJson } from './json.ts';
export { renderMarkdown } from './markdown.ts';
export { renderTable, type TableOptions } from './table.ts';
export { trialsCsvHeader, trialToCsv, trialsToJsonl } from './trials.ts';
export { renderHtml, type HtmlOptions } from './html/page.ts';
