import type { PassageKind } from '../store/audit-passages.ts';
import type { AuditedOutcomes, AuditResult } from './audit-result.ts';

/** A condition's share of conversations freed of misreadings, by what people, or a judge, say of a sample of them. */
export interface ConversationAuditResult extends Omit<AuditResult, 'bails' | 'others' | 'rate' | 'corrected'> {
  readonly study: string;
  /** What was read of conversations by how they ended, once an epoch. */
  readonly kinds: Readonly<Record<PassageKind, AuditedOutcomes>>;
  /** The share as counted, and how many conversations it is of. */
  readonly share: number;
  readonly conversations: number;
  /**
   * share · PPV + (1 − share) · (1 − NPV), where the latter is of the conversations without a bail that answered at
   * every turn and of the others, in their proportion; `null` where nothing can be said, and then `reason` says why.
   */
  readonly corrected: number | null;
}
