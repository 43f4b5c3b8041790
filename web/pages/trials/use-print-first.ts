import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/** Trials that are printed at most: some thirty sheets. */
export const mostPrinted = 1000;

/**
 * Prints the beginning of a list, which must be read first: Ctrl-P waits for it, then prints. Chosen from the browser's
 * menu, printing cannot wait, and has what is in the page.
 *
 * @param total of the list
 * @param readFirst reads so many rows from the first on
 * @returns how many rows are to be in the page, from the first; `null` while none are printed
 */
export function usePrintFirst(total: number, readFirst: (most: number) => Promise<void>): number | null {
  const [rows, setRows] = useState<number | null>(null);
  const latest = useRef({ total, readFirst });
  useEffect(() => {
    latest.current = { total, readFirst };
  });
  useEffect(() => {
    const print = async (): Promise<void> => {
      const most = Math.min(mostPrinted, latest.current.total);
      try {
        await latest.current.readFirst(most);
        flushSync(() => setRows(most));
      } finally {
        window.print();
      }
    };
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'p')
        return;
      event.preventDefault();
      void print();
    };
    const onDone = (): void => setRows(null);
    document.addEventListener('keydown', onKey);
    window.addEventListener('afterprint', onDone);
    return () => {
      document.removeEventListener('keydown', onKey);
      window.removeEventListener('afterprint', onDone);
    };
  }, []);
  return rows;
}
