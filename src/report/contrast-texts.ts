import type { ContrastResult } from '../analysis/contrast-result.ts';
import { countOf } from './format.ts';
import { visibleLine } from './visible-text.ts';

/** What a contrast compares, and whether it was declared before there was anything to see. */
export function declaredText({
  name,
  a,
  b,
  on,
  declaredAt,
  trialsBefore,
  studyTrialsBefore,
  comparisons,
}: ContrastResult): string {
  const when = declaredAt.slice(0, 16).replace('T', ' ');
  const before =
    trialsBefore === 0
      ? 'before the first of its trials was stored'
      : `AFTER ${countOf(trialsBefore, 'trial')} of its conditions were stored`;
  const others =
    trialsBefore === 0 && studyTrialsBefore > 0
      ? `; ${countOf(studyTrialsBefore, 'trial')} of the study’s other conditions were there`
      : '';
  const pending = comparisons.filter(({ complete }) => !complete).length;
  const incomplete = pending === 0 ? '' : ` Not all of its trials are done in ${countOf(pending, 'comparison')}.`;
  const sides = `${name}: ${a} minus ${b}${on === null ? '' : ` on ${on}`}`;
  return visibleLine(`${sides}. Declared ${when} UTC, ${before}${others}.${incomplete}`, 600);
}

/** How p-values are adjusted, and what all other comparisons are. @param study whose, where several declared some */
export function familyText(study: string | null, own: readonly ContrastResult[]): string {
  const size = own.reduce((sum, { comparisons }) => sum + Math.max(1, comparisons.length), 0);
  const whose = study === null ? '' : `${visibleLine(study, 60)}: `;
  return `${whose}p-values are adjusted by Holm for all ${countOf(size, 'comparison')} as one family. Every other comparison in this report is exploratory.`;
}
