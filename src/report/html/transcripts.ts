import type { ArmText, TrialRecord } from '../../analysis/results.ts';
import { count, countOf, percentSigned } from '../format.ts';
import { groupConditions, membersOf } from '../groups.ts';
import { methodLabel, offersExit, variantLabel } from '../labels.ts';
import type { ReportCondition, ReportResults } from '../report-results.ts';
import { visibleLine } from '../visible-text.ts';
import type { Anchors } from './anchors.ts';
import { followUpTurns } from './follow-up-turns.ts';
import { html, type Html } from './html.ts';
import { groupName } from './table-parts.ts';
import { name, textBlock } from './text.ts';
import { turn, wordsOf } from './words.ts';

/** How much of the transcripts a page shows. */
export interface TranscriptLimits {
  /** Transcripts of bails, and of trials that ended otherwise, for each condition. */
  readonly each: number;
  /** Characters of one text. */
  readonly characters: number;
  /** Turns of one conversation, the last ones. */
  readonly turns: number;
}

/** How much of one transcript is shown. */
type Limits = Pick<TranscriptLimits, 'characters' | 'turns'>;

/** Example transcripts by condition, bails first; the first bail is open. `null` where there is none to show. */
export function transcriptsSection(
  results: ReportResults,
  records: readonly TrialRecord[],
  limits: TranscriptLimits,
  anchors: Anchors,
): Html | null {
  const byCondition = Map.groupBy(records, (record) => keyOf(record.study, record.condition));
  const opened = openedKey(results, records);
  const groups = groupConditions(results.conditions).map((group) => {
    const parts = membersOf(group).map((condition) => {
      const key = keyOf(condition.study, condition.id);
      return conditionPart(results, condition, byCondition.get(key) ?? [], limits, { anchors, open: key === opened });
    });
    return parts.some((part) => part !== null)
      ? html`<h3>${groupName(group, results)}</h3>
          ${parts}`
      : null;
  });
  return groups.some((group) => group !== null) ? html`${groups}` : null;
}

/** The first condition with a bail; one that neutral items are compared with rather than these themselves. */
function openedKey(results: ReportResults, records: readonly TrialRecord[]): string | null {
  const bails = records.filter((record) => record.outcome === 'bail' && record.method !== 'placebo-tool');
  const keys = bails.map((record) => keyOf(record.study, record.condition));
  const compared = new Set(
    results.conditions.filter((one) => one.neutral !== null).map((one) => keyOf(one.study, one.id)),
  );
  return keys.find((key) => compared.has(key)) ?? keys[0] ?? null;
}

/** Two studies may share a condition, which then has one id. */
function keyOf(study: string, condition: string): string {
  return JSON.stringify([study, condition]);
}

function conditionPart(
  results: ReportResults,
  condition: ReportCondition,
  records: readonly TrialRecord[],
  limits: TranscriptLimits,
  { anchors, open }: { readonly anchors: Anchors; readonly open: boolean },
): Html | null {
  const { bails, others } = chosen(records, limits.each, anchors);
  if (bails.length + others.length === 0) return null;
  const examples = `examples: ${countOf(bails.length, 'bail')}, ${countOf(others.length, 'other')}`;
  const summary = html`${methodLabel(condition)}
    <span class="soft">${joined([variantLabel(condition), examples])}</span>`;
  const arm = armText(results, condition);
  const words = arm !== null && wordsOf(arm, limits.characters);
  const trials = [...bails, ...others].map((record, index) =>
    transcript(record, arm, limits, open && index === 0, anchors.trial(record)),
  );
  // Inside the fold, because a link to a place inside one opens it.
  const back = html`<p class="back" id="${anchors.transcripts(condition)}">
    <a href="#${anchors.rate(condition)}"
      >${offersExit(condition.method) ? html`↑ bail rate ${percentSigned(condition.rate)}` : '↑ its row in the table'}</a
    >
  </p>`;
  return folded(html`${summary}`, html`${back}${words}${trials}`, open);
}

/** Up to `each` bails, each that the page leads to, and up to `each` others taken from every other outcome in turn. */
function chosen(
  records: readonly TrialRecord[],
  each: number,
  anchors: Anchors,
): { bails: TrialRecord[]; others: TrialRecord[] } {
  const bails = records
    .filter((record) => record.outcome === 'bail')
    .filter((record, index) => index < each || anchors.trial(record) !== null);
  const rest = records.filter((record) => record.outcome !== 'bail' && record.outcome !== 'pending');
  const byOutcome = [...Map.groupBy(rest, (record) => record.outcome).values()];
  const others: TrialRecord[] = [];
  for (let round = 0; others.length < each && byOutcome.some((list) => list.length > round); round += 1) {
    others.push(...byOutcome.flatMap((list) => list.slice(round, round + 1)).slice(0, each - others.length));
  }
  return { bails, others };
}

function armText(results: ReportResults, condition: ReportCondition): ArmText | null {
  const study = results.studies.find((candidate) => candidate.name === condition.study);
  const same = (text: ArmText): boolean =>
    text.method === condition.method && text.order === condition.order && text.wording === condition.wording;
  return study?.texts.find(same) ?? null;
}

/** One trial, folded: what was said, what was asked, what was replied, with the deciding piece marked. */
export function transcript(
  record: TrialRecord,
  arm: ArmText | null,
  limits: Limits,
  open: boolean,
  id: string | null = null,
): Html {
  const { messages, system } = record.conversation;
  const left = Math.max(0, messages.length - limits.turns);
  const saysTheSame = record.outcomePaper === record.outcome || record.outcomePaper === 'pending';
  const paper = saysTheSame ? '' : `paper scorer: ${record.outcomePaper}`;
  const read = record.bailProbability === null ? '' : `probability of leaving ${percentSigned(record.bailProbability)}`;
  const facts = [
    visibleLine(record.category ?? '', 60),
    `epoch ${record.epoch}`,
    record.simulated ? 'simulated' : '',
    paper,
    read,
  ];
  const summary = html`<span class="outcome ${record.outcome}">${record.outcome}</span> ${name(record.item, 80)}
    <span class="soft">${joined(facts)}</span>`;
  const parts = [
    record.flags.length > 0 && note(`flags: ${record.flags.join(', ')}`),
    system !== null && turn('system prompt', system, limits.characters),
    left > 0 && note(`${countOf(left, 'earlier turn')} not shown`),
    messages.slice(left).map((message) => messageTurn(message, limits)),
    record.steps.map((_, index) => stepTurn(record, index, arm, limits)),
    record.steps.length === 0 && record.question !== null && question(record.question, limits),
    record.via === 'parent' && note('The reply before failed, so the question was never asked.'),
    record.journal !== null && turn('written beside the answer', record.journal, limits.characters),
    followUpTurns(record.followUps, limits.characters),
    record.errors.map((error) =>
      note(`failed call: ${error.kind} ${error.status ?? ''} ${visibleLine(error.message, 300)}`),
    ),
  ];
  // Inside the fold, because a link to a place inside one opens it.
  const place = id !== null && html`<span id="${id}"></span>`;
  return html`<article class="trial">${folded(summary, html`${place}${parts}`, open)}</article>`;
}

function stepTurn(record: TrialRecord, index: number, arm: ArmText | null, limits: Limits): Html | null {
  const reply = record.steps[index];
  if (reply === undefined) return null;
  const asked = index === 1 && record.question !== null ? question(record.question, limits) : null;
  const evidence = record.evidence?.step === index ? record.evidence : null;
  const tokens = reply.completionTokens === null ? '' : `${count(reply.completionTokens)} tokens`;
  const facts = joined([`ended by ${visibleLine(reply.finish, 20)}`, tokens]);
  const reasoning =
    reply.reasoning !== null &&
    html`<details class="reasoning">
      <summary>reasoning, ${countOf(reply.reasoning.length, 'character')}</summary>
      ${textBlock(reply.reasoning, limits.characters)}
    </details>`;
  const decides = (tool: string): boolean =>
    record.outcome === 'bail' &&
    record.evidence === null &&
    (arm?.tools.some((offered) => offered.name === tool) ?? false);
  const calls = reply.toolCalls.map(
    (call) =>
      html`<div class="call">
        <b>calls ${decides(call.name) ? html`<mark>${name(call.name, 80)}</mark>` : name(call.name, 80)}</b
        >${textBlock(call.arguments, limits.characters)}
      </div>`,
  );
  const text = reply.text === '' && calls.length > 0 ? null : textBlock(reply.text, limits.characters, evidence);
  const title = asked === null ? 'reply' : 'answer';
  return html`${asked}
    <section class="turn model">
      <h4>${title} <span class="soft">${facts}</span></h4>
      ${reasoning}${text}${calls}
    </section>`;
}

function messageTurn(message: { role: string; text: string }, limits: Limits): Html {
  return turn(visibleLine(message.role, 20), message.text, limits.characters, message.role === 'user' ? 'user' : '');
}

function question(text: string, limits: Limits): Html {
  return turn('question', text, limits.characters, 'ours');
}

function note(text: string): Html {
  return html`<p class="note"><bdi>${text}</bdi></p>`;
}

function folded(summary: Html, body: Html, open: boolean): Html {
  return open
    ? html`<details open>
        <summary>${summary}</summary>
        ${body}
      </details>`
    : html`<details>
        <summary>${summary}</summary>
        ${body}
      </details>`;
}

function joined(facts: readonly string[]): string {
  return facts.filter((fact) => fact !== '').join(' · ');
}
