import type { Results } from '../../analysis/results.ts';
import type { ConditionName } from '../wire/conditions.ts';
import type { ConversationList } from '../wire/conversations.ts';
import { promptBlock, type GridAnswer } from '../wire/grid.ts';
import { unpacked } from '../wire/packed.ts';
import { presetGroups, type Preset, type PresetGroup } from '../wire/presets.ts';
import { resultParts } from '../wire/results.ts';
import type { Ask } from './ask.ts';

/** What the pages ask of a store, whatever the study. */
export const storeAddresses = ['/runs'] as const;

/** What the pages ask of a study whatever is clicked, texts aside. */
export function figureAddresses(study: string): readonly string[] {
  const results = ['head', ...resultParts].map((part) => `/results/${part}`);
  const audits = ['/audit', '/audit/steps', '/audit/readers'];
  return ['/study', '/conditions', '/published', '/progress', '/grid', '/conversations', ...audits, ...results].map(
    (path) => withQuery(path, { study }),
  );
}

/** Comparisons that the pages suggest, by kind. */
export async function suggestedPairs(study: string, ask: Ask): Promise<readonly PresetGroup[]> {
  const conditions = JSON.parse(await ask(withQuery('/conditions', { study }))) as { conditions: ConditionName[] };
  const { pairs } = JSON.parse(await ask(withQuery('/results/pairs', { study }))) as Pick<Results, 'pairs'>;
  return presetGroups(conditions.conditions, pairs);
}

/** What the page of a comparison asks. */
export function comparisonAddress(study: string, { a, b }: Preset): string {
  return withQuery('/compare', { a: a.id, b: b.id, study });
}

/** Which comparisons a folder has. */
export function keptComparisonsAddress(study: string): string {
  return withQuery('/compare/kept', { study });
}

/** What the pages ask that has words of the datasets in it: beginnings of prompts, and conversations. */
export async function textAddresses(study: string, ask: Ask): Promise<readonly string[]> {
  const { datasets } = JSON.parse(await ask(withQuery('/grid', { study }))) as GridAnswer;
  const prompts = datasets.flatMap(({ dataset, items }) =>
    Array.from({ length: Math.ceil(items.length / promptBlock) }, (_, block) =>
      withQuery('/grid/prompts', { study, dataset, block: String(block) }),
    ),
  );
  return [...prompts, ...(await conversationAddresses(study, ask))];
}

async function conversationAddresses(study: string, ask: Ask): Promise<readonly string[]> {
  const listOf = async (query: Readonly<Record<string, string>>): Promise<ConversationList> =>
    JSON.parse(await ask(withQuery('/conversations', { study, ...query }))) as ConversationList;
  const addresses: string[] = [];
  for (const dataset of (await listOf({})).datasets) {
    addresses.push(withQuery('/conversations', { study, dataset }));
    for (const id of unpacked((await listOf({ dataset })).ids)) {
      addresses.push(withQuery(`/conversations/${id}`, { study, dataset }));
    }
  }
  return addresses;
}

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(query).toString()}`;
}
