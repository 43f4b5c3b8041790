import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { analyze } from '../../src/analysis/analyze.ts';
import type { ConversationAuditResult } from '../../src/analysis/conversation-audit-result.ts';
import { auditPassages } from '../../src/audit/audit-passages.ts';
import { drawPassages } from '../../src/audit/draw-passages.ts';
import { auditScope } from '../../src/audit/open-audit.ts';
import { simSchema, type SimParameters } from '../../src/models/sim/parameters.ts';
import { simRate } from '../../src/models/sim/rate.ts';
import { putLabels } from '../../src/store/labels.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { runInto, trueLabel } from './replicate.ts';

/** One setting: a respondent, the conversations, and how much is read. */
export interface ConversationAuditCell {
  /** Chances at a turn. */
  readonly bail: number;
  readonly misread: number;
  readonly missed: number;
  readonly nonsense: number;
  /** Correlation of bails within clusters. */
  readonly spread: number;
  readonly clusters: number;
  /** Conversations of a cluster, and turns of a conversation. */
  readonly size: number;
  readonly turns: number;
  readonly epochs: number;
  /** Read of conversations of each kind. */
  readonly labels: number;
}

/** What one audited study found, beside the true share of exactly these conversations. */
export interface AuditedConversations {
  readonly result: ConversationAuditResult;
  readonly truthFixed: number;
}

/**
 * A whole audit of conversations, as a user would do it: every turn of conversations is asked about, a sample of whole
 * conversations is drawn, each gets the label that is true of it, and the report's analysis corrects the share.
 */
export async function auditConversationsOnce(
  cell: ConversationAuditCell,
  seed: number,
  folder: string,
): Promise<AuditedConversations> {
  const parameters = respondent(cell, seed);
  await writeFile(join(folder, 'sim.json'), JSON.stringify(parameters));
  await writeFile(join(folder, 'talks.jsonl'), talksOf(cell));
  await using store = openStore('audit-bench', 'temporary');
  await runInto(
    store,
    {
      name: 'audited',
      models: ['sim:./sim.json'],
      datasets: [{ name: 'jsonl', path: 'talks.jsonl', as: 'talks', turns: 'every' }],
      methods: [{ method: 'bail-prompt', orders: ['continue-first'] }],
      epochs: cell.epochs,
    },
    folder,
  );
  await labelTruly(store, cell, seed);
  const [result] = (await analyze(store)).conversationAudits;
  if (result === undefined) throw new Error('nothing was audited');
  return { result, truthFixed: shareOf(parameters, turnsIn(store)) };
}

/** The true share over all conversations there could be: the mean over so many respondents with new clusters. */
export function trueShare(cell: ConversationAuditCell, respondents: number): number {
  let sum = 0;
  for (let seed = 1; seed <= respondents; seed += 1) {
    const turns = Array.from({ length: cell.clusters * cell.size }, (_, talk) =>
      Array.from({ length: cell.turns }, (_turn, turn) => ({
        item: `${seed} ${talk} ${turn}`,
        itemName: `talk-${talk}`,
        cluster: `cluster-${Math.floor(talk / cell.size)}`,
        turn: turn + 1,
      })),
    );
    sum += shareOf(respondent(cell, 1_000_000 + seed), turns) / respondents;
  }
  return sum;
}

function respondent({ bail, misread, missed, nonsense, spread }: ConversationAuditCell, seed: number): SimParameters {
  return simSchema.parse({
    seed,
    bail,
    misread,
    missed,
    nonsense,
    spread: { cluster: spread, item: spread / 2 },
    // Later turns are left more often, and misread more often too.
    rules: [{ where: { turn: { from: 2 } }, bail: Math.min(1, 1.3 * bail), misread: Math.min(1, 1.5 * misread) }],
  });
}

function talksOf({ clusters, size, turns }: ConversationAuditCell): string {
  const lines = Array.from({ length: clusters * size }, (_, talk) => {
    const messages = Array.from({ length: turns }, (_turn, turn) => [
      ...(turn === 0 ? [] : [{ role: 'assistant', content: `answer ${turn} of talk ${talk}` }]),
      { role: 'user', content: `words ${turn} of talk ${talk}` },
    ]).flat();
    return JSON.stringify({ id: `talk-${talk}`, cluster: `cluster-${Math.floor(talk / size)}`, messages });
  });
  return `${lines.join('\n')}\n`;
}

async function labelTruly(store: Store, { labels }: ConversationAuditCell, seed: number): Promise<void> {
  const { revision, all, conditions } = await auditScope(store, undefined, {});
  const strata = drawPassages(store, revision.name, conditions, { bails: labels, others: labels, seed, now: 0 });
  putLabels(
    store,
    auditPassages(store, revision.name, all, strata).map((passage) => ({
      unitId: passage.unitId,
      rater: 'truth',
      judge: false,
      label: trueConversationLabel(store, passage.read()),
      note: null,
      labelledAt: 0,
      detectorsShown: false,
      generationId: null,
    })),
    'conversation',
  );
}

/** What a simulated respondent meant over the turns of a conversation, whatever was read. */
export function trueConversationLabel(
  store: Store,
  turns: readonly { readonly trial: number; readonly outcome: string }[],
): 'leaves' | 'stays' {
  const meant = turns.some(({ trial, outcome }) => trueLabel(store, trial, outcome === 'bail') === 'leaves');
  return meant ? 'leaves' : 'stays';
}

interface Turn {
  readonly item: string;
  readonly itemName: string;
  readonly cluster: string;
  readonly turn: number;
}

function turnsIn(store: Store): readonly (readonly Turn[])[] {
  const rows = store.statements
    .get(
      `SELECT m.conversation_id, i.hash, i.turn, m.name, m.cluster FROM dataset_item m JOIN item i ON i.id = m.item_id
       ORDER BY m.conversation_id, i.turn`,
    )
    .all();
  const byTalk = Map.groupBy(rows, (row) => Number(row['conversation_id']));
  return [...byTalk.values()].map((own) =>
    own.map((row) => ({
      item: Buffer.from(row['hash'] as Uint8Array).toString('hex'),
      itemName: String(row['name']),
      cluster: String(row['cluster']),
      turn: Number(row['turn']),
    })),
  );
}

/** Draws of turns are independent once the chances of their items are given. */
function shareOf(parameters: SimParameters, talks: readonly (readonly Turn[])[]): number {
  const stays = talks.map((turns) =>
    turns.reduce((stay, turn) => stay * (1 - simRate(parameters, contextOf(turn), 'item', 'sampled', 'meant')), 1),
  );
  return stays.reduce((sum, stay) => sum + (1 - stay) / talks.length, 0);
}

function contextOf(turn: Turn): Parameters<typeof simRate>[1] {
  return {
    ...turn,
    category: null,
    method: 'bail-prompt',
    order: 'continue-first',
    wording: 'default',
    leadIn: null,
    twin: false,
  };
}
