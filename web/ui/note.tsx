import type { ReactNode } from 'react';

/** A remark of ours; what stands between backticks is a command. */
export function Note({ text }: { readonly text: string }): ReactNode {
  return (
    <p className="note">
      {text.split('`').map((part, index) => (index % 2 === 0 ? part : <code key={`${index} ${part}`}>{part}</code>))}
    </p>
  );
}
