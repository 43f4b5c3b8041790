import { promptBlock, type GridAnswer } from '../wire/grid.ts';
import { resultParts } from '../wire/results.ts';
import type { Ask } from './ask.ts';

/** What the pages ask of a store, whatever the study. */
export const storeAddresses = ['/runs'] as const;

/** What the pages ask of a study whatever is clicked, texts aside. */
export function figureAddresses(study: string): readonly string[] {
  const results = ['head', ...resultParts].map((part) => `/results/${part}`);
  const audits = ['/audit', '/audit/steps', '/audit/readers'];
  return ['/study', '/conditions', '/published', '/progress', '/grid', ...audits, ...results].map((path) =>
    withQuery(path, { study }),
  );
}

/** What they ask of it that has words of its datasets in it. */
export async function textAddresses(study: string, ask: Ask): Promise<readonly string[]> {
  const { datasets } = JSON.parse(await ask(withQuery('/grid', { study }))) as GridAnswer;
  return datasets.flatMap(({ dataset, items }) =>
    Array.from({ length: Math.ceil(items.length / promptBlock) }, (_, block) =>
      withQuery('/grid/prompts', { study, dataset, block: String(block) }),
    ),
  );
}

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(query).toString()}`;
}
