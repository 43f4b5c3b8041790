import type { AuditResult } from '../analysis/audit-result.ts';
import { causesText, correctedLegend, correctedText, leavingText, unclearText } from './audits.ts';
import { nothing, percent, percentRange } from './format.ts';
import { methodLabel } from './labels.ts';
import { code, markdownTable, modelCell, variantCell } from './markdown-cells.ts';

/** Corrected rates as a part of a Markdown report. Empty where nothing was audited. */
export function auditsPart(audits: readonly AuditResult[]): string {
  if (audits.length === 0) return '';
  const head = [
    'model',
    'dataset',
    'offered as',
    'wording',
    'read by',
    'counted %',
    'corrected %',
    '95 %, situations like these',
    '95 %, exactly these items',
    'bails meant',
    'others meant',
    'bails not meant',
    'if unclear stayed–left',
  ];
  const rows = audits.map((audit) => [
    modelCell(audit),
    code(audit.dataset),
    methodLabel(audit),
    variantCell(audit),
    code(audit.by === 'people' ? audit.raters.join(', ') : audit.by),
    percent(audit.rate),
    audit.reason === null ? correctedText(audit) : `${nothing} (${audit.reason})`,
    percentRange(audit.low, audit.high) + (audit.tooFew && audit.low !== null ? ' \\*' : ''),
    percentRange(audit.lowFixed, audit.highFixed),
    leavingText(audit.bails),
    leavingText(audit.others),
    causesText(audit.bails) || nothing,
    unclearText(audit) || nothing,
  ]);
  return `## What the models meant\n\n${markdownTable(head, rows, 5)}\n\n${correctedLegend}`;
}
