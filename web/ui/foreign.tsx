import type { ReactNode } from 'react';

/**
 * A short text from outside (names of models, items, files): shown as text, apart from the direction of what stands
 * around it. For whole prompts and replies there is a component of its own.
 */
export function Foreign({ text }: { readonly text: string }): ReactNode {
  return <bdi>{text}</bdi>;
}
