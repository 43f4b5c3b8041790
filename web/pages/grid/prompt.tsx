import type { ReactNode } from 'react';

import { promptBlock, promptLength } from '../../../src/server/wire/grid.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import { client } from '../../source/client.ts';
import { useApi } from '../../source/use-api.ts';
import { useStudyQuery } from '../../study.ts';

/** The beginning of an item's prompt, read with those around it. */
export function Prompt({ dataset, place }: { readonly dataset: string; readonly place: number }): ReactNode {
  const study = useStudyQuery();
  const block = Math.floor(place / promptBlock);
  const { data } = useApi(client.grid.prompts, { query: { ...study, dataset, block: String(block) } });
  const prompt = data?.dataset === dataset ? data.prompts[place - data.from] : undefined;
  if (prompt === undefined) return null;
  return (
    <blockquote className="prompt" dir="auto">
      {visibleLine(prompt, promptLength)}
      {prompt.length < promptLength ? '' : ' …'}
    </blockquote>
  );
}
