import type { RaterAgreement } from '../../audit/agreement.ts';
import { agreementRows, agreementText } from '../../audit/agreement-rows.ts';
import type { AuditFigures, RaterProgress, SampleProgress } from '../../audit/audit-figures.ts';
import type { DetectorFigures, MeasuredShare } from '../../audit/detector-figures.ts';
import type { AuditScope } from '../../audit/open-audit.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import { agreementLegend, detectorsLegend } from '../../report/audits.ts';
import { count, nothing, percent } from '../../report/format.ts';
import { auditsPart } from '../../report/table-audits.ts';
import { sectionText } from '../../report/table-sections.ts';
import { leftOutText, noteText, tablePart, terminalPage, type TerminalPage } from '../../report/terminal-page.ts';
import { transportedSection } from '../../report/transported.ts';
import { wrap } from '../../report/wrap.ts';
import { conversationAuditsSection } from '../../report/conversation-audits.ts';
import { sampleLine } from './sample-line.ts';

const left = (title: string): { title: string } => ({ title });
const right = (title: string): { title: string; align: 'right' } => ({ title, align: 'right' });

/** The page behind `exitpoll audit status`. */
export function auditStatusPage(
  figures: AuditFigures,
  scope: AuditScope,
  terminal: { readonly color: boolean; readonly width: number },
): string {
  const page = terminalPage(terminal);
  const { width, paint } = page;
  const parts = [
    paint('bold', `Audit of ${figures.study}`),
    ...(figures.sampled === 0 && figures.conversations !== null
      ? []
      : [[wrap(`Sample: ${sampleLine(scope, 'trial')}.`, width), '', ratersPart(figures, page)].join('\n')]),
    auditsPart(figures.corrected, page),
    transportedPart(figures, page),
    agreementPart(figures.agreement, page),
    detectorsPart(figures.detectors, page),
    ...conversationParts(figures, scope, page),
  ];
  parts.push(leftOutText(page, 'so has --json'));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function conversationParts({ conversations }: AuditFigures, scope: AuditScope, page: TerminalPage): readonly string[] {
  if (conversations === null) return [];
  const section = conversationAuditsSection(conversations.corrected);
  return [
    [wrap(`Sample: ${sampleLine(scope, 'conversation')}.`, page.width), '', ratersPart(conversations, page)].join('\n'),
    section === null ? '' : sectionText(section, page),
    agreementPart(conversations.agreement, page),
  ];
}

function ratersPart({ raters, sampled }: SampleProgress, page: TerminalPage): string {
  if (raters.length === 0) return wrap('No labels yet: `exitpoll audit` shows one after the other.', page.width);
  const rows = raters.map((one) => [
    `  ${terminalLine(one.rater, 40)}`,
    `${one.labelled} of ${sampled}`,
    String(one.unclear),
    one.judge ? String(one.failed) : nothing,
    notesOf(one),
  ]);
  const columns = [left('  rater'), right('labelled'), right('unclear'), right('failed'), left('')];
  return tablePart({ title: '', columns, lines: rows }, page);
}

function notesOf({ judge, sawDetectors }: RaterProgress): string {
  if (judge) return 'a model';
  return sawDetectors === 0 ? '' : `${sawDetectors} with the detectors in sight`;
}

function transportedPart({ corrected, transported }: AuditFigures, page: TerminalPage): string {
  const section = transportedSection({ audits: corrected, transported });
  return section === null ? '' : sectionText(section, page);
}

function agreementPart(agreements: readonly RaterAgreement[], page: TerminalPage): string {
  if (agreements.length === 0) return '';
  const shown = agreements.flatMap(agreementRows);
  const rows = shown.map(({ raters, coefficient, units, meaning, labels, same }) => [
    `  ${terminalLine(raters.join(', '), 60)}`,
    coefficient,
    String(units),
    agreementText(meaning) ?? nothing,
    agreementText(labels) ?? nothing,
    same === null ? nothing : percent(same),
  ]);
  const reasons = new Set(shown.flatMap(({ meaning, labels }) => [meaning.reason ?? [], labels.reason ?? []].flat()));
  return tablePart(
    {
      title: 'How well raters agree',
      columns: [
        left('  raters'),
        left('coefficient'),
        right('labelled'),
        right('meaning'),
        right('labels'),
        { ...right('same %'), optional: 1 },
      ],
      lines: rows,
      notes: [...[...reasons].map((reason) => `  ${reason}`), agreementLegend],
    },
    page,
  );
}

function detectorsPart({ by, bails, others }: AuditFigures['detectors'], page: TerminalPage): string {
  if (by === null) return '';
  const table = (title: string, figures: readonly DetectorFigures[]): string => {
    const rows = figures.map((one) => [
      `    ${one.cause} ${one.version}`,
      shareText(one.precision),
      shareText(one.precisionAny),
      shareText(one.recall),
    ]);
    const columns = [left(`  ${title}`), right('precision'), right('any misreading'), right('recall')];
    return tablePart({ title: '', columns, lines: rows }, page);
  };
  const readers = by === 'people' ? 'people' : terminalLine(by, 40);
  return [
    page.paint('bold', wrap(`Detectors of misreadings, measured on what ${readers} say`, page.width)),
    table('in bails', bails),
    table('in other trials', others),
    noteText(detectorsLegend, page),
  ].join('\n');
}

/** `22/29, 57–89 %`. */
function shareText(share: MeasuredShare | null): string {
  if (share === null) return nothing;
  const whole = (fraction: number): string => (100 * fraction).toFixed(0);
  return `${Math.round(share.share * share.of)}/${count(share.of)}, ${whole(share.low)}–${whole(share.high)} %`;
}
