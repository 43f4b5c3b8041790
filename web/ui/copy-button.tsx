import { useState, type ReactNode } from 'react';

/** Copies a text, and says that it did. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: () => string }): ReactNode {
  const [state, setState] = useState<'ready' | 'done' | 'failed'>('ready');
  const copy = async (): Promise<void> => {
    const isDone = await copied(text());
    setState(isDone ? 'done' : 'failed');
    setTimeout(() => setState('ready'), 2000);
  };
  return (
    <button type="button" className="copy" onClick={() => void copy()}>
      <span aria-live="polite">
        {state === 'done' ? 'Copied' : state === 'failed' ? 'Your browser forbids it' : label}
      </span>
    </button>
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
