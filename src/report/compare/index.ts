export { renderComparisonHtml } from './html.ts';
export { renderComparisonJson } from './json.ts';
export { renderComparisonMarkdown } from './markdown.ts';
export { renderComparisonTable } from './table.ts';
