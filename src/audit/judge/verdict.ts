import { auditLabels, isAuditLabel, type AuditLabelName } from '../../conversation/audit-label.ts';
import { isJudgeFailure, readJudgeLine, type JudgeFailure } from '../../conversation/fence.ts';
import type { Reply } from '../../conversation/reply.ts';

const line = new RegExp(String.raw`^LABEL ([0-9a-f]{16}) (${auditLabels.join('|')})(?: ([^\n]{1,400}))?$`);

/** Reads the judge's label. */
export function readAuditVerdict(
  reply: Reply,
  token: string,
): { readonly label: AuditLabelName; readonly reason: string | null } | JudgeFailure {
  const read = readJudgeLine(reply, line, token);
  if (isJudgeFailure(read)) return read;
  const [label = '', reason] = read;
  return isAuditLabel(label) ? { label, reason: reason ?? null } : { failed: 'the judge gave no label' };
}
