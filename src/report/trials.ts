import type { TrialRecord } from '../analysis/results.ts';
import { csvLine, type CsvValue } from './csv-cell.ts';
import { visibleJson } from './visible-text.ts';

type Column = readonly [name: string, value: (trial: TrialRecord) => CsvValue];

const columns: readonly Column[] = [
  ['trial', (trial) => trial.trial],
  ['condition', (trial) => trial.condition],
  ['study', (trial) => trial.study],
  ['model', (trial) => trial.model],
  ['simulated', (trial) => trial.simulated],
  ['dataset', (trial) => trial.dataset],
  ['method', (trial) => trial.method],
  ['order', (trial) => trial.order],
  ['readout', (trial) => trial.readout],
  ['wording', (trial) => trial.wording],
  ['leadIn', (trial) => trial.leadIn],
  ['historyAuthor', (trial) => trial.historyAuthor],
  ['replyAuthor', (trial) => trial.replyAuthor],
  ['item', (trial) => trial.item],
  ['itemHash', (trial) => trial.itemHash],
  ['cluster', (trial) => trial.cluster],
  ['category', (trial) => trial.category],
  ['epoch', (trial) => trial.epoch],
  ['outcome', (trial) => trial.outcome],
  ['outcomePaper', (trial) => trial.outcomePaper],
  ['via', (trial) => trial.via],
  ['flags', (trial) => trial.flags.join('; ') || null],
  ['evidence', (trial) => evidenceText(trial)],
  ['journal', (trial) => trial.journal],
  ['bailProbability', (trial) => trial.bailProbability],
  ['neitherProbability', (trial) => trial.neitherProbability],
  ['system', (trial) => trial.conversation.system],
  ['lastMessage', (trial) => trial.conversation.messages.at(-1)?.text ?? null],
  ['question', (trial) => trial.question],
  ['generations', (trial) => trial.steps.map((step) => step.generation).join('; ') || null],
  ['reply', (trial) => trial.steps[0]?.text ?? null],
  ['reasoning', (trial) => trial.steps[0]?.reasoning ?? null],
  ['toolCalls', (trial) => toolCallsText(trial, 0)],
  ['finish', (trial) => trial.steps[0]?.finish ?? null],
  ['answer', (trial) => trial.steps[1]?.text ?? null],
  ['answerReasoning', (trial) => trial.steps[1]?.reasoning ?? null],
  ['answerFinish', (trial) => trial.steps[1]?.finish ?? null],
  ['promptTokens', (trial) => sum(trial.steps.map((step) => step.promptTokens))],
  ['completionTokens', (trial) => sum(trial.steps.map((step) => step.completionTokens))],
  ['startedAt', (trial) => trial.steps[0]?.startedAt ?? null],
  ['durationMs', (trial) => sum(trial.steps.map((step) => step.durationMs))],
  ['refusals', (trial) => trial.refusals.map(refusalText).join('; ') || null],
  ['errors', (trial) => trial.errors.map((error) => `${error.kind}: ${error.message}`).join('; ') || null],
];

/** One trial whole, as a line of JSON Lines; invisible characters are escaped, values are unchanged. */
export function trialsToJsonl(record: TrialRecord): string {
  return `${visibleJson(JSON.stringify(record))}\n`;
}

/** The header of `trialToCsv`, with its line end. */
export const trialsCsvHeader: string = csvLine(columns.map(([name]) => name));

/** One trial as a record of CSV: the conversation's last message alone, and at most two replies. JSON Lines has all. */
export function trialToCsv(record: TrialRecord): string {
  return csvLine(columns.map(([, value]) => value(record)));
}

/** `lexicon=refusal (declined, 0.98)` */
function refusalText({ scorer, label, score, why }: TrialRecord['refusals'][number]): string {
  return `${scorer}=${label} (${why}${label === 'failed' ? '' : `, ${score}`})`;
}

function evidenceText(trial: TrialRecord): string | null {
  if (trial.evidence === null) return null;
  const { step, start, end } = trial.evidence;
  return trial.steps[step]?.text.slice(start, end) ?? null;
}

function toolCallsText(trial: TrialRecord, step: number): string | null {
  return trial.steps[step]?.toolCalls.map((call) => `${call.name}(${call.arguments})`).join('; ') || null;
}

function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}
