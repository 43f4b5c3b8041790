import { useRef, type ReactNode } from 'react';

import { useKeys } from './use-keys.ts';

/** A button, and the key `?`, that open a list of a page's keys. */
export function KeysHelp({ keys }: { readonly keys: readonly (readonly [keys: string, does: string])[] }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = (): void => dialog.current?.showModal();
  useKeys({ '?': open });
  return (
    <>
      <button type="button" className="quiet keys-button" onClick={open} aria-keyshortcuts="?">
        Keys <kbd>?</kbd>
      </button>
      <dialog ref={dialog} className="keys-help" aria-label="Keys">
        <h2>Keys</h2>
        <dl>
          {keys.map(([key, does]) => (
            <div key={key}>
              <dt>
                {key.split(' ').map((one) => (
                  <kbd key={one}>{one}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <button>Close</button>
        </form>
      </dialog>
    </>
  );
}
