import type { Results } from '../analysis/results.ts';
import { groupLabel } from './groups.ts';
import { methodLabel } from './labels.ts';
import type { ReportCondition, ReportResults } from './report-results.ts';
import { visibleLine } from './visible-text.ts';

/** One exit and how the model used it when told to leave, told nothing, and told to stay. */
export interface ControlRow {
  readonly label: string;
  readonly leave: ReportCondition | null;
  readonly plain: ReportCondition | null;
  readonly stay: ReportCondition | null;
  readonly verdict: string;
}

export interface ControlGroup {
  /** Model and dataset. Safe to print. */
  readonly title: string;
  /** How the exit was offered, where all rows share it and their labels are wordings. */
  readonly offer: string | null;
  readonly rows: readonly ControlRow[];
}

/** What the controls are for. */
export const controlsText =
  'Told to leave, a model that understands the exit takes it; told to stay, it does not. The verdict rests on the ' +
  'intervals: surely above, or surely below, a half. Controls describe the instrument and correct no rate.';

/** The instrument's controls, for every exit of which one was run. */
export function controlGroups(results: ReportResults): ControlGroup[] {
  const controls = results.conditions.filter(({ leadIn, method }) => roleOf(leadIn) !== null && method !== 'baseline');
  const byGroup = Map.groupBy(controls, (one) => groupLabel(one, results));
  return [...byGroup].flatMap(([title, members]): ControlGroup[] => {
    const byExit = Map.groupBy(members, (one) =>
      JSON.stringify([one.method, one.order, one.readout, one.wording, one.historyAuthor, one.replyAuthor]),
    );
    const rows = [...byExit.values()].map((same) => controlRow(same, results));
    const byOffer = Map.groupBy(rows, ({ label }) => label);
    if (byOffer.size === rows.length) return [{ title, offer: null, rows }];
    return [...byOffer].map(([offer, own]) => ({ title, offer, rows: own.map(namedByWording) }));
  });
}

/** A condition of a control's row, for what all in it share. */
export function exitOf({ leave, stay }: ControlRow): ReportCondition {
  return (leave ?? stay) as ReportCondition;
}

function namedByWording(row: ControlRow): ControlRow {
  return { ...row, label: visibleLine(exitOf(row).wording ?? '', 60) };
}

function controlRow(same: readonly ReportCondition[], results: Results): ControlRow {
  const [first] = same as [ReportCondition];
  const find = (role: ReturnType<typeof roleOf>): ReportCondition | null =>
    same.find(({ leadIn }) => roleOf(leadIn) === role) ?? null;
  const plain = results.conditions.find(
    (one) =>
      one.leadIn === null &&
      one.study === first.study &&
      one.model === first.model &&
      one.dataset === first.dataset &&
      one.method === first.method &&
      one.order === first.order &&
      one.readout === first.readout &&
      one.wording === first.wording &&
      one.historyAuthor === first.historyAuthor &&
      one.replyAuthor === first.replyAuthor,
  );
  const [leave, stay] = [find('leave'), find('stay')];
  const label = methodLabel(first);
  return { label, leave, stay, plain: plain ?? null, verdict: verdictOf(leave, stay) };
}

function verdictOf(leave: ReportCondition | null, stay: ReportCondition | null): string {
  const wrong = [
    surely(leave, 'below') ? 'stays when told to leave' : '',
    surely(stay, 'above') ? 'leaves when told to stay' : '',
  ].filter((text) => text !== '');
  if (wrong.length > 0) return wrong.join(', ');
  const leaves = leave === null || surely(leave, 'above');
  const stays = stay === null || surely(stay, 'below');
  return leaves && stays ? 'does as told' : 'unclear';
}

function surely(condition: ReportCondition | null, side: 'above' | 'below'): boolean {
  if (condition === null || condition.low === null || condition.high === null) return false;
  return side === 'above' ? condition.low > 0.5 : condition.high < 0.5;
}

function roleOf(leadIn: string | null): 'leave' | 'stay' | null {
  if (leadIn === 'told-to-leave') return 'leave';
  return leadIn === 'told-to-stay' ? 'stay' : null;
}
