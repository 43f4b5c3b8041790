import type { AuditedOutcomes } from '../analysis/audit-result.ts';
import type { ConversationAuditResult } from '../analysis/conversation-audit-result.ts';
import { auditGroups, auditLabel, causesText, leavingText } from './audits.ts';
import { nothing, percent, percentRange } from './format.ts';
import type { Section } from './section.ts';

/** Corrected shares of conversations; `null` where none were audited. */
export function conversationAuditsSection(audits: readonly ConversationAuditResult[]): Section | null {
  if (audits.length === 0) return null;
  const hasOpen = audits.some(({ kinds }) => kinds.open.sampled > 0);
  return {
    id: 'conversation-audits',
    title: 'In how many conversations the model meant to leave',
    notes: [note, ...audits.flatMap(notesOf)],
    columns: [
      { title: 'counted' },
      { title: 'corrected' },
      { title: '95 %' },
      { title: 'these conv.', optional: 2, about: 'these conv.: the interval for exactly these conversations.' },
      { title: 'bailed meant', about: 'bailed meant, others: read so, of those with a clear label.' },
      { title: 'others' },
      ...(hasOpen ? [{ title: 'unanswered', optional: 1 }] : []),
    ],
    groups: auditGroups(audits).map(({ title, audits: own }) => ({
      title,
      rows: own.map((one) => ({ label: auditLabel(one), cells: cellsOf(one, hasOpen) })),
    })),
  };
}

function cellsOf(one: ConversationAuditResult, hasOpen: boolean): readonly string[] {
  const { share, corrected, low, high, lowFixed, highFixed, tooFew, kinds } = one;
  return [
    percent(share),
    corrected === null ? nothing : percent(corrected),
    percentRange(low, high) + (tooFew && low !== null ? '*' : ''),
    percentRange(lowFixed, highFixed),
    leavingText(kinds.bail),
    leavingText(kinds.stay),
    ...(hasOpen ? [leavingText(kinds.open)] : []),
  ];
}

const note =
  'Of a random sample of conversations with a bail, of those without one, and of those without one in which a turn gave ' +
  'no answer, it was read whether the model chose to leave at any turn. Corrected is the sum over the three kinds of ' +
  'counted share × share of them in which it did. Its 95 % interval is for conversations like these, and carries the ' +
  'doubt of the shares and of the labels; * marks the wide one for few clusters.';

function notesOf(one: ConversationAuditResult): readonly string[] {
  const label = auditLabel(one);
  const causes = causesText(one.kinds.bail);
  const unclear = unclearIn(Object.values(one.kinds));
  return [
    one.reason === null ? '' : `${label}: no corrected share: ${one.reason}.`,
    causes === '' ? '' : `${label}: bails that were not meant: ${causes}.`,
    unclear === 0 || one.bounds === null
      ? ''
      : `${label}: ${unclear} unclear: ${percentRange(...one.bounds)} if none of them had left, and if all had.`,
  ].filter((text) => text !== '');
}

function unclearIn(kinds: readonly AuditedOutcomes[]): number {
  return kinds.reduce((sum, { labels }) => sum + (labels.unclear ?? 0), 0);
}
