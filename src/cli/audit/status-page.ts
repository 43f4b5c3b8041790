import type { RaterAgreement } from '../../audit/agreement.ts';
import { agreementRows, agreementText } from '../../audit/agreement-rows.ts';
import type { AuditFigures, RaterProgress, SampleProgress } from '../../audit/audit-figures.ts';
import type { DetectorFigures, MeasuredShare } from '../../audit/detector-figures.ts';
import type { AuditScope } from '../../audit/open-audit.ts';
import { terminalLine } from '../../base/terminal-text.ts';
import { textTable } from '../../base/text-table.ts';
import { agreementLegend, detectorsLegend } from '../../report/audits.ts';
import { count, nothing, percent } from '../../report/format.ts';
import { painter, type Paint } from '../../report/paint.ts';
import { auditsPart } from '../../report/table-audits.ts';
import { sectionText } from '../../report/table-sections.ts';
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
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const paint = painter(color);
  const parts = [
    paint('bold', `Audit of ${figures.study}`),
    ...(figures.sampled === 0 && figures.conversations !== null
      ? []
      : [[wrap(`Sample: ${sampleLine(scope, 'trial')}.`, width), '', ratersPart(figures, paint)].join('\n')]),
    auditsPart(figures.corrected, width, paint),
    transportedPart(figures, width, paint),
    agreementPart(figures.agreement, width, paint),
    detectorsPart(figures.detectors, width, paint),
    ...conversationParts(figures, scope, width, paint),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function conversationParts(
  { conversations }: AuditFigures,
  scope: AuditScope,
  width: number,
  paint: Paint,
): readonly string[] {
  if (conversations === null) return [];
  const section = conversationAuditsSection(conversations.corrected);
  return [
    [wrap(`Sample: ${sampleLine(scope, 'conversation')}.`, width), '', ratersPart(conversations, paint)].join('\n'),
    section === null ? '' : sectionText(section, width, paint),
    agreementPart(conversations.agreement, width, paint),
  ];
}

function ratersPart({ raters, sampled }: SampleProgress, paint: Paint): string {
  if (raters.length === 0) return 'No labels yet: `exitpoll audit` shows one after the other.';
  const rows = raters.map((one) => [
    `  ${terminalLine(one.rater, 40)}`,
    `${one.labelled} of ${sampled}`,
    String(one.unclear),
    one.judge ? String(one.failed) : nothing,
    notesOf(one),
  ]);
  const [head = '', ...lines] = textTable(
    [left('  rater'), right('labelled'), right('unclear'), right('failed'), left('')],
    rows,
  )
    .trimEnd()
    .split('\n');
  return [paint('dim', head), ...lines].join('\n');
}

function notesOf({ judge, sawDetectors }: RaterProgress): string {
  if (judge) return 'a model';
  return sawDetectors === 0 ? '' : `${sawDetectors} with the detectors in sight`;
}

function transportedPart({ corrected, transported }: AuditFigures, width: number, paint: Paint): string {
  const section = transportedSection({ audits: corrected, transported });
  return section === null ? '' : sectionText(section, width, paint);
}

function agreementPart(agreements: readonly RaterAgreement[], width: number, paint: Paint): string {
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
  const [head = '', ...lines] = textTable(
    [left('  raters'), left('coefficient'), right('labelled'), right('meaning'), right('labels'), right('same %')],
    rows,
  )
    .trimEnd()
    .split('\n');
  const reasons = new Set(shown.flatMap(({ meaning, labels }) => [meaning.reason, labels.reason]));
  return [
    paint('bold', 'How well raters agree'),
    paint('dim', head),
    ...lines,
    ...[...reasons].flatMap((reason) => (reason === null ? [] : [paint('dim', wrap(reason, width, '  ', '  '))])),
    paint('dim', wrap(agreementLegend, width, '  ')),
  ].join('\n');
}

function detectorsPart({ by, bails, others }: AuditFigures['detectors'], width: number, paint: Paint): string {
  if (by === null) return '';
  const table = (title: string, figures: readonly DetectorFigures[]): string[] => {
    const rows = figures.map((one) => [
      `    ${one.cause} ${one.version}`,
      shareText(one.precision),
      shareText(one.precisionAny),
      shareText(one.recall),
    ]);
    const [head = '', ...lines] = textTable(
      [left(`  ${title}`), right('precision'), right('any misreading'), right('recall')],
      rows,
    )
      .trimEnd()
      .split('\n');
    return [paint('dim', head), ...lines];
  };
  return [
    paint(
      'bold',
      `Detectors of misreadings, measured on what ${by === 'people' ? 'people' : terminalLine(by, 40)} say`,
    ),
    ...table('in bails', bails),
    ...table('in other trials', others),
    paint('dim', wrap(detectorsLegend, width, '  ')),
  ].join('\n');
}

/** `22/29, 57–89 %`. */
function shareText(share: MeasuredShare | null): string {
  if (share === null) return nothing;
  const whole = (fraction: number): string => (100 * fraction).toFixed(0);
  return `${Math.round(share.share * share.of)}/${count(share.of)}, ${whole(share.low)}–${whole(share.high)} %`;
}
