import type { ComparedCondition, ComparisonRow, MeasuredDifference } from './comparison.ts';

/** Below this share of trials answered in both, a paired difference speaks of those that are left. */
const mostlyAnswered = 0.8;

/** Whether at least four fifths of the planned trials were answered in both; so too where nothing is paired. */
export function isMostlyAnswered({ planned, trials }: Pick<MeasuredDifference, 'planned' | 'trials'>): boolean {
  return planned === null || trials.a >= mostlyAnswered * planned;
}

/** Sentences a reader must see before the differences. */
export function comparisonWarnings(rows: readonly ComparisonRow[]): readonly string[] {
  return [
    ...simulatedWarning(rows),
    ...pendingWarning(rows),
    ...unpairedWarning(rows),
    ...differsWarning(rows),
    ...answeredWarning(rows),
  ];
}

function pendingWarning(rows: readonly ComparisonRow[]): string[] {
  const open = rows.filter(({ pending }) => pending.a + pending.b > 0).length;
  if (open === 0) return [];
  return [
    `${open} of ${rows.length} comparisons rest on conditions with trials that have no outcome yet. They use what is there, which is not whole blocks: short replies end first, so they may be off.`,
  ];
}

function simulatedWarning(rows: readonly ComparisonRow[]): string[] {
  const models = new Set(rows.flatMap(({ a, b }) => [a, b]).flatMap((one) => (one.simulated ? [one.model] : [])));
  const [first] = models;
  if (first === undefined) return [];
  return [
    models.size === 1
      ? `${first} is a simulated respondent, not a language model.`
      : `${models.size} of the compared models are simulated respondents, not language models.`,
  ];
}

function unpairedWarning(rows: readonly ComparisonRow[]): string[] {
  const apart = rows.filter(({ pairing }) => pairing === 'none');
  if (apart.length === 0) return [];
  const which = apart.length === rows.length ? 'The' : `${apart.length} of ${rows.length} comparisons: the`;
  return [
    `${which} items of the two sides are not the same, so nothing is paired: what differs may be the items. Two samples are compared, clusters taken into account.`,
  ];
}

function differsWarning(rows: readonly ComparisonRow[]): string[] {
  const byText = Map.groupBy(
    rows.filter(({ alsoDiffers }) => alsoDiffers.length > 0),
    ({ alsoDiffers }) => alsoDiffers.join(', '),
  );
  return [...byText].map(([text, own]) => {
    const first = own[0] as ComparisonRow;
    const where = own.length === rows.length ? '' : ` in ${own.length} of ${rows.length} comparisons`;
    return `Not only what is compared differs${where} (${shortly(first.a)} and ${shortly(first.b)}): ${text}.`;
  });
}

function answeredWarning(rows: readonly ComparisonRow[]): string[] {
  const few = rows.filter((row) => !isMostlyAnswered(row));
  if (few.length === 0) return [];
  const [worst] = few.toSorted((one, other) => shareOf(one) - shareOf(other)) as [ComparisonRow];
  const where = few.length === 1 ? '' : `In ${few.length} comparisons many trials have no counterpart. `;
  return [
    `${where}${shortly(worst.a)} and ${shortly(worst.b)}: ${worst.trials.a} of ${worst.planned} planned trials were answered in both; the difference is that of these alone.`,
  ];
}

function shareOf({ trials, planned }: ComparisonRow): number {
  return planned === null || planned === 0 ? 0 : trials.a / planned;
}

/** A condition in words, by all that can tell it apart. */
function shortly(of: ComparedCondition): string {
  const parts = [
    `${of.model} ${[of.method, of.order].filter((part) => part !== null).join(' ')} on ${of.dataset}`,
    of.readout === 'sampled' ? '' : of.readout,
    of.wording === null || of.wording === 'default' ? '' : `wording ${of.wording}`,
    of.leadIn === null ? '' : `lead-in ${of.leadIn}`,
    of.historyAuthor === 'dataset' ? '' : `history by ${of.historyAuthor}`,
    of.replyAuthor === 'self' ? '' : `reply by ${of.replyAuthor}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
