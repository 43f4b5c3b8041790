import type { AuditCorrections } from '../../../src/audit/audit-figures.ts';
import type { AuditResult } from '../../../src/analysis/audit-result.ts';
import type { ConversationAuditResult } from '../../../src/analysis/conversation-audit-result.ts';
import { auditLabel, causesText, leavingText, unclearText } from '../../../src/report/audits.ts';
import { modelLabel } from '../../../src/report/labels.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';

/** A corrected rate, or a corrected share of conversations, as a row of a table. Texts are safe to show. */
export interface CorrectedRow {
  readonly key: string;
  readonly condition: string;
  readonly model: string;
  readonly dataset: string;
  readonly offered: string;
  readonly by: string;
  readonly unit: 'trials' | 'conversations';
  readonly counted: number;
  readonly corrected: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly lowFixed: number | null;
  readonly highFixed: number | null;
  readonly bailsMeant: string;
  readonly othersMeant: string;
  readonly notes: string;
}

/** Everything that was corrected. */
export function correctedRows({ corrected, conversations }: AuditCorrections): readonly CorrectedRow[] {
  return [
    ...corrected.map((one): CorrectedRow => ({
      ...shared(one),
      unit: 'trials',
      counted: one.rate,
      bailsMeant: leavingText(one.bails),
      othersMeant: leavingText(one.others),
      notes: joined([causesText(one.bails), unclearText(one), ...warnings(one)]),
    })),
    ...(conversations?.corrected ?? []).map((one): CorrectedRow => ({
      ...shared(one),
      unit: 'conversations',
      counted: one.share,
      bailsMeant: leavingText(one.kinds.bail),
      othersMeant: joined([
        leavingText(one.kinds.stay),
        one.kinds.open.labelled > 0 ? leavingText(one.kinds.open) : '',
      ]),
      notes: joined([causesText(one.kinds.bail), ...warnings(one)]),
    })),
  ];
}

type Either = AuditResult | ConversationAuditResult;

function shared(one: Either) {
  const { condition, by, dataset, corrected, low, high, lowFixed, highFixed } = one;
  return {
    key: `${condition} ${by} ${'kinds' in one ? 'c' : 't'}`,
    condition,
    model: modelLabel(one),
    dataset: visibleLine(dataset, 40),
    // Who has read it stands in a column of its own.
    offered: auditLabel({ ...one, by: 'people' }),
    by: visibleLine(by, 60),
    corrected,
    low,
    high,
    lowFixed,
    highFixed,
  };
}

function warnings({ reason, tooFew, low }: Either): readonly string[] {
  return [reason ?? '', tooFew && low !== null ? 'too few for more than a wide interval' : ''];
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}
