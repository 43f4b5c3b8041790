import type { ReactNode } from 'react';

import { useShown } from '../../study.ts';
import { CopyButton } from '../../ui/copy-button.tsx';

/** The command that makes the comparison of some conditions, for whoever has the store. */
export function useCompareCommand(): (ids: readonly string[]) => string {
  const { info, study } = useShown();
  return (ids) => compareCommand(ids, info.file, info.studies.length > 1 ? study : null);
}

/**
 * `exitpoll compare condition:1-1 condition:2-1 --store FILE`.
 *
 * @param study where the store has several
 */
export function compareCommand(ids: readonly string[], file: string, study: string | null): string {
  const sides = ids.map((id) => `${study === null ? '' : `study:${study},`}condition:${id}`);
  return ['exitpoll compare', ...[...sides, '--store', file].map(shellWord)].join(' ');
}

/** One word for a shell, whatever is in it. */
function shellWord(text: string): string {
  return /^[\w.:,/@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A comparison that this folder does not have, and how it can be had. */
export function NotKept({ ids, size }: { readonly ids: readonly string[]; readonly size: number | null }): ReactNode {
  const command = useCompareCommand()(ids);
  return (
    <section className="problem not-kept">
      <p>
        This comparison is not in the folder. It has {size} comparisons of two conditions, which the page{' '}
        <em>Compare</em> lists while none is chosen. Whoever has the store can see any with <code>exitpoll view</code>,
        or print this one:
      </p>
      <pre>
        <code>{command}</code>
      </pre>
      <CopyButton label="Copy the command" text={() => command} />
    </section>
  );
}
